"""One module a block, called as in typeset and docx: how it is read from report markup."""
