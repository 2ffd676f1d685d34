"""What exists: one declaration per label, relationship type and field. All else is derived from these."""
