"""Garbage: processes that end with a command leave it to the system, all others collect it as ever."""

from __future__ import annotations

import gc
from typing import Final

ALLOCATIONS: Final = 100_000
"""New objects between two looks for garbage: importing makes many and leaves none."""
_ends: list[bool] = []


def end_with_the_command() -> None:
    """Say that this process runs one command and ends; a test, a notebook or a server never says so."""
    gc.set_threshold(ALLOCATIONS)
    _ends.append(True)


def leave_garbage() -> None:
    """Collect no more in a process that ends with its command: there is nothing to free, and looking takes time."""
    if _ends:
        gc.disable()
