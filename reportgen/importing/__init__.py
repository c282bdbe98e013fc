"""A first edition from the tables that exist: spreadsheets, text parted by signs, tables of Word files."""
