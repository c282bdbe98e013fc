"""Properties of a file that are its maker's own (ECMA-376 part 1, 15.2.12.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from reportgen.ooxml.xml import HEADER
from reportgen.text.xml import escape

NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
LONGEST: Final = 255
"""Characters of a text that every program keeps."""
INPUTS: Final = "reportgen-inputs"
"""The property with the digest of all inputs."""
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def read_properties(part: bytes) -> dict[str, str]:
    """The texts by name of a part that `custom_properties` has made."""
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in etree.fromstring(part)}


def custom_properties(values: Mapping[str, str]) -> str:
    """The part with texts by name."""
    inner = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return f'{HEADER}<Properties xmlns="{NAMESPACE}" xmlns:vt="{_TYPES}">{inner}</Properties>'
