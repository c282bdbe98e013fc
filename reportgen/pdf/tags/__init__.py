"""Tagged PDF: the logical structure of the document and its links to what is drawn (ISO 32000-1, 14.7 and 14.8)."""
