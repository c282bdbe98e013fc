"""Registered printing conditions of offset printing, by which printing houses and output intents name them.

Names of characterisation data are those of the ICC's registry; titles and files those under which the ECI gives out
profiles of them. Only conditions that reports meet are here; others are taken as they are written.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

_SIGNS = re.compile(r"[^a-z0-9]+")


class Condition(Struct, frozen=True):
    """A printing condition. `after` is the name of the one that took its place, "" where it is in force."""

    name: str
    """In the registry of the ICC."""
    title: str
    paper: Literal["coated", "uncoated"]
    file: str = ""
    """What its profile is usually called."""
    after: str = ""

    @property
    def said(self) -> str:
        """For a person: "FOGRA52 (PSO uncoated v3)"."""
        return f"{self.name} ({self.title})"


CONDITIONS: tuple[Condition, ...] = (
    Condition("FOGRA52", "PSO uncoated v3", "uncoated", "PSOuncoated_v3_FOGRA52.icc"),
    Condition("FOGRA51", "PSO coated v3", "coated", "PSOcoated_v3.icc"),
    Condition("FOGRA47", "PSO uncoated ISO12647", "uncoated", "PSO_Uncoated_ISO12647_eci.icc", after="FOGRA52"),
    Condition("FOGRA39", "ISO coated v2", "coated", "ISOcoated_v2_eci.icc", after="FOGRA51"),
    Condition("FOGRA29", "ISO uncoated", "uncoated", "ISOuncoated.icc", after="FOGRA52"),
    Condition("FOGRA27", "ISO coated", "coated", "ISOcoated.icc", after="FOGRA51"),
)
"""The more special a title is, the earlier it stands: texts are searched in this order."""


def condition(name: str) -> Condition | None:
    """The condition of a name as people write it: FOGRA52, "PSO uncoated v3", pso-uncoated-v3; None for others."""
    wanted = _plain(name)
    return next((each for each in CONDITIONS if wanted in (_plain(each.name), _plain(each.title))), None)


def named_in(text: str) -> Condition | None:
    """The condition that a text speaks of by name or title ("PSO Uncoated v3 (FOGRA52)", "FOGRA39L")."""
    words = _plain(text)
    by_name = next((each for each in CONDITIONS if _plain(each.name) in words), None)
    return by_name or next((each for each in CONDITIONS if _plain(each.title) in words), None)


def today(name: str) -> Condition | None:
    """The condition in force that has taken the place of this one, or that it is; None for a name that is not known."""
    found = condition(name) or named_in(name)
    return condition(found.after) if found is not None and found.after else found


def _plain(text: str) -> str:
    return _SIGNS.sub("", text.lower())
