"""Channel plugins: found by entry point, set up by dunwell.yaml, each kept from harming the others."""
