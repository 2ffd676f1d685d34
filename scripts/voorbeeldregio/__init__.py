"""The fictional example region: hand-written cast and facts, and what multiplies them over municipalities and bodies."""
