"""Texts laid side by side."""
