"""Embeds subsets of TrueType fonts: program, descriptor, widths and the way back to characters (ISO 32000-1, 9)."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.pdf.reportlab_compat import PdfFile, TTFontFace, reference
from reportgen.pdf.syntax import array, name

_CMAP_BLOCK = 100
"""Most entries of one ``bfchar`` block (Adobe Technical Note 5014, CMap and CIDFont files)."""


def subset_tag(number: int) -> str:
    """Six capitals that make the name of a subset unique in its file (ISO 32000-1, 9.6.4)."""
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters = chr(65 + rest) + letters
    return letters


def write_subset(
    file: PdfFile, source: TTFontFace, base_name: str, characters: Mapping[int, int], glyphs: Mapping[int, int]
) -> int:
    """Embed one 8-bit subset under its name; the number of the font object.

    `characters` says what each code is to readers, `glyphs` for which character's glyph it is drawn.
    """
    base = name(base_name)
    first, last = min(glyphs), max(glyphs)
    program = source.makeSubset([glyphs.get(code, 0) for code in range(last + 1)])
    embedded = file.add_stream(program, b"/Length1 %d" % len(program))
    descriptor = file.add(_descriptor(source, base, embedded))
    widths = (_width(source.charWidths[glyphs[code]]) if code in glyphs else b"0" for code in range(first, last + 1))
    unicode = file.add_stream(_to_unicode(characters))
    return file.add(
        b"<</Type/Font/Subtype/TrueType/BaseFont%s/FirstChar %d/LastChar %d/Widths%s/FontDescriptor %s/ToUnicode %s>>"
        % (base, first, last, array(widths), reference(descriptor), reference(unicode))
    )


def _width(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


_NONSYMBOLIC, _SYMBOLIC = 1 << 5, 1 << 2


def _descriptor(source: TTFontFace, base: bytes, embedded: int) -> bytes:
    """A font descriptor; symbolic, as its codes are its own (ISO 32000-1, 9.8.2)."""
    box = array(_width(value) for value in source.bbox)
    flags = source.flags & ~_NONSYMBOLIC | _SYMBOLIC
    return (
        b"<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox%s/ItalicAngle %s/Ascent %s/Descent %s"
        b"/CapHeight %s/StemV %s/FontFile2 %s>>"
    ) % (
        base,
        flags,
        box,
        *map(_width, (source.italicAngle, source.ascent, source.descent, source.capHeight, source.stemV)),
        reference(embedded),
    )


def _to_unicode(characters: Mapping[int, int]) -> bytes:
    """The CMap from codes to characters; only codes in use, so none is U+0000 (ISO 14289-1, 7.21.7)."""
    entries = [
        b"<%02X> <%s>" % (code, chr(characters[code]).encode("utf-16-be").hex().upper().encode())
        for code in sorted(characters)
    ]
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        b"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def",
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        b"1 begincodespacerange\n<00> <FF>\nendcodespacerange",
    ]
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = entries[start : start + _CMAP_BLOCK]
        lines += [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"\n".join(lines)
