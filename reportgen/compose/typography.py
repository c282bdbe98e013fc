"""Microtypography of a line of text, for German and English: pure, idempotent, and without touching letters or digits.

No-break spaces (U+00A0 only: narrow ones are missing in many fonts), quotation marks, apostrophes, dashes, ellipses.
Addresses on the web stay as they are. A line may be given in runs (text of several elements): marks are then chosen
in sight of the whole line, and each run keeps its own characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

NBSP = "\u00a0"

Edit = tuple[int, int, str]
"""Replace the characters from … to … by …"""

_ADDRESS = re.compile(r"(?:\b[a-z]+://|\bwww\.|\bmailto:)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}/\S*")
_MONTHS_DE = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December"


class Conventions(Struct, frozen=True):
    """The conventions of a language. `spaces` matches spaces at which no line may break, `joined` places where such
    a space is missing (its groups are what stands before and after). `counted` is how a word begins that a number
    counts, `labels` are words that a number names ("Kapitel 2"): such a number counts nothing.

    Patterns are compiled when a text in the language comes: they are long, and most reports need one language.
    """

    double: tuple[str, str]
    single: tuple[str, str]
    spaces: str
    joined: str | None
    counted: str
    labels: tuple[str, ...]


def _spaces(**cases: tuple[str, ...]) -> str:
    """Spaces by the character before them, so that most spaces are passed over at once."""
    kinds = {"digit": r"\d", "dot": r"\.", "other": r"[^\d.\s]"}
    return " (?:" + "|".join(f"(?<={kinds[kind]} )(?:{'|'.join(each)})" for kind, each in cases.items()) + ")"


def _behind(*words: str) -> str:
    return "(?:" + "|".join(rf"(?<=\b{re.escape(word)} )" for word in words) + ")"


def _after(*words: str) -> str:
    """A space behind one of several words and before a digit."""
    return r"(?=\d)" + _behind(*words)


_SHORT_DE = [
    "z. B.",
    "d. h.",
    "u. a.",
    "u. Ä.",
    "u. ä.",
    "o. Ä.",
    "o. ä.",
    "i. d. R.",
    "s. o.",
    "s. u.",
    "v. a.",
    "u. U.",
    "z. T.",
    "z. Z.",
    "i. S. d.",
    "e. V.",
    "a. D.",
    "n. Chr.",
    "v. Chr.",
    "u. v. m.",
    "o. g.",
    "i. A.",
    "i. V.",
    "a. a. O.",
]
_INNER_DE = "|".join(
    rf"(?<=\b{re.escape(short[: i + 1])})(?={re.escape(short[i + 1 :])})"
    for short in _SHORT_DE
    for i, char in enumerate(short)
    if char == " "
).replace(r"\ ", "[ \u00a0]")

_LABELS_DE = (
    *("Kapitel", "Kapiteln", "Abschnitt", "Abschnitten", "Seite", "Seiten", "Anhang", "Anlage", "Teil", "Band"),
    *("Tabelle", "Abbildung", "Nummer", "Ziffer", "Punkt", "Artikel", "Absatz", "Satz", "Paragraf", "Drucksache"),
    *("Handlungsfeld", "Phase", "Stufe", "Säule", "Platz", "Version"),
)
_LABELS_EN = (
    *("Chapter", "Chapters", "chapter", "Section", "Sections", "section", "Page", "page", "pages", "Annex", "Appendix"),
    *("Part", "Volume", "Table", "Figure", "Number", "Article", "Paragraph", "Phase", "Stage", "Version"),
)

GERMAN = Conventions(
    double=("„", "“"),
    single=("‚", "‘"),
    spaces=_spaces(
        digit=(r"(?=(?:%|‰|°|€|Euro|Mio\.|Mrd\.|Tsd\.|Millionen|Milliarden|Prozent|Uhr|km|kg|m²|GB|TB|kWh)(?!\w))",),
        dot=(
            rf"(?<=\d\. )(?=(?:{_MONTHS_DE}|Quartal|Halbjahr|Jahrhundert|Legislaturperiode)\b)",
            _behind("Mio.", "Mrd.", "Tsd.") + r"(?=(?:Euro|€)(?!\w))",
            _after("Nr.", "Nrn.", "S.", "Art.", "Abs.", "Kap.", "Abb.", "Tab.", "Bd.", "Ziff."),
            _behind("Dr.", "Prof.") + "(?=[A-ZÄÖÜ])",
            _INNER_DE,
        ),
        other=(
            _behind("Millionen", "Milliarden") + r"(?=(?:Euro|€)(?!\w))",
            r"(?<=§ )(?=\d)",
            _after(*_LABELS_DE),
            r"(?=[A-Z]\b)" + _behind("Anhang", "Anlage", "Teil"),
        ),
    ),
    joined=r"(?<=\d)(?=[%€])|(?<=§)(?=\d)|"
    + "|".join(
        rf"(?<=\b{re.escape(short[:i])})(?={re.escape(short[i + 1 :].replace(' ', ''))})"
        for short in (each for each in _SHORT_DE if each.count(" ") == 1)
        for i, char in enumerate(short)
        if char == " "
    ),
    counted=r"(?!(?:und|oder|bis|im|in|am|an|auf|aus|bei|für|mit|nach|seit|um|vor|zu|zum|zur|als|wie|ist|sind|war"
    r"|waren|hat|haben|wird|werden|nicht|sich|auch|noch|mehr|so|den|die|der|das|dem|des)\b)[^\W\d_]\w",
    labels=(*_LABELS_DE, "§", "Nr.", "Nrn.", "S.", "Art.", "Abs.", "Kap.", "Abb.", "Tab.", "Bd.", "Ziff."),
)
ENGLISH = Conventions(
    double=("“", "”"),
    single=("‘", "’"),
    spaces=_spaces(
        digit=(
            r"(?=(?:%|million|billion|percent|per cent|euros?|a\.m\.|p\.m\.|km|kg|GB|TB|kWh)(?!\w))",
            rf"(?=(?:{_MONTHS_EN})\b)",
        ),
        dot=(
            _after("No.", "p.", "pp.", "Art.", "Fig.", "Sec.", "Vol."),
            _behind("Dr.", "Prof.", "Mr.", "Ms.") + "(?=[A-Z])",
        ),
        other=(
            _behind(*_MONTHS_EN.split("|")) + r"(?=\d{1,2}\b)",
            r"(?<=§ )(?=\d)",
            _after(*_LABELS_EN),
            r"(?=[A-Z]\b)" + _behind("Annex", "Appendix", "Part"),
            _behind("Dr", "Mr", "Ms") + "(?=[A-Z])",
        ),
    ),
    joined=r"(?<=§)(?=\d)",
    counted=r"(?!(?:and|or|to|in|of|the|is|are|was|were|has|have|had|be|by|with|for|as|at|on|from|than|per|but|which"
    r"|that|will|into|not|when|where|while|who|after|before|since|until)\b)[^\W\d_]{2}",
    labels=(*_LABELS_EN, "§", "No.", "p.", "pp.", "Art.", "Fig.", "Sec.", "Vol.", *_MONTHS_EN.split("|")),
)
SWISS = replace(GERMAN, double=("«", "»"), single=("‹", "›"))
LANGUAGES = {"de": GERMAN, "de-CH": SWISS, "en": ENGLISH}
"""Conventions by language, with those of a region before it; text in another language stays as it is."""


def _conventions(language: str) -> Conventions | None:
    return LANGUAGES.get(language) or LANGUAGES.get(language.partition("-")[0])


def set_text(text: str, language: str) -> str:
    """`text` as it is printed."""
    edits = _found(text, language)
    if not edits:
        return text
    return _applied(text, 0, len(text), edits)


def set_runs(runs: list[str], language: str) -> list[str]:
    """The runs of a line as they are printed."""
    text = "".join(runs)
    edits = _found(text, language)
    if not edits:
        return runs
    done: list[str] = []
    start = 0
    for run in runs:
        done.append(_applied(text, start, start + len(run), edits))
        start += len(run)
    return done


def _applied(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """The part of `text` from `start` to `end` with the edits that begin in it."""
    parts: list[str] = []
    at = start
    for first, last, new in edits:
        if first >= end:
            break
        if last <= start and (last < start or first < start):
            continue
        parts.append(text[at : max(first, at)])
        if first >= start:
            parts.append(new)
        at = min(max(last, at), end)
    parts.append(text[at:end])
    return "".join(parts)


def _found(text: str, language: str) -> Sequence[Edit]:
    """The edits of a text; those of short ones, labels and names that come again and again, are remembered."""
    return _remembered(text, language) if len(text) <= _SHORT else _looked_for(text, language)


def _looked_for(text: str, language: str) -> Sequence[Edit]:
    rules = _conventions(language)
    return tuple(_edits(text, rules)) if rules else ()


_SHORT = 80
"""Characters of a text that is likely to come again."""
_remembered = lru_cache(1 << 12)(_looked_for)


def _edits(text: str, rules: Conventions) -> list[Edit]:
    """All edits in the order of the text, none inside an address."""
    found = [edit for needed, find in _FINDERS if needed.search(text) for edit in find(text, rules)]
    if not found:
        return found
    if "/" in text or "@" in text or "www." in text:
        kept = [match.span() for match in _ADDRESS.finditer(text)]
        found = [edit for edit in found if not any(start <= edit[0] < end for start, end in kept)]
    return sorted(set(found))


# ----------------------------------------------------------------------------------------------------------- finders


def _no_break(text: str, rules: Conventions) -> Iterator[Edit]:
    for match in re.finditer(rules.spaces, text):
        yield match.start(), match.end(), NBSP


_COUNT = re.compile(r"(?<![\w.,:/+–-])\d+(?:[.,]\d+)*(?= [^\W\d_])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _counts(text: str, rules: Conventions) -> Iterator[Edit]:
    """The space between a number and what it counts; a year or the number of something counts nothing."""
    for match in _COUNT.finditer(text):
        number, space = match.group(), match.end()
        if _YEAR.fullmatch(number) or not re.compile(rules.counted).match(text, space + 1):
            continue
        before = text[: match.start()].rstrip(" \u00a0").rpartition(" ")[2].rpartition("\u00a0")[2]
        if before not in rules.labels:
            yield space, space + 1, NBSP


def _missing(text: str, rules: Conventions) -> Iterator[Edit]:
    if rules.joined is not None:
        for match in re.finditer(rules.joined, text):
            yield match.start(), match.start(), NBSP


def _narrow(text: str, _rules: Conventions) -> Iterator[Edit]:
    for match in re.finditer("\u202f", text):
        yield match.start(), match.end(), NBSP


def _ellipsis(text: str, _rules: Conventions) -> Iterator[Edit]:
    for match in _DOTS.finditer(text):
        yield match.start(), match.end(), "…"


_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_DASH = re.compile(r"(?<=[^\s]) (--?|–)(?= [^\s])")


def _dashes(text: str, _rules: Conventions) -> Iterator[Edit]:
    """A dash between words: it never begins a line."""
    for match in _DASH.finditer(text):
        yield match.start(), match.start() + 1, NBSP
        if match.group(1) != "–":
            yield match.start(1), match.end(1), "–"


_RANGE = re.compile(r"(?<![\w.,/+–-])(\d{1,4})(-)(\d{1,4})(?=[\s)\]“”\"’',;:!?%…/]|\.(?!\d)|$)")


def _ranges(text: str, _rules: Conventions) -> Iterator[Edit]:
    """From–to: between numbers that rise, the second perhaps cut short (2020-22)."""
    for match in _RANGE.finditer(text):
        low, high = match.group(1), match.group(3)
        whole = low[: -len(high)] + high if len(high) < len(low) else high
        if low[0] != "0" and high[0] != "0" and int(whole) > int(low):
            yield match.start(2), match.end(2), "–"


_QUOTE = re.compile("[\"'„“”‚]")
_BEFORE_OPENING = frozenset(" \t\n([{/–—-„“‚‘«»‹›\u00a0")


def _quotes(text: str, rules: Conventions) -> Iterator[Edit]:
    opened = 0
    single = opens = False
    for match in _QUOTE.finditer(text):
        at, mark = match.start(), match.group()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        begins = opens if before and before in "\"'" else not before or before in _BEFORE_OPENING
        opens = begins and bool(after) and not after.isspace()
        if mark == '"':
            if opens or opened or not before.isdigit():
                yield at, at + 1, rules.double[0 if opens else 1]
                opened = opened + 1 if opens else max(opened - 1, 0)
        elif mark == "'":
            single = yield from _single(text, at, opens, single, rules)
        elif mark == rules.double[0]:
            opened += 1
        elif mark == rules.double[1]:
            opened = max(opened - 1, 0)


_CLOSING_SINGLE = re.compile(r"(?<=[^\s\"'])'(?!\w)")


def _single(text: str, at: int, opens: bool, single: bool, rules: Conventions) -> Generator[Edit, None, bool]:
    """A single mark: an apostrophe unless it has a partner. Returns whether one is open behind it."""
    if opens and not single and _CLOSING_SINGLE.search(text, at + 2):
        yield at, at + 1, rules.single[0]
        return True
    closes = single and not text[at + 1 : at + 2].isalnum()
    yield at, at + 1, rules.single[1] if closes else "’"
    return single and not closes


Finder = Callable[[str, Conventions], Iterator[Edit]]
_FINDERS: tuple[tuple[re.Pattern[str], Finder], ...] = (
    (re.compile(" "), _no_break),
    (re.compile(r"\d [^\W\d_]"), _counts),
    (re.compile(r"\d[%€]|§\d|\w\.\w"), _missing),
    (re.compile("\u202f"), _narrow),
    (re.compile(r"\.\.\."), _ellipsis),
    (re.compile(" [–-]"), _dashes),
    (re.compile(r"\d-\d"), _ranges),
    (re.compile("[\"']"), _quotes),
)
"""What a text must have for a finder to be worth asking, and the finder."""
