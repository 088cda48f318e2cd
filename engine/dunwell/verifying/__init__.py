"""Prove a policy: look at every timeline it can lead to, in a bounded and hostile world, before anyone is mailed."""
