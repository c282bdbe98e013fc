"""What the tests of forms begin with."""

from __future__ import annotations

from requests_kit import city
from returns_kit import sent
from word_kit import sent_word

__all__ = ["city", "sent", "sent_word"]
