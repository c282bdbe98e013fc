"""Sums of numbers of a report's own: exact, of one unit, in an excerpt with what they come to in the whole report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal as Exact
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose import formats
from reportgen.compose.view.figures import UNKNOWN, model_of
from reportgen.compose.view.own import KnownNumber, OwnPending
from reportgen.compose.view.records import Root
from reportgen.compose.view.values import Decimal, WholeNumber
from reportgen.edition.model import Edition
from reportgen.edition.own import OwnFigure, own_figures
from reportgen.numbers.exact import decimals, exact, native, resulting
from reportgen.numbers.notation import NBSP

OF_A_TOTAL = frozenset({"number", "with_unit", "unit", "terms", "whole", "partial"})
"""What templates may ask a sum for besides what numbers have."""


class Sum:
    """What a sum knows: its unit, what it was added up from, and the sum of the same in the whole report."""

    unit: str
    parts: frozenset[str]
    """The ids of its parts."""
    whole: Any
    """The sum in the whole report, in an excerpt that has a part of it; None where that cannot be said."""
    partial: bool
    """Whether the whole report has more of it."""
    words: Mapping[str, str]
    text: str

    @property
    def terms(self) -> int:
        """How many numbers were added up."""
        return len(self.parts)

    @property
    def number(self) -> str:
        """The digits alone: whoever prints them says what they are the sum of."""
        return self.text

    @property
    def with_unit(self) -> Markup:
        """With its unit."""
        return self._said(f"{self.text}{NBSP}{self.unit}" if self.unit else self.text)

    def __html__(self) -> str:
        return str(self._said(self.text))

    def _said(self, text: str) -> Markup:
        """In an excerpt that has a part of it, in the words that say so."""
        if not self.partial:
            return escape(text)
        pattern = self.words["total-of-excerpt" if self.whole is not None else "total-of-part"]
        filled = {"value": text, "whole": self.whole.text if self.whole is not None else ""}
        return escape(formats.PLACEHOLDER.sub(lambda match: filled.get(match[1], match[0]), pattern))


class WholeSum(Sum, WholeNumber):
    """A sum without a fraction."""


class DecimalSum(Sum, Decimal):
    """A sum with one."""


class PendingSum(Sum, str):
    """A sum that waits for the value of a part."""


def total(members: Iterable[Any], words: Mapping[str, str]) -> Any:
    """The sum of numbers of the report's own; ``[?]`` while one of them waits for its value."""
    parts = [each for each in members if isinstance(each, KnownNumber)]
    root: Root = parts[0].figure._root
    found = [_figure(each) for each in parts]
    whole = _whole(root, found)
    own = _made(root, found, words, pending=any(isinstance(each, OwnPending) for each in parts))
    if whole is not None:
        own.whole = _made(root, whole, words, pending=any(each.figure.value is None for each in whole))
        own.partial = own.whole.parts != own.parts
        own.whole = own.whole if own.partial else None
    else:
        own.partial = root.whole is not None and _has_more(root.whole.edition, root.edition, found)
    return own


def _figure(number: KnownNumber) -> OwnFigure:
    view = number.figure
    record, _, field = view.path.partition(".extra.")
    collection, _, item = record.rstrip("]").partition("[")
    return OwnFigure(collection, item, field, model_of(view), True)


def _made(root: Root, found: Sequence[OwnFigure], words: Mapping[str, str], *, pending: bool) -> Any:
    values = [exact(each.figure.value) for each in found if each.figure.value is not None]
    given = [each.figure.decimals for each in found if each.figure.decimals is not None]
    places = max(given) if given else max(map(decimals, values), default=0)
    value = sum(values, Exact(0))
    units = dict.fromkeys(each.figure.unit for each in found)
    if len(units) > 1:
        text = f"a sum of {' and '.join(unit or 'no unit' for unit in units)}"
        root.run.report("mixed-units", text, found[0].path, "add up what counts the same")
    made: Any = PendingSum(UNKNOWN) if pending else _number(root, value, places)
    made.unit, made.parts = next(iter(units), ""), frozenset(each.id for each in found)
    made.whole, made.partial, made.words = None, False, words
    made.text = UNKNOWN if pending else formats.number(resulting(value, places), root.language)
    return made


