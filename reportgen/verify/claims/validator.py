"""What a validator is to those who ask it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct


class Claimed(NamedTuple):
    """A finished file, and the claims about it that are to be judged."""

    name: str
    claims: tuple[str, ...]
    content: bytes


class Judgement(Struct, frozen=True):
    """Whether a file keeps one claim, and a sentence for each rule that it breaks.

    `gave_up` is why the validator could not tell, "" where it could: lists of thirty levels are too much for one of
    them, for example.
    """

    claim: str
    kept: bool
    failures: tuple[str, ...] = ()
    gave_up: str = ""


class Validator(Struct, frozen=True):
    """One validator: what it is called, the package that it comes with, and its own names of the standards by claim."""

    name: str
    package: str
    profiles: Mapping[str, str]
    fault: Callable[[], str]
    """Why it cannot judge here, "" where it can."""
    judge: Callable[[Sequence[Claimed]], list[tuple[Judgement, ...]]]
    """The judgements of each file, in their order; to be asked for claims that it knows, where nothing is at fault."""
    together: bool = False
    """It takes long to start, so that many files are judged at once."""
    more: str = ""
    """What it needs besides its package."""
