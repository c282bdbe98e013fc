"""Preflight: whether a PDF can be printed as it is. Reads any PDF, and shares no code with what writes ours."""
