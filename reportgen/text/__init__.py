"""Texts as such: laid side by side, and as XML."""
