"""Checks of a whole edition: one function a file, all of them in CHECKS."""

from __future__ import annotations

from reportgen.edition.remarks import Check

CHECKS: tuple[Check, ...] = ()
"""Every check, in no particular order: findings are sorted by place."""
