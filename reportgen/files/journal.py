"""Names that get new content together: what was there is kept until all of them have it.

In a scratch folder stand the new content, what was there before (`old/`), and a journal that says which name gets what.
The last name decides: once it has its new content, the change holds; until then everything can be put back as it was,
by whoever began it or, after a kill, by who finds the scratch.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

_NAME = "journal.json"
_OLD, _TAKEN = "old", "taken"


class JournalStep(Struct, frozen=True):
    """One name. Both paths count from the folder that the scratch lies in."""

    source: str
    """Where its new content, a file or a folder, waits."""
    place: str
    digest: str
    """Of the new content: nothing else is ever taken away."""
    kept: bool
    """Something had the name before."""


def replace_together(scratch: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename each source to its place; the last source lies in `scratch`. All of them, or an error puts all back.

    Raises OSError. What could not even be put back is told by `unsettled`, and stays in the scratch.
    """
    steps = _kept(scratch, moves)
    _write(scratch, steps)
    try:
        for step, (source, place) in zip(steps, moves, strict=True):
            (os.replace if step.kept else os.rename)(source, place)
    except BaseException:
        _put_back(scratch, steps)
        raise


def settle(scratch: Path) -> None:
    """Put back what a process began in `scratch` and did not end; nothing where it was done, or had not begun.

    A journal speaks only of what lies in the folder of its scratch: one that leads out is none of ours.
    """
    base = scratch.parent.resolve()
    steps = _read(scratch)
    if all(_inside(base, step.place) and _inside(base, step.source) for step in steps):
        _put_back(scratch, steps)
    else:
        _forget(scratch)


def unsettled(scratch: Path) -> tuple[Path, ...]:
    """The places that still hold something new although the change did not come to its end."""
    return tuple(_place(scratch, step) for step in _begun(scratch, _read(scratch)))


# ------------------------------------------------------------------------------------------------- before and after


def _kept(scratch: Path, moves: Sequence[tuple[Path, Path]]) -> tuple[JournalStep, ...]:
    """The steps; what has one of the names already is kept beside under its number, as a second link to the same file
    where the disk knows them."""
    base, old = scratch.parent, scratch / _OLD
    old.mkdir()
    steps = []
    for number, (source, place) in enumerate(moves):
        kept = os.path.lexists(place)
        if kept:
            _keep(place, old / str(number))
        steps.append(JournalStep(_name(source, base), _name(place, base), _digest(source), kept))
    return tuple(steps)


def _name(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()


def _keep(place: Path, beside: Path) -> None:
    try:
        os.link(place, beside, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(place, beside, follow_symlinks=False)


def _put_back(scratch: Path, steps: Sequence[JournalStep]) -> None:
    """The last first. What cannot be put back stays in the journal, and with it the old content in the scratch."""
    (scratch / _TAKEN).mkdir(exist_ok=True)
    numbers = {step: number for number, step in enumerate(steps)}
    for step in reversed(tuple(_begun(scratch, steps))):
        place, number = _place(scratch, step), str(numbers[step])
        with suppress(OSError):
            if step.kept:
                os.replace(scratch / _OLD / number, place)
            else:
                os.rename(place, scratch / _TAKEN / number)
    if not tuple(_begun(scratch, steps)):
        _forget(scratch)


def _begun(scratch: Path, steps: Sequence[JournalStep]) -> Iterator[JournalStep]:
    """The steps that are done and can be put back, of a change that did not come to its end."""
    if not steps or not os.path.lexists(scratch.parent / steps[-1].source):
        return
    for number, step in enumerate(steps):
        place = _place(scratch, step)
        ours = _holds(place, step.digest) or (step.kept and not os.path.lexists(place))
        there = not step.kept or os.path.lexists(scratch / _OLD / str(number))
        if ours and there and not os.path.lexists(scratch.parent / step.source):
            yield step


def _place(scratch: Path, step: JournalStep) -> Path:
    return scratch.parent / step.place


# ------------------------------------------------------------------------------------------------------- the journal


def _write(scratch: Path, steps: Sequence[JournalStep]) -> None:
    beside = scratch / f"{_NAME}.new"
    beside.write_bytes(msgspec.json.encode(steps))
    os.replace(beside, scratch / _NAME)


def _read(scratch: Path) -> tuple[JournalStep, ...]:
    """The steps that were planned; none where it had not come to that."""
    journal = scratch / _NAME
    try:
        return msgspec.json.decode(journal.read_bytes(), type=tuple[JournalStep, ...]) if journal.is_file() else ()
    except (OSError, msgspec.DecodeError):
        return ()


def _forget(scratch: Path) -> None:
    with suppress(OSError):
        (scratch / _NAME).unlink()


def _inside(base: Path, name: str) -> bool:
    """Whether a path of a journal lies in the folder, also by way of links."""
    path = Path(name)
    if path.is_absolute() or path.drive or ".." in path.parts or "\0" in name or not path.parts:
        return False
    return (base / path).parent.resolve().is_relative_to(base)


def _holds(path: Path, digest: str) -> bool:
    try:
        return _digest(path) == digest
    except OSError:
        return False


def _digest(path: Path) -> str:
    """The SHA-256 of a file, or of the names and files of a folder; "" of what is neither and may have no end."""
    if not path.is_dir():
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    lines = (f"{_digest(each)}  {each.relative_to(path).as_posix()}\n" for each in sorted(path.rglob("*")))
    return hashlib.sha256("".join(lines).encode()).hexdigest()
