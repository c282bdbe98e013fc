"""How one edition follows another: what the predecessor had, what is confirmed, and how a new edition begins."""
