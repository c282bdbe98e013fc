"""The text of bound fields in parts of their own (ECMA-376 part 1, 15.2.5 and 17.5.2.6).

Word and LibreOffice write what somebody types into a bound control there, and both keep the parts when they save. A
part stays under 32 KiB: larger ones keep some programs from opening the file. LibreOffice writes what is typed to
that place in every part, and without attributes: no two fields have the same place, and the path stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.xml import HEADER, R
from reportgen.text.xml import escape

NAMESPACE: Final = "urn:reportgen:fields"
LARGEST: Final = 24 * 1024
"""Bytes of a part as it is written: what people write into it comes on top."""
OTHER_SCRIPTS: Final = "[\u0590-\u1dff\u2c00-\ufaff\ufb07-\U0001f20f]"
"""What stands in no control: LibreOffice repeats texts there that change to an Asian or a complex script."""
ESCAPED: Final = "&(?:amp|lt);"
"""What stands in no bound control: by a sign that XML escapes, LibreOffice empties the whole part."""
PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_START: Final = f'{HEADER}<fields xmlns="{NAMESPACE}">'
_END: Final = "</fields>"
_FREE: Final = LARGEST - len(_START.encode()) - len(_END)
_CHARACTERS: Final = {"<w:softHyphen/>": "\u00ad", "<w:noBreakHyphen/>": "\u2011", "<w:br/>": "\n"}
_SPOKEN: Final = re.compile('<w:t xml:space="preserve">([^<]*)|<w:(?:softHyphen|noBreakHyphen|br)/>')


class Store:
    """The fields of one file by the parts that hold them, in the order in which they were written."""

    def __init__(self) -> None:
        self._parts: list[list[str]] = [[]]
        self._room, self._count = _FREE, 0

    def bind(self, path: str, content: str) -> str | None:
        """Take in a field and give the element that binds its control to it; None where it has no room in a part."""
        if not self._add(f'path="{escape(path)}"', f"<text>{_text(content)}</text>"):
            return None
        names = f"xmlns:f='{NAMESPACE}'"
        xpath = f"/f:fields[1]/f:field{self._count}[1]/f:text[1]"
        identity = _identity(len(self._parts))
        return f'<w:dataBinding w:prefixMappings="{names}" w:xpath="{xpath}" w:storeItemID="{identity}"/>'

    def note(self, path: str, content: str, mark: str) -> None:
        """Take in a field that stands between bookmarks of the name `mark`; of one that is too long no text."""
        named = f'path="{escape(path)}" bookmark="{mark}"'
        if not self._add(named, f"<text>{_text(content)}</text>"):
            self._add(named, "")

    def _add(self, attributes: str, text: str) -> bool:
        name = f"field{self._count + 1}"
        element = f"<{name} {attributes}>{text}</{name}>"
        size = len(element.encode())
        if size > _FREE:
            return False
        if size > self._room:
            self._parts.append([])
            self._room = _FREE
        self._parts[-1].append(element)
        self._count += 1
        self._room -= size
        return True

    def parts(self) -> Iterator[ExtraPart]:
        """The parts with their properties, which name them for the bindings; the texts come first."""
        for number, fields in enumerate(self._parts, 1):
            item, properties = f"/customXml/item{number}.xml", f"/customXml/itemProps{number}.xml"
            link = (("rId1", f"{R}/customXmlProps", properties),)
            yield ExtraPart(item, "application/xml", f"{_START}{''.join(fields)}{_END}".encode(), link)
            named = f'<ds:datastoreItem ds:itemID="{_identity(number)}" xmlns:ds="{DATA_STORE}"'
            known = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
            yield ExtraPart(properties, PROPERTIES, f"{HEADER}{named}>{known}</ds:datastoreItem>".encode())


def _identity(number: int) -> str:
    """The name of a part for its bindings, a GUID (22.9.2.4)."""
    return f"{{52474649-454C-4453-8000-{number:012X}}}"


def _text(content: str) -> str:
    """What runs say, as XML."""
    return "".join(_CHARACTERS.get(found[0], found[1]) for found in _SPOKEN.finditer(content))
