"""Inputs of a build that are no files; alone here, so that whoever reads a manifest loads nothing for it."""

PLUGIN = "plugin:"
"""Before name and version of a plug-in among the inputs of a build: ``plugin:reportgen-example==1.0.0``."""
