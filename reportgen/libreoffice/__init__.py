"""LibreOffice as a tool: laying out Word files, counting their pages."""
