"""Changes that follow from two values must agree with them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.edition.model import Figure
from reportgen.edition.remarks import Context, Remark


def changes(context: Context) -> Iterator[Remark]:
    """Figures with `change_of` whose value does not follow from that figure's value and previous value."""
    figures = context.edition.figures
    for key, figure in figures.items():
        base = figures.get(figure.change_of or "")
        if base is None or figure.value is None or base.value is None or base.previous is None:
            continue
        right = _change(figure, base)
        if right is None or abs(right - Decimal(str(figure.value))) <= _half_step(figure.value):
            continue
        text = f"from {base.previous} to {base.value} is {_short(right)}, not {figure.value}"
        yield Remark("wrong-change", "warning", text, f"figures[{key}].value")


def _change(figure: Figure, base: Figure) -> Decimal | None:
    now, before = Decimal(str(base.value)), Decimal(str(base.previous))
    if figure.kind != "factor" and figure.unit == base.unit:
        return now - before
    if before == 0:
        return None
    return now / before if figure.kind == "factor" else (now - before) / before * 100


def _half_step(value: int | float) -> Decimal:
    """Half of the last digit that is given: 62 stands for everything that rounds to it."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


def _short(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
