"""Writing files all or nothing: to a scratch folder first, then renamed together."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from reportgen.errors import WriteError
from reportgen.files import journal
from reportgen.files.lock import folder_lock, lock_if_free
from reportgen.files.scratch import PREFIX, clear_away, leftovers, scratch_folder

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Signals that end the process."""


def write_all(folder: Path, files: Mapping[str, bytes], *, through: bool = False) -> None:
    """Put `files` (name -> content) into `folder`, replacing what has the same name and leaving the rest.

    Names may lead into folders of `folder`, which are made where they are not there. Everything is written to a
    scratch folder in `folder` before the first file appears, and what they replace is kept until the last has appeared:
    an error leaves `folder` as it was, and after a kill the next who writes there, or calls `settle`, puts it back. The
    last name given is renamed last and decides: give the manifest there. With `through` everything is on the disk
    before it appears, so that a power failure leaves no file empty: for what cannot be made again. Raises WriteError,
    which names the file as it was to be.
    """
    with writing(folder, through=through) as write:
        write(files)


@contextmanager
def writing(folder: Path, *, through: bool = False) -> Iterator[Callable[[Mapping[str, bytes]], None]]:
    """For who reads in `folder` first what it is to write there: nobody else writes into it meanwhile.

    Gives the function that does what `write_all` does. What is not there before goes again with an error.
    """
    with _made(folder), folder_lock(folder):
        clear_away(folder)
        yield lambda files: _write_all(folder, files, _write_through if through else Path.write_bytes)


def _write_all(folder: Path, files: Mapping[str, bytes], write: Callable[[Path, bytes], object]) -> None:
    with _telling(folder), ExitStack() as stack:
        for parent in dict.fromkeys((folder / name).parent for name in files):
            stack.enter_context(_made(parent))
        scratch = stack.enter_context(scratch_folder(folder))
        (scratch / "new").mkdir()
        moves = [(scratch / "new" / str(number), folder / name) for number, name in enumerate(files)]
        for (source, place), content in zip(moves, files.values(), strict=True):
            with _telling(place):
                write(source, content)
        _replace(scratch, moves)


def write_file(target: Path, content: bytes) -> None:
    """Put one file in place, replacing what has its name: all of it or nothing, also when the power fails.

    Raises WriteError.
    """
    with _made(target.parent), folder_lock(target.parent), _telling(target), scratch_folder(target.parent) as scratch:
        _write_through(scratch / "new", content)
        os.replace(scratch / "new", target)


def add_folder(folder: Path, files: Mapping[str, bytes], naming: Path, named: bytes) -> None:
    """Put a new folder with `files` in place, and `named` into the file `naming` that makes it known: both or nothing.

    An error at any step, an interrupt too, takes everything back. Where the process is killed between the two renames,
    the next that writes there does. Raises FileExistsError where the folder is there with anything else in it, and
    WriteError.
    """
    naming = naming.resolve()
    with folder_lock(naming.parent), folder_lock(folder.parent):
        clear_away(naming.parent)
        there = os.path.lexists(folder)
        if there and not _holds(folder, files):
            raise FileExistsError(errno.EEXIST, "there is something of this name already", os.fspath(folder))
        with _telling(folder), scratch_folder(folder.parent) as staged, scratch_folder(naming.parent) as scratch:
            (staged / "new").mkdir()
            for name, content in files.items():
                _write_through(staged / "new" / name, content)
            _write_through(scratch / "naming", named)
            shutil.copymode(naming, scratch / "naming")
            _replace(scratch, [*([] if there else [(staged / "new", folder)]), (scratch / "naming", naming)])


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` (path below `folder` -> content) into a folder that does not exist or has nothing of their names.

    All of it or nothing. A folder that is there stays the same one, since somebody may stand in it. Raises WriteError.
    """
    there = folder.is_dir()
    around = folder if there else folder.parent
    with _made(around), folder_lock(around), _telling(folder), scratch_folder(around) as scratch:
        new = scratch / "new"
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        names = sorted(os.listdir(new))
        _replace(scratch, [(new / name, folder / name) for name in names] if there else [(new, folder)])


def settle(folder: Path) -> None:
    """Put right what a killed run has left in `folder`, unless somebody is writing there; for who is going to read.

    Where that cannot be done (a folder that one may only read), it stays as it is.
    """
    if leftovers(folder):
        with suppress(OSError), lock_if_free(folder) as ours:
            if ours:
                clear_away(folder)


# ------------------------------------------------------------------------------------------------------------- steps


def _replace(scratch: Path, moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename all of it, undisturbed. Raises WriteError, which says what could not be put back."""
    with _uninterrupted():
        try:
            journal.replace_together(scratch, moves)
        except OSError as error:
            named = (place for move in moves for place in move[1:] if str(error.filename) in map(str, move))
            raise _write_error(error, next(named, scratch.parent), journal.unsettled(scratch)) from None


def _write_error(error: OSError, path: object, left: Sequence[Path] = ()) -> WriteError:
    reason = error.strerror or str(error)
    return WriteError(error.errno or errno.EIO, reason, str(path), tuple(map(os.fspath, left)))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Renaming a set of files is done in no time: signals that end the process wait for it.

    By handlers, not by a mask: a signal can reach any thread, and is handled in the main one alone.
    """
    came: list[int] = []
    try:
        before = {number: signal.signal(number, lambda number, _: came.append(number)) for number in _ENDING}
    except ValueError:  # not in the main thread, which goes on with what it does
        before = {}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in came:
            signal.raise_signal(number)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """`folder` with those above it; an error takes away what was not there before. Raises WriteError."""
    new = list(takewhile(lambda path: not path.exists(), (folder, *folder.parents)))
    try:
        with _telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in new:
            with suppress(OSError):  # somebody else may have put something into it
                path.rmdir()
        raise


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """An OSError of what is done to a scratch file, or of a full disk, names the file that it was for."""
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        named = error.filename is not None and PREFIX not in str(error.filename)
        raise _write_error(error, error.filename if named else path) from None


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files."""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != files.keys():
        return False
    return all(path.is_file() and path.read_bytes() == files[path.name] for path in folder.iterdir())


def _write_through(path: Path, content: bytes) -> None:
    """Write a file down to the disk, so that a rename after it never shows an empty one."""
    with open(path, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
