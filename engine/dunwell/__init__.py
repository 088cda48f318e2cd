"""The public names of Dunwell."""
