"""The app: pages read, choose and show; what calculates is an analysis."""
