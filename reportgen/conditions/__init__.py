"""Printing conditions: how they are called, what came after them, and the ICC profiles that describe them."""
