"""One module a block, called as in compose/markup and typeset: how it is written."""
