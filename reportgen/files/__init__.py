"""Files at the edges: all or nothing, scratch, locks, cache."""
