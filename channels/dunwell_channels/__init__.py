"""Channels that ship with Dunwell: ordinary plugins."""
