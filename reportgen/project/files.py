"""Which data files a report has, and what they are called; what their records are, the edition knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from reportgen.project.folder import DATA


class DataFile(Struct, frozen=True):
    """A data file: the field of Edition, or the collection of items, that it fills, and its name.

    `single` files are one record, all others mappings id -> record; `slugs` says whether the ids are slugs.
    """

    field: str
    name: str
    required: bool = False
    single: bool = False
    slugs: bool = True
    shared: bool = False
    """It belongs to all editions and stands in ``data/`` itself."""

    def path(self, edition: str) -> str:
        """Its name relative to the project."""
        return f"{DATA}/{self.name}" if self.shared else f"{DATA}/{edition}/{self.name}"


FILES: tuple[DataFile, ...] = (
    DataFile("institutions", "institutions.yaml", required=True, shared=True),
    DataFile("report", "report.yaml", required=True, single=True),
    DataFile("sections", "sections.yaml", required=True),
    DataFile("figures", "key-figures.yaml"),
    DataFile("statements", "statements.yaml"),
    DataFile("charts", "charts.yaml"),
    DataFile("sources", "sources.yaml"),
    DataFile("abbreviations", "abbreviations.yaml", slugs=False),
    DataFile("signoff", "signoff.yaml"),
    DataFile("distribution", "distribution.yaml"),
)
"""Every data file but those of the collections."""

RETURNS = DataFile("returns", "returns.yaml", single=True)
"""What was sent to whom and what came back; no part of the report, so that it changes no file of it."""

RESERVED = (
    {file.field for file in (*FILES, RETURNS)}
    | {file.name.removesuffix(".yaml") for file in FILES}
    | {"draft", "edition", "schema"}
)
"""Names that no collection may have."""


TABLES = "tables"
"""The folder of an edition with the files that tables are printed from."""
TABLE_ENDINGS = (".csv", ".xlsx", ".ods")


def table_file(root: Path, edition: str, name: str) -> Path | None:
    """The file that a table of an edition is read from, the first that there is."""
    folder = root / DATA / edition / TABLES
    return next((path for ending in TABLE_ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)


def data_files(collections: Iterable[str]) -> tuple[DataFile, ...]:
    """All data files of a report with these collections, in the order they are read."""
    return FILES + tuple(DataFile(name, f"{name}.yaml", required=True) for name in collections)
