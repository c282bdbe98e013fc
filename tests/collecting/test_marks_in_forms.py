"""References to numbers, pages and sources in texts that go to people and come back."""

from __future__ import annotations

from msgspec.structs import replace

from reportgen.collecting.word.rich import Span, as_markdown, parsed_blocks, typed_marks

TEXT = "See [](#money) on page {page:money}, deep [@guide, p. 4].^[@log, day 3]"
MARKS = ["[](#money)", "{page:money}", "[@guide, p. 4]", "^[@log, day 3]"]


def marks(spans: tuple[Span, ...]) -> list[str]:
    return [span.text for span in spans if span.mark]


def test_references_are_one_thing_each() -> None:
    (block,) = parsed_blocks(TEXT) or ()
    assert marks(block.spans) == MARKS


def test_references_stay_where_words_around_them_change() -> None:
    (block,) = parsed_blocks(TEXT) or ()
    first, *others = block.spans
    changed = replace(block, spans=(replace(first, text="Look at "), *others))
    assert as_markdown((changed,), TEXT).text == TEXT.replace("See", "Look at")


def test_references_that_somebody_types_are_references() -> None:
    assert marks(tuple(typed_marks([Span(TEXT)]))) == MARKS
