"""A small edition and templates made of strings, for the tests of the compose room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen.compose import Markup, Template, load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document.walk import descend
from reportgen.edition import model as m
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding


def edition(title: str = "Ein Jahr", text: str = "Ein Text.", **more: Any) -> m.Edition:
    """An edition with two items, two institutions, figures and a chart."""
    given: dict[str, Any] = {
        "name": "2019",
        "as_of": "2019-11-15",
        "language": "de",
        "report": m.Report(title=title, year="2019", key_figures=("zahl", "anteil")),
        "institutions": {
            "arbeit": m.Institution(
                kind="ministry",
                names=(
                    m.Name(abbreviation="ALT", full="Altes Haus", valid_to="2018-01-01"),
                    m.Name(abbreviation="BMA", full="Haus der Arbeit", genitive="des Hauses", valid_from="2018-01-02"),
                ),
            ),
            "umwelt": m.Institution(kind="ministry", names=(m.Name(abbreviation="BMU", full="Haus der Umwelt"),)),
        },
        "sections": {
            "feld": m.Section(title="Feld", number="2.10"),
            "unter": m.Section(title="Unter", parent="feld"),
        },
        "collections": {
            "measures": {
                "eins": m.Item(
                    title="Eins", section="feld", institutions=("arbeit", "umwelt"), text=text, figures=("zahl",)
                ),
                "zwei": m.Item(
                    title="Zwei",
                    section="unter",
                    institutions=("umwelt",),
                    partners=("A & B", "C"),
                    due=m.Date(text="Ende 2019", iso="2019-12", precision="month"),
                    links=(m.Link(url="https://www.example.org/a/"),),
                ),
            }
        },
        "figures": {
            "zahl": m.Figure(
                value=1205, unit="Stück", statement="Zahl", label="Z", about="feld", qualifier="über", source="q"
            ),
            "anteil": m.Figure(
                value=205, unit="Stück", statement="Anteil", label="davon", about="feld", part_of="zahl"
            ),
        },
        "charts": {
            "bild": m.ChartSpec(about="feld", title="T", measure="M", figures=("anteil",), total="zahl", rest="übrige")
        },
        "sources": {"q": m.Source(title="Quelle"), "ungenutzt": m.Source(title="Andere")},
        "abbreviations": {
            "KI": m.Abbreviation(expansion="Künstliche Intelligenz"),
            "XY": m.Abbreviation(expansion="?"),
        },
    }
    return m.Edition(**{**given, **more})


def template(folder: Path, body: str, language: str = "de", **files: str) -> Template:
    """A template whose report has `body`; further files by name with ``__`` for ``/``."""
    place = folder / "templates" / "test"
    place.mkdir(parents=True, exist_ok=True)
    source = body if body.lstrip().startswith("<report") else f'<report title="T">\n{body}\n</report>'
    sources = {"report.xml.j2": source, "words/de.yaml": "hello: Hallo {name}!\npage: Seite {page}\n"}
    sources |= {name.replace("__", "/"): text for name, text in files.items()}
    for name, text in sources.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_template(place, language)


def printed(folder: Path, body: str, data: m.Edition | None = None, **files: str) -> str:
    """What a template prints inside ``<report>``."""
    data = data or edition()
    words = {"words__en.yaml": "{}\n"} if data.language.startswith("en") else {}
    text = render(data, template(folder, body, data.language, **words, **files), folder).text
    return text.partition("\n")[2].rpartition("\n")[0]


def document(folder: Path, body: str, data: m.Edition | None = None, **files: str) -> n.Document:
    """The document that a template makes."""
    return parse(render(data or edition(), template(folder, body, **files), folder))


def wrong(folder: Path, body: str, data: m.Edition | None = None, **files: str) -> tuple[Finding, ...]:
    """The findings of a template."""
    try:
        document(folder, body, data, **files)
    except FindingsError as error:
        return error.findings
    raise AssertionError("nothing is wrong with it")


def read(text: str, **more: Any) -> n.Document:
    """The document of markup inside ``<report>``."""
    return parse(Markup(f'<report title="T">{text}</report>', **{"language": "de", **more}))


def misread(text: str, **more: Any) -> tuple[Finding, ...]:
    """The findings of markup inside ``<report>``."""
    try:
        read(text, **more)
    except FindingsError as error:
        return error.findings
    raise AssertionError("nothing is wrong with it")


def texts(node: object) -> list[n.Text]:
    """Every run of text below a node."""
    return [each for each in descend(node) if isinstance(each, n.Text)]
