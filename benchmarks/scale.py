"""A report many times as long, as a real project: more sections, items, figures and charts, with varied text.

    python benchmarks/scale.py PROJECT TARGET TIMES [EDITION]

Copy k of a record has the id `<id>-k<k>`; what refers to a copied record refers to the copy of the same round.
Sentences change places and a quarter of the long nouns become new compounds, so that the vocabulary grows with the
length as it does in a real long report.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from reportgen.yaml.reader import read_file

COPIED = ("sections", "measures", "outlook", "key-figures", "charts", "statements")
_LINKS = frozenset({"section", "parent", "about", "part_of", "same_as", "continues", "total"})
_LINK_LISTS = frozenset({"figures"})
_PROSE = frozenset({"text", "lead", "title", "statement", "label"})
_FIXED = re.compile(r"(\{[^}]*\}|\^?\[[^\]]*\](?:\([^)]*\)|\{[^}]*\})?|https?://\S+)")
_FIGURE = re.compile(r"\{([a-z0-9-]+)((?:\.\w+)?)\}")
_TARGET = re.compile(r"\(#([a-z0-9-]+)\)")
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{7,}\b")
_SENTENCE = re.compile(r"(?<=[a-zäöüß]{3}[.]) (?=[A-ZÄÖÜ])")


def scale(source: Path, target: Path, times: int, edition: str = "2019") -> None:
    """Write the project in `source` to `target` with one edition alone, `times` as long."""
    for folder in ("data", "templates"):
        shutil.copytree(source / folder, target / folder, dirs_exist_ok=True)
    shutil.copy(source / "reportgen.yaml", target)
    _keep_edition(target / "reportgen.yaml", edition)
    folder = target / "data" / edition
    data = {name: _plain(read_file(folder, f"{name}.yaml").value) for name in COPIED}
    nouns = sorted(set(_NOUN.findall(" ".join(_words(data)))))
    top = {key for key, record in data["sections"].items() if "parent" not in record}
    ids = {key for records in data.values() for key in records} - top
    grown = {name: dict(records) for name, records in data.items()}
    for k in range(2, times + 1):
        copier = _Copier(f"-k{k}", ids, nouns, random.Random(k))
        for name, records in data.items():
            copies = {copier.key(key): copier.record(record) for key, record in records.items() if key not in top}
            grown[name].update(copies)
    _number(grown["sections"])
    for name, records in grown.items():
        text = yaml.dump(records, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _keep_edition(settings: Path, edition: str) -> None:
    data = _plain(read_file(settings.parent, settings.name).value)
    about = {key: value for key, value in data["editions"][edition].items() if key != "previous"}
    kept = {**data, "editions": {edition: about}}
    settings.write_text(yaml.dump(kept, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plain(value: Any) -> Any:
    """Tuples and mappings of the strict reader as lists and dicts."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _words(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() if key in _PROSE or isinstance(item, dict) for text in _words(item)]
    return [value] if isinstance(value, str) else []


def _number(sections: dict[str, Any]) -> None:
    """Numbers of second level count on within their chapter ("2.13" after "2.12")."""
    counts: dict[str, int] = {}
    for record in sections.values():
        parent = sections.get(record.get("parent"))
        if parent and "number" in record and "number" in parent:
            counts[record["parent"]] = counts.get(record["parent"], 0) + 1
            record["number"] = f"{parent['number']}.{counts[record['parent']]}"


class _Copier:
    """Copies records of one round."""

    def __init__(self, suffix: str, ids: set[str], nouns: list[str], chance: random.Random) -> None:
        self.suffix, self.ids, self.nouns, self.chance = suffix, ids, nouns, chance

    def key(self, name: str) -> str:
        return name + self.suffix if name in self.ids else name

    def record(self, record: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(name, value) for name, value in record.items()}

    def _value(self, name: str, value: Any) -> Any:
        if name in _LINKS and isinstance(value, str):
            return self.key(value)
        if name in _LINK_LISTS:
            return [self.key(item) for item in value]
        return self._prose(value) if name in _PROSE and isinstance(value, str) else value

    def _prose(self, text: str) -> str:
        if "\n" not in text:
            sentences = _SENTENCE.split(text)
            self.chance.shuffle(sentences)
            text = " ".join(sentences)
        parts = _FIXED.split(text)
        return "".join(self._links(part) if i % 2 else _NOUN.sub(self._noun, part) for i, part in enumerate(parts))

    def _links(self, part: str) -> str:
        part = _FIGURE.sub(lambda m: f"{{{self.key(m[1])}{m[2]}}}", part)
        return _TARGET.sub(lambda m: f"(#{self.key(m[1])})", part)

    def _noun(self, match: re.Match[str]) -> str:
        return self.chance.choice(self.nouns) + "s" + match[0].lower() if self.chance.random() < 0.25 else match[0]


if __name__ == "__main__":
    scale(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
