"""Strategies for themes and templates: what their authors may write, in values and orders that nobody would choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

from hypothesis import strategies as st

from reportgen.compose.filters import filters
from reportgen.compose.markup.blocks.registry import BLOCKS, names
from reportgen.document.theme import COLOURS, FACES, STYLES, Band, Page, Rules, Style

_ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from(["", "ink", "#12345", "\u202e", "10", [], {}, [[]], {"a": 1}]),
)
"""Values of another kind than a key wants."""
_NUMBERS = st.one_of(
    st.sampled_from([0, -1, 0.01, 1, 3, 12, 40, 150, 600, 1e5, 1e300]),
    st.floats(0, 300, allow_nan=False),
)
_COLOURS = st.one_of(st.sampled_from([*COLOURS, "none"]), st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True))


def _of_kind(name: str, kind: object) -> st.SearchStrategy[Any]:
    """Values for a key of a theme; now and then of another kind."""
    if name in ("colour", "fill", "rule", "ground", "card_rule"):
        fit: st.SearchStrategy[Any] = _COLOURS
    elif name == "tints":
        fit = st.lists(_COLOURS, max_size=8)
    elif name == "face":
        fit = st.sampled_from(FACES)
    elif name == "family":
        fit = st.sampled_from(["text", "signs", "other"])
    elif kind is bool:
        fit = st.booleans()
    elif kind in (int, float):
        fit = _NUMBERS
    else:
        fit = st.sampled_from(["left", "right", "centre", "justify", "arabic", "roman", "middle"])
    return st.one_of(*[fit] * 12, _ODD)


def _record(kind: type, most: int) -> st.SearchStrategy[Mapping[str, Any]]:
    """Some keys of a record of the theme."""
    hints = get_type_hints(kind)
    keys = {name: _of_kind(name, hints[name]) for name in kind.__struct_fields__}
    chosen = st.lists(st.sampled_from(sorted(keys)), max_size=most, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: keys[name] for name in names}))


themes = st.fixed_dictionaries(
    {},
    optional={
        "page": _record(Page, 3),
        "rules": _record(Rules, 4),
        "band": _record(Band, 2),
        "styles": st.dictionaries(st.sampled_from([*STYLES, "own"]), _record(Style, 3), max_size=4),
        "colours": st.dictionaries(st.sampled_from([*COLOURS, "own"]), _COLOURS, max_size=3),
        "series": st.lists(_COLOURS, max_size=5),
    },
)
"""What theme.yaml may hold."""

_NAMES = ("report", "measures", "figures", "sections", "edition", "measures.eins", "figures.zahl", "nobody")
_TAILS = ("", "", "", ".title", ".text", ".value", "[0]", "['eins']", ".nothing", " + 1", " ~ 'a'", " * 3", "()")
_EXPRESSIONS = st.builds(
    lambda name, tail, filters: name + tail + "".join(f" | {one}" for one in filters),
    st.sampled_from([*_NAMES, "1", "'a'", "[1, 2]", "{}"]),
    st.sampled_from(_TAILS),
    st.lists(
        st.one_of(st.sampled_from(sorted(filters("de"))), st.sampled_from(["list", "join", "length"])), max_size=2
    ),
)
_PARTS = st.one_of(
    st.sampled_from(["", "a", "&amp;", "&", "<", "{m}", "\u00ad", " "]), _EXPRESSIONS.map("{{{{ {} }}}}".format)
)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """An element of report markup with attributes that it may have or not."""
    attributes = sorted({name for tag in BLOCKS.places for name in BLOCKS[tag].attributes} | {"id", "colour", "x"})
    values = st.sampled_from(["", "a", "1", "-1", "ink", "left", "zahl", "measures[eins]", "{{ report.title }}"])
    given = st.dictionaries(st.sampled_from(attributes), values, max_size=3)
    opened = given.map(lambda more: "".join(f' {name}="{value}"' for name, value in more.items()))
    return st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(sorted(names())), opened, inner)


def _statement(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A loop, a condition or a macro around something."""
    return st.one_of(
        st.builds("{{% for item in {} %}}{}{{% endfor %}}".format, _EXPRESSIONS, inner),
        st.builds("{{% if {} %}}{}{{% endif %}}".format, _EXPRESSIONS, inner),
        st.builds("{{% set x = {} %}}{}".format, _EXPRESSIONS, inner),
        st.builds("{{% macro m() %}}{}{{% endmacro %}}{{{{ m() }}}}".format, inner),
        st.builds("{{% raw %}}{}{{% endraw %}}".format, inner),
        st.builds("{{% {} %}}".format, st.sampled_from(["endfor", "if", "include 'x'", "else", "for a in", "do 1"])),
    )


templates = st.recursive(
    _PARTS,
    lambda inner: st.one_of(_element(inner), _statement(inner), st.lists(inner, max_size=3).map("\n".join)),
    max_leaves=8,
)
"""What may stand inside ``<report>`` in a template."""
