"""What a Word file says: text by bookmark, automatic numbers counted as Word counts them, charts as drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from oracles.ooxml import WP, C, Package, R, W, val

_TEXT = {"tab": " ", "br": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_DECIMAL = {"de": (",", ".")}


@dataclass(slots=True)
class Said:
    """What stands in a bookmark and in none inside it."""

    text: str = ""
    number: str | None = None
    alt: str | None = None
    level: int | None = None
    values: tuple[str, ...] = ()


class _Lists:
    """Word's counting of lists (17.9): one count for each abstract list, new starts where an instance has them."""

    def __init__(self, package: Package) -> None:
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        numbering = package.xml("word/numbering.xml")
        self.nums = {num.get(f"{W}numId"): num for num in numbering.iter(f"{W}num")}
        self.abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}

    def number(self, num_id: str, level: int) -> str | None:
        if num_id == "0":
            return None
        num = self.nums[num_id]
        abstract = val(num.find(f"{W}abstractNumId"))
        levels = {int(lvl.get(f"{W}ilvl")): lvl for lvl in self.abstract[abstract].iter(f"{W}lvl")}
        starts = {i: int(val(lvl.find(f"{W}start"), "1")) for i, lvl in levels.items()}
        overridden = {
            int(one.get(f"{W}ilvl")): int(val(one.find(f"{W}startOverride"))) for one in num.iter(f"{W}lvlOverride")
        }
        starts |= overridden
        counts = self.counts.setdefault(abstract, [None] * 9)
        fresh = not any((num_id, i) in self.begun for i in range(9))
        if fresh and overridden:
            counts[:] = [overridden.get(i, 1) for i in range(level)] + [None] * (9 - level)
        restart = (num_id, level) not in self.begun and level in overridden
        current = counts[level]
        counts[level] = starts[level] if restart or current is None else current + 1
        self.begun.add((num_id, level))
        counts[level + 1 :] = [None] * (8 - level)
        for above in range(level):
            counts[above] = counts[above] if counts[above] is not None else starts[above]
        text = val(levels[level].find(f"{W}lvlText"))
        return re.sub(r"%([1-9])", lambda m: self._digit(levels[int(m[1]) - 1], counts[int(m[1]) - 1]), text)

    @staticmethod
    def _digit(level: etree._Element, count: int | None) -> str:
        kind = val(level.find(f"{W}numFmt"))
        if kind == "upperLetter":
            return chr(ord("A") + (count or 1) - 1)
        assert kind == "decimal", kind
        return str(count)


def read(data: bytes, language: str = "de") -> dict[str, Said]:
    """Everything that is said, by bookmark, in the order of the file; notes after the text."""
    package = Package(data)
    found: dict[str, Said] = {}
    reader = _Reader(package, found, language, "word/document.xml")
    reader.story(package.document)
    notes = _Reader(package, found, language, "word/footnotes.xml")
    notes.marks = reader.marks
    notes.story(package.xml("word/footnotes.xml"))
    return found


