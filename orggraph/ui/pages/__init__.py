"""The pages of the app: one file each, found by the registry in ``orggraph.ui.page``."""
