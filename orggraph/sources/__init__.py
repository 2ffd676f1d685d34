"""One module per outside format: external data to model objects, and back where the format allows."""
