"""Files that others have made: where they may lie, and how much work they may be.

What they say of themselves is not believed. Each limit is a constant beside what it limits; none is a time, so that the
same file is refused on every machine.
"""
