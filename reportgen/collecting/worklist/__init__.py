"""What is open of an edition, by who has to do it: as Markdown, Word and Excel."""
