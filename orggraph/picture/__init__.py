"""The graph as a picture: what to fold, where things stand, how it is drawn, and the file that it becomes."""
