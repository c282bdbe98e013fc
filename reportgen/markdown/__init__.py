"""The Markdown of texts: which marks are read, which are only characters, and what a text has that cannot be set."""
