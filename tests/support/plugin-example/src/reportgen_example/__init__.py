"""A plug-in for reportgen with one of each: a check, a filter, a block and an output format."""
