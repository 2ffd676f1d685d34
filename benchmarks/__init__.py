"""Measurements of loads, reads and analyses against what a user would write and against the limit of the machine."""

import os

# An installed program finds itself compiled; a machine that keeps nothing compiled would measure the compiler at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