def _number(root: Root, value: Exact, places: int) -> WholeSum | DecimalSum:
    plain = native(value.normalize() if decimals(value) else value)
    made: WholeSum | DecimalSum = WholeSum(plain) if isinstance(plain, int) else DecimalSum(plain)
    made.path, made.run, made.language, made.places = "", root.run, root.language, places
    return made


def _whole(root: Root, found: Sequence[OwnFigure]) -> list[OwnFigure] | None:
    """The same numbers of the whole report: of all items of a collection, or of all of some sections, where those of
    the excerpt are all that it has of these. None in the whole report, and where it cannot be said."""
    if root.whole is None:
        return None
    here, ids = _like(root.edition, found), {each.id for each in found}
    whole = _like(root.whole.edition, found)
    if {each.id for each in here} == ids:
        return whole
    sections = {_section(root.edition, each) for each in found}
    if {each.id for each in here if _section(root.edition, each) in sections} == ids:
        return [each for each in whole if _section(root.whole.edition, each) in sections]
    return None


def _like(edition: Edition, found: Sequence[OwnFigure]) -> list[OwnFigure]:
    kinds = {(each.collection, each.field) for each in found}
    return [
        each
        for each in own_figures(edition)
        if (each.collection, each.field) in kinds and (each.figure.value is not None or each.figure.carried)
    ]


def _section(edition: Edition, figure: OwnFigure) -> str:
    return edition.collections[figure.collection][figure.item].section


def _has_more(whole: Edition, part: Edition, found: Sequence[OwnFigure]) -> bool:
    return len(_like(whole, found)) > len(_like(part, found))


def share(value: Any, whole: Any, language: str, digits: int) -> str | tuple[str, str, str]:
    """A part of a whole in per cent, or what keeps it from being one: code, text and hint.

    Of a sum in an excerpt it is the share of the same sum in the whole report.
    """
    of = whole
    if isinstance(whole, Sum):
        if isinstance(value, KnownNumber) and _figure(value).id not in whole.parts:
            text = f"{_figure(value).id} is no part of the sum that it is to be a share of"
            return "not-a-part", text, "add up what it is a part of"
        if whole.partial and whole.whole is None:
            hint = 'name the whole: whole.NAME | sum("field")'
            return "which-whole", "in an excerpt, this sum is a part of one that is not known", hint
        of = whole.whole if whole.partial else whole
    one, all_ = _unit(value), _unit(of)
    if one and all_ and one != all_:
        return "mixed-units", f"a share of {all_} in {one}", "compare what counts the same"
    if isinstance(value, OwnPending) or isinstance(of, PendingSum):
        return UNKNOWN
    part, base = exact(value), exact(of)
    if not base:
        return "no-share", "there is no share of nothing", "print it only where the whole is above 0"
    if 0 <= base < part:
        return "part-exceeds-whole", f"the part ({part}) is more than the whole ({base})", "look which is which"
    return formats.percent(part * 100 / base, language, digits)


def difference(value: Any, other: Any) -> Any:
    """One number less another, exactly; a tuple with code, text and hint where their units differ."""
    one, two = _unit(value), _unit(other)
    if one and two and one != two:
        return "mixed-units", f"a difference of {one} and {two}", "compare what counts the same"
    if isinstance(value, OwnPending | PendingSum) or isinstance(other, OwnPending | PendingSum):
        return UNKNOWN
    return exact(value) - exact(other)


def _unit(value: Any) -> str:
    return str(value.unit or "") if isinstance(value, Sum | KnownNumber) else ""
