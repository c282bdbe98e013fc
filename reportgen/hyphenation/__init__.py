"""Hyphenation patterns: vendored sources, the tables compiled from them, and words the patterns divide badly."""
