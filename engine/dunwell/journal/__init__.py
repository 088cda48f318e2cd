"""The journal: cases as they were opened, and the events that happened to them, in a database that only grows."""
