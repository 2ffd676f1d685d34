"""One module per analysis: a pure function over one projection, declared there and found by the registry."""
