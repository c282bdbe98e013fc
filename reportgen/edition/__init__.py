"""What is reported: strict data in, a typed Edition out; nothing about looks."""
