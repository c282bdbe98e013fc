"""How wide the columns of a table are, and whether it fits on a page: worked out once, for every writer."""
