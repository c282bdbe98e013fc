"""What is known of plug-ins; records alone, so that whoever asks for none loads nothing."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from reportgen.findings.problem import Problem
from reportgen.text.inputs import PLUGIN

GROUPS = ("checks", "filters", "blocks", "formats")
"""What plug-ins add; the entry points of each stand in the group ``reportgen.<name>``."""


class Plugin(Struct, frozen=True):
    """An installed distribution that adds something."""

    name: str
    version: str
    sha256: str
    """Over the contents of its packages: every file of them but what Python compiles."""

    @property
    def label(self) -> str:
        """What messages call it."""
        return f"{self.name} {self.version}"

    @property
    def input(self) -> str:
        """What it is called among the inputs of a build."""
        return f"{PLUGIN}{self.name}=={self.version}"


class Addition(Struct, frozen=True):
    """One thing that a plug-in adds."""

    group: str
    name: str
    plugin: Plugin
    value: Any
    """A Check, Filter, Block or Format."""
    at: int = 0
    """Which of the project's plug-ins it comes from, counted from 0."""

    @property
    def what(self) -> str:
        """What messages call it."""
        return f'the {self.group[:-1]} "{self.name}"'


class Plugins(Struct, frozen=True):
    """The plug-ins of a project, in the order of its ``reportgen.yaml``."""

    plugins: tuple[Plugin, ...] = ()
    additions: tuple[Addition, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with them, by the keys in ``reportgen.yaml``."""

    def of(self, group: str) -> tuple[Addition, ...]:
        """What they add of one kind: checks, filters, blocks or formats."""
        return tuple(each for each in self.additions if each.group == group)


NONE = Plugins()
