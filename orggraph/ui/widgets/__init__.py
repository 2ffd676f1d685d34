"""Parts that pages share: one file each. Everything they write is escaped."""
