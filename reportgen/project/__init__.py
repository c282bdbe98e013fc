"""A project: its settings, its folders, and versions of it."""
