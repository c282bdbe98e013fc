"""Forms as Word files that go out and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from climate import write_fresh
from copies import copy_of
from requests_kit import send, with_request
from returns_kit import edition, receive
from word_forms import WordEdit, filled, run_xml, word_form


@pytest.fixture
def sent_word(city: Path) -> Path:
    return copy_of(_write_sent, city)


def _write_sent(root: Path) -> None:
    assert send(with_request(write_fresh(root)), "all", "--to", "docx").exit_code == 0


def back(root: Path, edit: WordEdit, who: str = "dms", name: str = "") -> Path:
    return filled(word_form(root, who), edit, root / (name or f"{who}-back.docx"))


def types(key: str, text: str) -> WordEdit:
    return lambda form: form.type(key, text)


def writes(key: str, *paragraphs: str) -> WordEdit:
    return lambda form: form.write(key, *(run_xml(each) for each in paragraphs))


def both(*edits: WordEdit) -> WordEdit:
    def edit(form: Any) -> None:
        for each in edits:
            each(form)

    return edit


def text_of(root: Path, edit: WordEdit) -> str | None:
    done = receive(root, back(root, edit))
    assert done.exit_code == 0, done.output
    return edition(root).collections["projects"]["bus-lanes"].text
