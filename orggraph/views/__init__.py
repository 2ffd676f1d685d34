"""Answers that are no findings: one node and its surroundings, paths, matrices, seats, counts, a selection."""
