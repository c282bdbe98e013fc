"""Strict YAML with places: the one reader of data, settings and themes."""
