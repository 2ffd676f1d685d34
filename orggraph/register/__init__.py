"""The extract of the Dutch register that comes with the package, and a first dataset of one's own made from it.

The extract holds every arrangement that was in force on its date as far as the copy of the register had it, with who
takes part and with which organs, and every organization with its numbers (``ORIGIN.md`` beside it says where it is from).
"""

from orggraph.register.beginning import begin
from orggraph.register.contents import Match, country, dataset, extract, is_register, matches, origin

__all__ = ["Match", "begin", "country", "dataset", "extract", "is_register", "matches", "origin"]
