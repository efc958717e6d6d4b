"""The interface for programs: the product's reads and acts as JSON over HTTP, declared as data."""
