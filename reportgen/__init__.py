"""reportgen: recurring reports from structured data, as Word and PDF that say the same."""

__version__ = "0.1.0"
