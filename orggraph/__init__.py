"""orggraph: the role graph of regional government."""
