"""What links lead to, for readers who hear them one by one (WCAG 2.2, 2.4.4).

A link whose words are nothing but its address says nothing of what is there; the words that it stands behind do.
"""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.document import inlines as n
from reportgen.document.walk import plain_text

_LONGEST = 240
"""Characters; Word shows no more than 260."""
_ENDS = " \n,;:.·–-("


def with_purposes(line: n.Inlines) -> n.Inlines:
    """The inlines of a block, those of its links that show an address with the words before them as their purpose."""
    if not any(type(inline) in (n.Link, n.Span) for inline in line):
        return line
    return tuple(_named(inline, line[:index]) for index, inline in enumerate(line))


def _named(inline: n.Inline, before: n.Inlines) -> n.Inline:
    if isinstance(inline, n.Span):
        inner = inline.children
        named = tuple(_named(each, (*before, *inner[:index])) for index, each in enumerate(inner))
        return replace(inline, children=named) if named != inner else inline
    if not isinstance(inline, n.Link) or inline.purpose or not _shows_address(inline):
        return inline
    behind = max((index for index, each in enumerate(before, 1) if isinstance(each, n.Link)), default=0)
    said = " ".join(plain_text(before[behind:]).split()).strip(_ENDS)
    return replace(inline, purpose=_shortened(said)) if any(map(str.isalpha, said)) else inline


def _shows_address(link: n.Link) -> bool:
    """Whether the words of a link are its address, with or without its beginning; mail goes to whom it says."""
    words = plain_text(link.children).replace("\u200b", "").strip().rstrip("/")
    return not link.href.startswith("mailto:") and "." in words and " " not in words and words in link.href


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"
