"""The reports: a module each with one ``Report``, found by :func:`orggraph.reports.report.registry`."""
