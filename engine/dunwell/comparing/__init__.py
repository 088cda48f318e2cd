"""Compare policies and what they do: branches and who reaches them, made-up cases, two texts, two timelines."""
