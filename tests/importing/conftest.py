"""What the tests of imports begin with."""

from __future__ import annotations

from importing_kit import root

__all__ = ["root"]
