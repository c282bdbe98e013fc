"""What columns of other people's tables are called, and what stands in them, in all languages at once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct, convert

from reportgen.yaml.reader import read_bytes


class TableWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`heads`: what columns of a field are called; `choices`: what people write, by field and then by what the data
    say; `totals`: what a row of sums begins with; `nothing`: what stands for "unknown"."""

    heads: dict[str, tuple[str, ...]]
    choices: dict[str, dict[str, tuple[str, ...]]]
    totals: tuple[str, ...]
    nothing: tuple[str, ...]


@cache
def table_words() -> TableWords:
    """The words of all languages."""
    file = files(__name__) / "tables.yaml"
    return convert(read_bytes(file.read_bytes(), file.name).value, TableWords)
