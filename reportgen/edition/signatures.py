"""What institutions have signed (``signoff.yaml``)."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from reportgen.yaml.model import IsoDay, Model, Slug


class Signature(Model, frozen=True, kw_only=True):
    """That somebody has signed an item as it was on a day; `hash` is that of what was signed."""

    by: Annotated[str, Meta(min_length=1)]
    on: IsoDay
    hash: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}(?!\n)$")]


class SignOff(Model, frozen=True, kw_only=True):
    """What an institution has signed: `items` are its signatures by item."""

    items: dict[Slug, tuple[Signature, ...]] = field(default_factory=dict)
