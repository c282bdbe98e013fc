"""The ledger: every figure of an edition in one table, for those who check the facts and as open data."""
