"""Rows in and out of a graph database over the Bolt driver; the embedded server."""
