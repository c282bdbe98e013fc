"""What a text has that cannot be set as it is meant: marks of other programs and of Markdown that have no place here.

Such marks are printed as they were typed; nothing is lost, but a reader sees what only an editor should. What is meant
as a character is written with a backslash before it, or as code, and is no mark then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it.token import Token


class Remark(Struct, frozen=True):
    """A mark that is not set: its place in the text, what it is, and the way out."""

    start: int
    token: str
    what: str
    hint: str
    severity: Literal["error", "warning"] = "warning"


class _Construct(Struct, frozen=True):
    pattern: str
    what: str
    hint: str
    severity: Literal["error", "warning"] = "warning"


_TAGS = (
    "a|abbr|b|big|blockquote|body|br|center|code|del|div|em|font|h[1-6]|head|hr|html|i|img|ins|kbd|li|mark|o:p|ol|p|pre|q|s"
    "|small|span|strike|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul"
)
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_NAMED = (
    "amp|lt|gt|quot|apos|nbsp|shy|ensp|emsp|thinsp|zwnj|ndash|mdash|hellip|bull|middot|lsquo|rsquo|sbquo|ldquo|rdquo|bdquo"
    "|laquo|raquo|lsaquo|rsaquo|[aouAOU]uml|szlig|euro|pound|cent|yen|sect|para|copy|reg|trade|deg|plusmn|times|divide"
    "|micro|frac12|frac14|frac34|sup[123]|[aeiouAEIOU](?:acute|grave|circ)|ccedil|ntilde|[a-z]{2,8}"
)

_FOREIGN = (
    _Construct(
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        "a picture",
        "pictures do not stand in texts; the template sets them. Plain characters are written \\!\\[",
        "error",
    ),
    _Construct(r"_x[0-9A-Fa-f]{4}_", "an invisible character as Excel writes it", "delete it"),
    _Construct(
        r"#(?:REF!|NAME\?|DIV/0!|VALUE!|N/A|NUM!|NULL!|SPILL!|WERT!|BEZUG!|NV\b|ZAHL!|ÜBERLAUF!)|#{5,}",
        "an error value of Excel",
        "write the value",
    ),
    _Construct(
        r"(?:Fehler|Error)! (?:Verweisquelle|Textmarke|Reference source|Bookmark)[^.\n]*\.?",
        "an error message of Word's fields",
        "write what it refers to",
    ),
    _Construct(
        rf"<(?P<tag>{_TAGS})(?:\s[^<>\n]*)?>[^<>\n]{{0,40}}</(?P=tag)>|</?(?:{_TAGS})(?:\s[^<>\n]*)?/?>|<!--",
        "an HTML tag",
        "",
    ),
    _Construct(rf"&(?:#\d+|#[xX][0-9A-Fa-f]+|{_NAMED});", "a character reference", "write the character itself"),
)
"""What no text has on purpose, Markdown or not."""

_TAG_WAYS = {
    "sub": "write ~2~ for a subscript",
    "sup": "write ^2^ for a superscript",
    "b": "write **words**",
    "strong": "write **words**",
    "i": "write *words*",
    "em": "write *words*",
    "br": "end the line with a backslash",
    "a": "write [words](https://…)",
    "code": "write `characters`",
}

_BULLETS = "•·▪◦‣●■➢➤\uf0b7\uf0a7"
_ITEM = r"[ \t]*(?:\([a-z0-9]{1,3}\)|[a-z]{1,3}\)|–|—)[ \t]+\S"
_RICH = (
    _Construct(r"^[ \t]*(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\](?=\s)", "a box to tick", "write the words only"),
    _Construct(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", "a rule", "leave the line out"),
    _Construct(r"~~[^~\n]+~~", "struck-out text", "delete it, or write what holds now"),
    _Construct(r"(?<!\w)==[^=\s][^=\n]*==(?!\w)", "highlighted text", "write *words* or **words**"),
    _Construct(r"\[\^[^\]\s]+\]", "a footnote by name", "write ^[the note's words] where its mark belongs"),
    _Construct(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\ue000+", "an address by name", "write [words](address)"),
    _Construct(r"^[ \t]*(?:[-+*>]|\d+[.)])[ \t]+#{1,6}[ \t]+(?!\d)", "a heading in a list or quotation",
               "write **words**"),
    _Construct(rf"^[ \t]*[{_BULLETS}]", "a bullet as a character", "begin the lines of a list with * and a space"),
    _Construct(rf"^{_ITEM}[^\n]*\n{_ITEM}", "a list whose marks are no list's here",
               "write 1. 2. or *, or part the lines with empty ones"),
    _Construct(r"(?<=\w)\^(?![\[^\s])[^\s^]*(?:\s|$)|(?<=[A-Z])~\d(?![^~\s]*~)",
               "a raised or lowered part that does not end",
               "write m^2^ and H~2~O; a plain one is \\^"),
    _Construct(r"\S\t+\S", "a tabulator, as of a table's row", "write a table: | a | b |"),
    _Construct(r"\*\*(?=\w)[^*\n]*(?<=\w)\*\*(?=\w)|(?<=\w)\*\*(?=\w)[^*\n]*\*\*", "stars that touch a letter outside",
               "leave a space, or take whole words"),
    _Construct(r"\^\[[^\]]*\Z", "a footnote that does not end", "write ] behind its words; a plain one is \\^\\["),
)  # fmt: skip
"""What only means something in Markdown."""

_PLAIN_FIELD = "this field is no Markdown; write the words only"
_PLAIN = (
    _Construct(r"\[[^\]\n]+\]\((?:\ue000|mailto:|#)[^)\s]*\)", "a link", _PLAIN_FIELD),
    _Construct(r"(?<!\w)\*\*(?=\S)[^*\n]+\*\*|(?<!\w)__(?=\S)[^_\n]+__(?!\w)", "bold text", _PLAIN_FIELD),
    _Construct(r"(?<=[A-Za-z)])~[0-9n+\-]{1,4}~|(?<=\w)\^[0-9n+\-]{1,4}\^", "sub- or superscript",
               "this field is no Markdown; write the character: ₂, ²"),
    _Construct(r"\^\[[^\]\n]*\]", "a footnote", _PLAIN_FIELD),
    _Construct(r"(?<!`)`[^`\n]+`(?!`)", "code", _PLAIN_FIELD),
    _Construct(r"~~[^~\n]+~~", "struck-out text", _PLAIN_FIELD),
)  # fmt: skip
"""Markdown where none is read."""

_SUSPECT = re.compile(r"[<&`~^]|_x|#[A-ZÜ#]|\*\*|__|(?:Fehler|Error)! |\]\(")
_SUSPECT_RICH = re.compile(
    rf"[<&`~^|\t{_BULLETS}]|_x|#[A-ZÜ#]|\*\*|__|==|(?:Fehler|Error)! |!\[|\]:|\[[\^ xX]"
    r"|^[ \t]*(?:[-+*_][ \t]*[-+*_\d#]|\(?\w{1,3}[.)]\s|[–—>]\s)",
    re.MULTILINE,
)
"""What every text with a remark has; the others are passed over at once, and no other pattern is compiled."""
_HIDDEN = (
    r"(?s:"
    rf"{_ESCAPE}|^(?P<f>```+|~~~+)[^\n]*\n.*?(?:^(?P=f)|\Z)|(?<!`)(?P<t>`+)(?!`).+?(?<!`)(?P=t)(?!`)|<https?://[^>\s]*>"
    r"|\^[^\s^\[]+\^|(?<!~)~[^\s~]+~(?!~)"
    r")"
)
"""Characters that are no marks, and marks that are set: those behind a backslash, code, addresses, raised parts."""
_ADDRESS = r"(?<=\]\()[^()\s]*(?=\))|(?:https?://|www\.)\S+"
_PIPES = r"^[ \t]*\|.*\|[ \t]*$"
_ITEM_NUMBER = r"^[ \t>]*\d+[.)]\s"
_SIGNED = r"^[ \t>]*(?P<sign>[-+])[ \t]+(?P<words>\d[^\n]*)(?=(?P<next>\n[ \t>]*(?P=sign)[ \t]+\d)?)"


def remarks(text: str, *, rich: bool) -> Iterator[Remark]:
    """Everything in a text that is not set, in the order of the table; `rich` says whether it is read as Markdown."""
    if not (_SUSPECT_RICH if rich else _SUSPECT).search(text):
        return
    bare = _compiled(_ADDRESS).sub(_blank, _compiled(_HIDDEN).sub(_blank, text) if rich else text)
    for construct in (*_FOREIGN, *(_RICH if rich else _PLAIN)):
        for match in _compiled(construct.pattern).finditer(bare):
            token = text[match.start() : match.end()].split("\n")[0]
            hint = construct.hint or _tag_hint(match.group())
            yield Remark(match.start(), token, construct.what, hint, construct.severity)
    if rich and (
        _compiled(_PIPES).search(bare) or _compiled(_ITEM_NUMBER).search(bare) or _compiled(_SIGNED).search(bare)
    ):
        yield from _of_blocks(text, bare)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\ue000", match.group())


def _tag_hint(tag: str) -> str:
    name = re.sub(r"[^\w:]", " ", tag).split()
    return _TAG_WAYS.get(name[0] if name else "", "delete it; texts are Markdown, no HTML")


# ----------------------------------------------------------------------------------------------- what blocks tell


def _of_blocks(text: str, bare: str) -> Iterator[Remark]:
    """What only the blocks of a text can tell: rows of no table, items with another number, signs and marks."""
    from reportgen.markdown.parser import tokens

    found = tokens(text)
    tables: set[int] = set()
    items: dict[int, Token] = {}
    for token in found:
        if token.map and token.type == "table_open":
            tables.update(range(*token.map))
        elif token.map and token.type == "list_item_open":
            items[token.map[0]] = token
    yield from _numbers(found, text)
    for match in _compiled(_SIGNED).finditer(bare):
        yield from _signed(match, text, items.get(bare.count("\n", 0, match.start("sign"))))
    loose = (match for match in _compiled(_PIPES).finditer(bare) if bare.count("\n", 0, match.start()) not in tables)
    for match in islice(loose, 1):
        hint = "below its first row a table has a row of |---|---|"
        yield Remark(match.start(), match.group().strip(), "a row without a table", hint)


def _signed(match: re.Match[str], text: str, item: Token | None) -> Iterator[Remark]:
    """A share that has become an item, its sign the mark of the list; or items that look like signed shares."""
    from reportgen.markdown.facts import is_signed

    sign, words, at = match["sign"], text[match.start("words") : match.end("words")], match.start("sign")
    if not is_signed(words, within=False):
        return
    if item is not None:
        way = "−" if sign == "-" else "+ at the end of the line above"
        what = f"a {sign} before a number that is the mark of a list"
        yield Remark(at, f"{sign} {words}", what, f"a sign is written {way}; for a list write *")
    elif match["next"]:
        what = f"lines whose {sign} is a sign before a number and no mark of a list"
        yield Remark(at, f"{sign} {words}", what, "for a list write *; for shares part the lines with empty ones")


def _numbers(found: Sequence[Token], text: str) -> Iterator[Remark]:
    """Items whose number is not the one that would be printed."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    expected: list[int] = []
    for token in found:
        if token.type in ("ordered_list_open", "bullet_list_open"):
            expected.append(int(token.attrs.get("start", 1)))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            if int(token.info) != expected[-1] and token.map:
                shown = token.info + token.markup
                what = f"an item that would be printed as {expected[-1]}."
                at = text.find(shown, starts[token.map[0]])
                yield Remark(at, shown, what, _NUMBER_WAY.format(mark=token.markup), "error")
            expected[-1] += 1


_NUMBER_WAY = "number the items one after the other; \\{mark} makes a plain number"
