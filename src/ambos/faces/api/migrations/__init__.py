"""How the interface's own tables came to be."""
