"""Papers of step 3."""
