"""What is to be built, in which order, written all or nothing, with a manifest."""
