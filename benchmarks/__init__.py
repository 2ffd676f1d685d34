"""Measurements of loads, reads and analyses against what a user would write and against the limit of the machine."""
