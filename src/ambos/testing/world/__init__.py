"""A world in one process: nodes, the borders between them, a network that fails, clocks that disagree."""
