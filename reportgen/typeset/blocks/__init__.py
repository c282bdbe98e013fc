"""One module a block, called as in compose/markup and docx: how it is set."""
