"""Ways to try a graph, one in each file; a rule names one and gives its parameters. Patterns never import each other."""
