"""What the tests of new editions begin with."""

from __future__ import annotations

from succession_kit import city

__all__ = ["city"]
