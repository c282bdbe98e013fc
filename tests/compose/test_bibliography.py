"""Sources by kind: what they are called where they are cited, and their entries in the list of sources."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from compose_kit import edition, printed
from markupsafe import Markup

from reportgen.compose.bibliography import STYLES
from reportgen.edition import model as m

BODY = "<section>{% for source in bibliography %}<p>{{ source.entry }}</p>{% endfor %}</section>"
ANN, TOM = ("Ode, Ann",), ("Ode, Ann", "Bell, Tom")


def entries(folder: Path, language: str, *sources: m.Source, body: str = BODY) -> list[str]:
    """The entries of sources, all of them cited; what is strong or slanted has stars."""
    named = {f"s{i}": source for i, source in enumerate(sources)}
    text = " ".join(f"[@{key}]" for key in named)
    markup = printed(folder, body, edition(text=text, language=language, sources=named, figures={}, charts={}))
    markup = markup.split("</h1>")[-1].replace("<strong>", "**").replace("</strong>", "**")
    markup = markup.replace("<em>", "*").replace("</em>", "*")
    return [Markup(re.sub("<[^>]*>", "", line)).unescape() for line in re.findall("<p>(.*?)</p>", markup, re.DOTALL)]


def source(**fields: Any) -> m.Source:
    return m.Source(**{"title": "Quays", **fields})


KINDS = {
    "article": (
        source(kind="article", authors=ANN, journal="Ports", volume="12", issue="3", year=2029, pages="4–19",
               doi="10.1000/1"),
        "**Ode 2029**. Ode, Ann: Quays. In: *Ports* 12 (3), 2029, pp. 4–19. DOI 10.1000/1",
    ),
    "book": (
        source(kind="book", authors=TOM, edition="2nd edition", place="Town", publisher="Port Press", year=2029,
               isbn="978-…"),
        "**Ode and Bell 2029**. Ode, Ann; Bell, Tom: Quays. 2nd edition. Town: Port Press, 2029. ISBN 978-…",
    ),
    "report": (
        source(kind="report", short="Port 2029", number="Report 4", publisher="Port Authority", year=2029,
               url="https://www.port.example/a.pdf"),
        "**Port 2029**. Quays. Report 4. Port Authority, 2029. port.example",
    ),
    "law": (
        source(kind="law", title="Act on Ports", short="Port Act", number="Gazette I p. 12", date="2029-05-05"),
        "**Port Act**. Act on Ports. Gazette I p. 12, 5 May 2029.",
    ),
    "web": (
        source(kind="web", short="Port 2030", publisher="Port Authority", date="2030-06-03",
               url="https://port.example/", accessed="2030-07-04"),
        "**Port 2030**. Quays. Port Authority, 3 June 2030. port.example (accessed 04/07/2030)",
    ),
    "none": (
        source(short="Port 2029", publisher="Port Authority", year=2029, url="https://port.example/",
               accessed="2030-07-04"),
        "**Port 2029**. Quays. Port Authority, 2029. port.example (accessed 04/07/2030)",
    ),
}  # fmt: skip


def test_every_kind_has_a_style_and_an_example() -> None:
    kinds = {kind for kind in STYLES if kind}
    assert kinds | {"none"} == set(KINDS)
    assert m.Source.__annotations__["kind"].count("'") == 2 * len(kinds)


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_begins_with_the_name_that_is_cited(tmp_path: Path, kind: str) -> None:
    given, wanted = KINDS[kind]
    assert entries(tmp_path, "en-GB", given) == [wanted]
    assert wanted in Path("docs/data.md").read_text("utf-8")


def test_words_are_the_templates_and_the_order_is_the_languages(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        "de",
        source(kind="web", title="Zoll", url="https://a.example", accessed="2030-07-04"),
        source(kind="book", authors=("Öde, Ann", "Bell, Tom", "Chen, Li"), year=2029),
        source(editors=("Moll, Ida",), title="Was? Wie!"),
        source(author="Ode, Ann", title="Okapi"),
    )
    assert found == [
        "**Öde u. a. 2029**. Öde, Ann; Bell, Tom; Chen, Li: Quays. 2029.",
        "Ode, Ann: Okapi.",
        "Moll, Ida (Hrsg.): Was? Wie!",
        "Zoll. a.example (abgerufen am 04.07.2030)",
    ]


def test_names_without_given_ones_stand_once(tmp_path: Path) -> None:
    assert entries(tmp_path, "en", source(kind="report", authors=("WHO",), year=2020)) == ["**WHO 2020**. Quays. 2020."]


def test_the_title_leads_to_the_source(tmp_path: Path) -> None:
    for given, address in (
        (KINDS["web"][0], "https://port.example/"),
        (KINDS["article"][0], "https://doi.org/10.1000/1"),
    ):
        data = edition(text="[@s]", sources={"s": given}, figures={}, charts={})
        assert f'<a href="{address}"><value path="sources[s].title">' in printed(tmp_path / given.kind, BODY, data)
