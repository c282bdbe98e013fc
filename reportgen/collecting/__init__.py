"""What a report is made of, asked for and taken back: forms out, answers in, and never a word that nobody wrote."""
