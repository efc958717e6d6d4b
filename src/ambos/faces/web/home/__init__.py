"""Home: for each role what moved, what waits, what runs out, what is disputed."""
