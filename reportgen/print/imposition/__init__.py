"""Imposition: pages of a finished PDF on larger sheets, so that folding, stitching and cutting make the thing."""
