"""Programs outside of reportgen: which there are and where they lie, and the one way in which they are run."""