class _Reader:
    def __init__(self, package: Package, found: dict[str, Said], language: str, part: str) -> None:
        self.package, self.found, self.language = package, found, language
        self.relations = package.relations(part)
        self.lists = _Lists(package)
        self.open: list[tuple[str, str]] = []
        self.fields: list[list[str]] = []
        self.marks: list[str] = []
        """Ids of notes in the order of their marks, which is how Word counts them (17.11.14)."""

    def start_footnoteReference(self, element: etree._Element) -> None:
        self.marks.append(element.get(f"{W}id"))

    def say(self, text: str) -> None:
        if self.open and not any(field == ["PAGEREF", "result"] for field in self.fields):
            self.found[self.open[-1][1]].text += text

    def story(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = etree.QName(element).localname
            handler = getattr(self, f"{event}_{name}", None)
            if handler:
                handler(element)
            elif event == "start" and name in _TEXT and element.getparent().tag == f"{W}r":
                self.say(_TEXT[name])

    def start_bookmarkStart(self, element: etree._Element) -> None:
        self.open.append((element.get(f"{W}id"), element.get(f"{W}name")))
        self.found[element.get(f"{W}name")] = Said()
        self.heading(element)

    def start_bookmarkEnd(self, element: etree._Element) -> None:
        self.open = [one for one in self.open if one[0] != element.get(f"{W}id")]

    def start_t(self, element: etree._Element) -> None:
        if element.tag == f"{W}t":
            self.say(element.text or "")

    def start_instrText(self, element: etree._Element) -> None:
        self.fields[-1][0] += (element.text or "").split()[0]

    def start_fldChar(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(["", "code"])
        elif kind == "separate":
            self.fields[-1][1] = "result"
        else:
            self.fields.pop()

    def start_p(self, element: etree._Element) -> None:
        if element.tag != f"{W}p":
            return
        self.number = None
        member = self.package.inherited(element, f"{W}numPr")
        if member is not None:
            level = int(val(member.find(f"{W}ilvl"), "0"))
            is_heading = self.package.inherited(element, f"{W}outlineLvl") is not None
            number = self.lists.number(val(member.find(f"{W}numId")), level) if is_heading else None
            self.number = number

    def heading(self, mark: etree._Element) -> None:
        paragraph = mark.getparent()
        if paragraph.tag == f"{W}p":
            outline = int(val(self.package.inherited(paragraph, f"{W}outlineLvl"), "9"))
            said = self.found[mark.get(f"{W}name")]
            said.number = self.number
            if outline < 9:
                said.level = outline + 1
            note = paragraph.getparent()
            if note.tag == f"{W}footnote":
                said.number = str(self.marks.index(note.get(f"{W}id")) + 1)

    def end_p(self, element: etree._Element) -> None:
        if element.tag == f"{W}p":
            self.say("\n")

    def end_tc(self, element: etree._Element) -> None:
        if element.tag == f"{W}tc":
            self.say("\n")

    def start_docPr(self, element: etree._Element) -> None:
        if element.tag == f"{WP}docPr" and self.open:
            self.found[self.open[-1][1]].alt = element.get("descr")

    def start_tblDescription(self, element: etree._Element) -> None:
        self.found[self.open[-1][1]].alt = val(element)

    def start_chart(self, element: etree._Element) -> None:
        if element.tag != f"{C}chart" or not self.open:
            return
        target = self.relations[element.get(f"{R}id")][1]
        self.found[self.open[-1][1]].values = tuple(chart_values(self.package.xml(target), self.language))


def chart_values(chart: etree._Element, language: str) -> list[str]:
    """Label and printed number of each point, series after series."""
    found = []
    for series in chart.iter(f"{C}ser"):
        labels = [pt[0].text or "" for pt in series.find(f"{C}cat").iter(f"{C}pt")]
        numbers = [float(pt[0].text) for pt in series.find(f"{C}val").iter(f"{C}pt")]
        formats = series.find(f"{C}dLbls")
        common = formats.find(f"{C}numFmt").get("formatCode")
        own = {
            int(one.find(f"{C}idx").get("val")): one.find(f"{C}numFmt").get("formatCode")
            for one in formats.iter(f"{C}dLbl")
        }
        for i, (label, number) in enumerate(zip(labels, numbers, strict=True)):
            found += label, shown(number, own.get(i, common), language)
    return found


def shown(number: float, code: str, language: str) -> str:
    """A number in a format of SpreadsheetML (18.8.31), as a program set to that language prints it."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', code)
    out = "-" if number < 0 and len(sections) == 1 else ""
    for literal, sign, body, fraction in re.findall(
        r'"([^"]*)"|\\(.)|(#,##0|0)(\.0+)?', sections[-1] if number < 0 else sections[0]
    ):
        if not body:
            out += literal or sign
            continue
        text = f"{abs(number):{',' if ',' in body else ''}.{len(fraction) - 1 if fraction else 0}f}"
        if language in _DECIMAL:
            decimal, group = _DECIMAL[language]
            text = text.replace(",", "\0").replace(".", decimal).replace("\0", group)
        out += text
    return out
