"""Rows, and how they are written: as a table, JSON, CSV or Markdown."""
