"""Reading a Word file: text by bookmark, computed numbers, charts (ECMA-376 part 1, WordprocessingML)."""
