"""Fields: their names and numbers, and the parts that bound ones keep their text in (ECMA-376 part 1, 17.5.2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from reportgen.document.ids import FIELD_NAME_LIMIT, field_name
from reportgen.document.plain import normalise
from reportgen.findings.difference import Difference
from reportgen.verify.word.numbering import value
from reportgen.verify.word.package import DocxFile, W

_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_PREFIX = re.compile(r"""xmlns:(\w+)=(?:'([^']*)'|"([^"]*)")""")
_SPOKEN = {f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011", f"{W}br": "\n", f"{W}tab": "\t"}
_TEXT, _BINDING = f"{W}t", f"{W}sdtPr/{W}dataBinding"


def name_flaws(controls: Iterable[tuple[str | None, str | None]]) -> Iterator[Difference]:
    """What is wrong with the number and the name of each field."""
    for number, name in controls:
        if name is None:
            yield Difference("control-unnamed", f"a content control has no name ({number})")
        elif number is None:
            yield Difference("control-unnamed", f"a content control has no number ({name})")
        elif len(name) > FIELD_NAME_LIMIT:
            yield Difference("control-long", f"the name of a content control is longer than Word keeps: {name}")


def binding_flaws(control: Any, stores: Mapping[str, Any]) -> Iterator[Difference]:
    """Whether a field that is bound says what the text says that it is bound to."""
    binding = control.find(_BINDING)
    if binding is not None:
        yield from _binding_flaws(control, binding, stores)


def _binding_flaws(control: Any, binding: Any, stores: Mapping[str, Any]) -> Iterator[Difference]:
    name = value(control, "sdtPr/alias") or ""
    node = _bound(binding, stores)
    if node is None:
        yield Difference("field-unbound", f"the field {name} is bound to nothing")
        return
    path = node.getparent().get("path", "")
    if field_name(path) != name:
        yield Difference("field-unbound", f"the field {name} is bound to the text of {path!r}")
    said, kept = _said(control), node.text or ""
    if normalise(said) != normalise(kept):
        yield Difference("field-unbound", f"the field {name} says {said[:60]!r}, the text it is bound to {kept[:60]!r}")


def _bound(binding: Any, stores: Mapping[str, Any]) -> Any:
    """The element that a control is bound to, None where there is none."""
    store = stores.get(binding.get(f"{W}storeItemID", "").upper())
    if store is None:
        return None
    names = {prefix: one or other for prefix, one, other in _PREFIX.findall(binding.get(f"{W}prefixMappings", ""))}
    try:
        found = store.xpath(binding.get(f"{W}xpath", "."), namespaces=names)
    except etree.XPathError:
        return None
    return found[0] if isinstance(found, list) and len(found) == 1 else None


def bound_stores(package: DocxFile, document: str) -> dict[str, Any]:
    """The custom parts of a file, which fields can be bound to, by their identity."""
    return dict(_stores(package, document))


def _stores(package: DocxFile, document: str) -> Iterator[tuple[str, Any]]:
    for kind, target in package.relations(document).values():
        properties = package.optional(package.related(target, "customXmlProps")) if kind == "customXml" else None
        if properties is not None:
            yield properties.get(f"{_CUSTOM}itemID", "").upper(), package.tree(posixpath.normpath(target))


def _said(control: Any) -> str:
    found = control.iterfind(f"{W}sdtContent//{W}r/*")
    return "".join(each.text or "" if each.tag == _TEXT else _SPOKEN.get(each.tag, "") for each in found)
