"""A region as a folder of plain pages, that forty people read without a server."""
