"""Prove a policy on this machine: all its cases over several processes, with results kept from one time to the next."""
