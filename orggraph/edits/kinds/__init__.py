"""One module per edit, declared there as an :class:`orggraph.edits.edit.Edit` and found by the registry."""
