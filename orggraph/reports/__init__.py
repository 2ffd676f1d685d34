"""Documents about one subject: a page as data, and what becomes of it: HTML, PDF, a calendar file."""
