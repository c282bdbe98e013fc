"""The Python API: handles and functions over build, checks and verify. Their public names are those of `reportgen`."""
