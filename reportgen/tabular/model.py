"""Tables as they were read: columns with their types, and rows of values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from reportgen.findings.finding import Finding
from reportgen.project.settings import ColumnType

Cell = str | Decimal | bool | None
"""Text, a number, an ISO day (of a column of dates), yes or no, or nothing."""


class DataColumn(Struct, frozen=True):
    """A column: its key, what its head prints, what its values are, and the decimal places of its numbers."""

    key: str
    title: str
    type: ColumnType
    unit: str | None = None
    decimals: int | None = None


class DataRow(Struct, frozen=True):
    """A row: its number in the file, from 1 for the head on; its role in the table; a value for each column."""

    number: int
    role: str | None
    values: tuple[Cell, ...]


class DataTable(Struct, frozen=True):
    """A table of an edition."""

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[DataRow, ...]

    def path(self, row: DataRow, column: DataColumn) -> str:
        """The data path of a cell: ``tables/NAME:row:column``."""
        return f"tables/{self.name}:{row.number}:{column.key}"


class DataTables(Struct, frozen=True):
    """The tables of an edition by name, the files they were read from, and what is wrong with them."""

    tables: Mapping[str, DataTable] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_TABLES = DataTables()
