"""What moves between two nodes: sealed records, released by rule, verified on arrival, acknowledged."""
