"""Font files: found, checked, measured, and kept open for the next document."""
