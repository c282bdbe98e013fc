"""Numbers: exact in decimals, in the notation of a language, and as people type them. Imports nothing of ours."""
