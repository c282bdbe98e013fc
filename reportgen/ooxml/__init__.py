"""What all makers of Office files share: XML as text, names in a package, ZIP files with the same bytes each time."""
