"""What people take away: tables, pictures, and files made from a graph."""
