"""Pure methods: values in, values out; no clock, no randomness, no files."""
