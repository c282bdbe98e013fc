"""Reading a tagged PDF through its structure tree (ISO 32000-1, 14.7 and 14.8)."""
