"""What waits for a person, from the cases and the journal: with owner, deadline and the command that settles it.

Data goes one way: looks at cases, and what the journal keeps for people → items → rows on paper. Nothing is changed.
"""
