"""Reads finished files back and proves what they claim; shares no code with the writers."""

from __future__ import annotations
