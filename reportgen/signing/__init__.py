"""Sign-off: who has signed which items, whether that still holds, and what is missing for a release."""
