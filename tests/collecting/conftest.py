"""What the tests of forms begin with."""

from __future__ import annotations

from requests_kit import city
from returns_kit import sent

__all__ = ["city", "sent"]
