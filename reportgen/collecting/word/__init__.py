"""Forms and drafts as Word files: written here, read from what Word, LibreOffice and others save."""
