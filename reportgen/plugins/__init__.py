"""Plug-ins: what other packages add to reportgen by entry points. Their authors import all they need from here.

    group                 names                       refers to
    reportgen.checks      for messages                a `Check`
    reportgen.filters     the filter in templates     a `Filter`
    reportgen.blocks      the element of markup       a `Block`
    reportgen.formats     the format, for ``--to``    a `Format`

A project uses those that ``plugins:`` of its ``reportgen.yaml`` names by their distributions, and no other
(docs/plugins.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from reportgen.findings.problem import Problem

API = 1
"""The version of what is said here. A plug-in names the one that it is written for; it changes where a plug-in of
before would no longer do."""

__all__ = ["API", "Block", "Check", "Filter", "Format", "Problem"]


class Check(Struct, frozen=True, kw_only=True):
    """Finds what is wrong with the data of an edition.

    `run` takes a `reportgen.checks.context.Context` (`edition`: the records; `predecessor`) and yields a `Problem` for
    each fault, with the data path of the value.
    """

    run: Callable[[Any], Iterable[Problem]]
    api: int


class Filter(Struct, frozen=True, kw_only=True):
    """A filter of templates.

    `apply` takes the value and the filter's own arguments, where `localised` with the report's language in front. A
    text that it makes of a value of the data keeps that value's origin.
    """

    apply: Callable[..., Any]
    localised: bool = False
    api: int


class Block(Struct, frozen=True, kw_only=True):
    """An element of report markup that is printed as others.

    `expand` takes a copy of the element (`lxml.etree`), with its attributes and all that stands in it, and gives one
    element of report markup. So every output knows it, it is tagged, and proven as the rest. An id and a language that
    the element has go to the one that is given.
    """

    expand: Callable[[Any], Any]
    attributes: tuple[str, ...] = ()
    """Those that it may have, besides ``id`` and ``lang``."""
    required: tuple[str, ...] = ()
    """Those of them that it must have."""
    api: int


class Format(Struct, frozen=True, kw_only=True):
    """An output format. Both functions are named as ``module:function``, and imported where the format is asked for.

    `write` goes from a numbered `reportgen.document.nodes.Document` and a `reportgen.document.theme.Theme` to bytes;
    `read` from bytes or a path to a `reportgen.verify.reading.Reading`, which is compared with the document. It shares
    no code with the writer.
    """

    ending: str
    """What the names of its files end in, ``-lines.txt``."""
    write: str
    read: str
    about: str = ""
    """A few words for messages."""
    label: str = field(default="file")
    """What is said of a file in place of its number of pages."""
    api: int
