"""What the tests of commands begin with."""

from __future__ import annotations

from cli_kit import project

__all__ = ["project"]
