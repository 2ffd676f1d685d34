"""``python -m orggraph`` is the command line."""

from orggraph.cli import main

main()
