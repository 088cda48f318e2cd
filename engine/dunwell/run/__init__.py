"""A run: what is due today for every case, put into the outbox and carried out by the channels.

Data goes one way: cases → planned → rows of the outbox → deliveries → outcomes → events of the cases.
"""
