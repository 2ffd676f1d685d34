"""Ways to try a graph, grouped by subject; a rule names one and gives its parameters. Modules never import each other."""
