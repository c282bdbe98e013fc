"""Whom or what an excerpt is for, as a template sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from reportgen.compose import formats
from reportgen.compose.view.kinds import InstitutionView
from reportgen.compose.view.records import Root
from reportgen.compose.view.values import Seen
from reportgen.edition.cut import Audience, Condition

_WHERE = "{field}: {value}"
"""A condition in the words of a template that has none."""


def audience_view(root: Root, words: Mapping[str, str]) -> InstitutionAudience | JointAudience | None:
    """The audience of an edition: of one institution alone its record, with the fields that every audience has."""
    audience = root.edition.audience
    if audience is None:
        return None
    if audience.sole:
        key = audience.id
        return InstitutionAudience(root, root.edition.institutions[key], f"institutions[{key}]", key)
    return JointAudience(root, audience, words)


class InstitutionAudience(InstitutionView):
    """One institution."""

    where: tuple[str, ...] = ()

    @cached_property
    def institutions(self) -> list[Any]:
        """Itself."""
        return [self._root.institution(self.id)]


class JointAudience(Seen):
    """Several institutions, or what has some values: named by the names of all, and by the conditions in words."""

    def __init__(self, root: Root, audience: Audience, words: Mapping[str, str]) -> None:
        self._root, self.id = root, audience.id
        self.institutions = [root.institutions[key] for key in audience.institutions]
        self.where = tuple(_said(each, words) for each in audience.where)

    @property
    def abbreviation(self) -> str:
        """The abbreviations, and the conditions."""
        return self._listed(lambda each: each.abbreviation)

    @property
    def full(self) -> str:
        """The full names, and the conditions."""
        return self._listed(lambda each: each.full)

    @property
    def short(self) -> str:
        """The short names, and the conditions."""
        return self._listed(lambda each: each.short)

    @property
    def genitive(self) -> str:
        """The names in the genitive, without the conditions."""
        return self._joined([str(each.genitive) for each in self.institutions])

    def _listed(self, name: Callable[[Any], Any]) -> str:
        names = self._joined([str(name(each)) for each in self.institutions])
        return ", ".join((*([names] if names else []), *self.where))

    def _joined(self, names: list[str]) -> str:
        joints = ["", *formats.joints(len(names), self._root.language)]
        return "".join(joint + name for joint, name in zip(joints, names, strict=False))


def _said(condition: Condition, words: Mapping[str, str]) -> str:
    """A condition in the template's words: those for the value (``where-status-done``), for the field
    (``where-status``), or for any (``where``)."""
    field, value = condition.field, condition.value or ""
    own = words.get(f"where-{field}-{value}") or words.get(f"where-{field}") or words.get("where", _WHERE)
    return formats.PLACEHOLDER.sub(lambda match: {"field": field, "value": value}.get(match[1], match[0]), own)
