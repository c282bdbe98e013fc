"""Whether the sums of a table are those of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.tabular.model import DataRow


def wrong_sums(rows: Sequence[DataRow], at: int) -> Iterator[tuple[DataRow, Decimal, Decimal]]:
    """The rows whose sum in a column is another than that of its parts, with what these add up to and what it says: a
    total is the sum of all rows without a role, or a result: the first subtotal less the others; a subtotal is the sum
    of the rows since the row with a role before it."""
    whole = sum((_number(row, at) or Decimal(0) for row in rows if row.role is None), Decimal(0))
    part = Decimal(0)
    subtotals = [_number(row, at) or Decimal(0) for row in rows if row.role == "subtotal"]
    result = 2 * subtotals[0] - sum(subtotals) if subtotals else None
    for row in rows:
        number = _number(row, at)
        if row.role is None:
            part += number or 0
            continue
        wanted = whole if row.role == "total" else part
        settled = number == wanted or (row.role == "total" and number == result)
        if number is not None and row.role != "group" and not settled:
            yield row, wanted, number
        part = Decimal(0)


def _number(row: DataRow, at: int) -> Decimal | None:
    value = row.values[at]
    return value if isinstance(value, Decimal) else None
