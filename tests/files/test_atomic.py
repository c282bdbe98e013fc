"""Sets of files appear together or not at all: after an error at once, after a kill with the next who comes."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.errors import WriteError
from reportgen.files import journal
from reportgen.files.atomic import add_folder, fill_folder, settle, write_all, write_file, writing
from reportgen.files.scratch import PREFIX

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork to stop a process at a given step")
CHANGING = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}


def names(count: int) -> list[str]:
    """As many as `--for all --to pdf,docx,archive,print` gives, the manifest last."""
    return [*(f"report-{number:02}.pdf" for number in range(count - 1)), "manifest.json"]


def old(count: int) -> dict[str, bytes]:
    """The folder before: a third of the names is new."""
    return {name: f"old {name}".encode() for number, name in enumerate(names(count)) if number % 3}


def new(count: int) -> dict[str, bytes]:
    return {name: f"new {name}".encode() for name in names(count)}


def read(folder: Path) -> dict[str, bytes]:
    """Every file, scratch too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stopped(step: int, stop: Callable[[], None], work: Callable[[], object]) -> int:
    """The exit status of a process that works until `stop` is called before the step with this number.

    0: there were not that many steps. 3: what stopped it came out as an error. 4: it did not matter.
    """

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal step
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGING or writes:
            step -= 1
            if step == 0:
                stop()

    child = os.fork()
    if child == 0:
        status = 1
        try:
            sys.addaudithook(hook)
            work()
            status = 0 if step > 0 else 4
        except WriteError as error:
            status = 2 if error.left else 3
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed() -> None:
    os._exit(9)


def refused() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.long
@needs_fork
@pytest.mark.parametrize(("count", "stride"), [(5, 1), (36, 7)])
def test_a_kill_at_any_step_leaves_old_or_new_once_somebody_comes(count: int, stride: int, tmp_path: Path) -> None:
    folder, found = tmp_path / "2019", set()
    for step in range(1, 10_000, stride):
        shutil.rmtree(folder, ignore_errors=True)
        write_all(folder, old(count))
        status = stopped(step, killed, lambda: write_all(folder, new(count)))
        settle(folder)
        after = read(folder)
        assert after in (old(count), new(count)), step
        found.add(after == new(count))
        write_all(folder, new(count))
        assert read(folder) == new(count)
        if status == 0:
            break
    assert found == {True, False}
    assert step > 3 * count


@pytest.mark.long
@needs_fork
def test_who_puts_it_right_may_be_killed_too(tmp_path: Path) -> None:
    first, folder = tmp_path / "first", tmp_path / "2019"
    write_all(first, old(5))
    assert stopped(19, killed, lambda: write_all(first, new(5))) == 9
    assert any(PREFIX in name for name in read(first))
    for step in range(1, 100):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(first, folder)
        status = stopped(step, killed, lambda: settle(folder))
        settle(folder)
        assert read(folder) == old(5), step
        if status == 0:
            break
    assert step > 5


@pytest.mark.long
@needs_fork
@pytest.mark.parametrize(("count", "stride"), [(5, 1), (36, 7)])
def test_an_error_at_any_step_leaves_everything_as_it_was(count: int, stride: int, tmp_path: Path) -> None:
    folder = tmp_path / "2019"
    for step in range(1, 10_000, stride):
        shutil.rmtree(folder, ignore_errors=True)
        write_all(folder, old(count))
        status = stopped(step, refused, lambda: write_all(folder, new(count)))
        assert status in (0, 3, 4)
        after = {name: content for name, content in read(folder).items() if status == 3 or PREFIX not in name}
        assert after == (old(count) if status == 3 else new(count)), step
        if status == 0:
            break
    assert step > 2 * count


# ----------------------------------------------------------------------------------------------- errors while renaming


def refusing(monkeypatch: pytest.MonkeyPatch, *refused: tuple[str, str]) -> None:
    """Let the system refuse to rename some files, named by what is renamed and to what, as one that is open would."""
    replace, rename = os.replace, os.rename

    def moved(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def checked(source: Path, target: Path) -> None:
            if any(part in str(source) and str(target).endswith(name) for part, name in refused):
                raise PermissionError(errno.EACCES, "Permission denied", str(source), None, str(target))
            move(source, target)

        return checked

    monkeypatch.setattr(os, "replace", moved(replace))
    monkeypatch.setattr(os, "rename", moved(rename))


@pytest.mark.parametrize("name", names(36)[::5])
def test_a_file_that_is_open_elsewhere_keeps_all_of_them_old(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, old(36))
    refusing(monkeypatch, ("new", name))
    with pytest.raises(WriteError, match="Permission denied") as caught:
        write_all(tmp_path, new(36))
    assert (caught.value.filename, caught.value.left) == (str(tmp_path / name), ())
    assert read(tmp_path) == old(36)


def test_a_folder_in_the_place_of_a_file_is_told_before_anything_changes(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.pdf": b"old", "manifest.json": b"old"})
    (tmp_path / "b.docx").mkdir()
    with pytest.raises(WriteError) as caught:
        write_all(tmp_path, {"a.pdf": b"new", "b.docx": b"new", "manifest.json": b"new"})
    assert caught.value.filename == str(tmp_path / "b.docx")
    assert read(tmp_path) == {"a.pdf": b"old", "manifest.json": b"old"}


def test_what_cannot_be_put_back_is_told_kept_and_put_back_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"a.pdf": b"old", "b.pdf": b"old", "manifest.json": b"old"})
    with monkeypatch.context() as patch:
        refusing(patch, ("new", "manifest.json"), ("old", "a.pdf"))
        with pytest.raises(WriteError) as caught:
            write_all(tmp_path, {"a.pdf": b"new", "b.pdf": b"new", "manifest.json": b"new"})
    assert caught.value.left == (str(tmp_path / "a.pdf"),)
    visible = {name: content for name, content in read(tmp_path).items() if PREFIX not in name}
    assert visible == {"a.pdf": b"new", "b.pdf": b"old", "manifest.json": b"old"}
    settle(tmp_path)
    assert read(tmp_path) == {"a.pdf": b"old", "b.pdf": b"old", "manifest.json": b"old"}


def test_disks_without_links_keep_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_all(tmp_path, old(5))
    refusing(monkeypatch, ("new", "manifest.json"))
    with pytest.raises(WriteError):
        write_all(tmp_path, new(5))
    assert read(tmp_path) == old(5)
    monkeypatch.undo()
    write_all(tmp_path, new(5))
    assert read(tmp_path) == new(5)


def test_a_link_in_the_place_of_a_file_is_replaced_or_stays_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outside = tmp_path / "2019", tmp_path / "outside.pdf"
    folder.mkdir()
    outside.write_bytes(b"theirs")
    (folder / "a.pdf").symlink_to(outside)
    with monkeypatch.context() as patch:
        refusing(patch, ("new", "manifest.json"))
        with pytest.raises(WriteError):
            write_all(folder, {"a.pdf": b"new", "manifest.json": b"new"})
    assert (folder / "a.pdf").is_symlink()
    write_all(folder, {"a.pdf": b"new", "manifest.json": b"new"})
    assert not (folder / "a.pdf").is_symlink()
    assert outside.read_bytes() == b"theirs"


def test_nothing_of_a_folder_that_was_not_there_stays_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, ("new", "b.pdf"))
    with pytest.raises(WriteError):
        write_all(tmp_path / "output" / "2019", {"a.pdf": b"new", "b.pdf": b"new"})
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_who_reads_first_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "2019"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------------- after a kill


def half_done(folder: Path) -> Path:
    """The scratch that a run has left, killed before its last rename."""
    write_all(folder, {"a.pdf": b"old", "b.pdf": b"old", "manifest.json": b"old"})
    child = os.fork()
    if child == 0:
        count = 0

        def last(event: str, _: tuple[object, ...]) -> None:
            nonlocal count
            count += event == "os.rename"
            if count == 5:
                os._exit(9)

        sys.addaudithook(last)
        write_all(folder, {"a.pdf": b"new", "b.pdf": b"new", "c.pdf": b"new", "manifest.json": b"new"})
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert {name: (folder / name).read_bytes() for name in ("a.pdf", "manifest.json")} == {
        "a.pdf": b"new",
        "manifest.json": b"old",
    }
    (scratch,) = folder.glob(f"{PREFIX}*")
    return scratch


@needs_fork
def test_what_somebody_has_changed_since_is_theirs(tmp_path: Path) -> None:
    half_done(tmp_path)
    (tmp_path / "b.pdf").write_bytes(b"theirs")
    (tmp_path / "c.pdf").write_bytes(b"theirs")
    settle(tmp_path)
    assert read(tmp_path) == {"a.pdf": b"old", "b.pdf": b"theirs", "c.pdf": b"theirs", "manifest.json": b"old"}


@needs_fork
def test_what_somebody_has_deleted_since_is_there_again(tmp_path: Path) -> None:
    half_done(tmp_path)
    (tmp_path / "a.pdf").unlink()
    (tmp_path / "c.pdf").unlink()
    settle(tmp_path)
    assert read(tmp_path) == {"a.pdf": b"old", "b.pdf": b"old", "manifest.json": b"old"}


@needs_fork
@pytest.mark.parametrize("place", ["../outside.pdf", "/outside.pdf", "way/outside.pdf"])
def test_a_journal_that_leads_out_of_its_folder_is_not_followed(place: str, tmp_path: Path) -> None:
    """It may have come in an archive that somebody sent."""
    folder = tmp_path / "2019"
    scratch = half_done(folder)
    (tmp_path / "outside.pdf").write_bytes(b"new")
    (folder / "way").symlink_to(tmp_path)
    steps = (scratch / "journal.json").read_text()
    assert '"a.pdf"' in steps
    (scratch / "journal.json").write_text(steps.replace('"a.pdf"', f'"{place}"'))
    settle(folder)
    assert (tmp_path / "outside.pdf").read_bytes() == b"new"
    assert not scratch.exists()


@needs_fork
@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'[{"place": 1}]', b"\xff"])
def test_a_damaged_journal_is_no_traceback(damage: bytes, tmp_path: Path) -> None:
    scratch = half_done(tmp_path)
    (scratch / "journal.json").write_bytes(damage)
    settle(tmp_path)
    assert not scratch.exists()


@needs_fork
def test_where_one_may_only_read_nothing_is_put_right_and_nothing_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = half_done(tmp_path)
    refusing(monkeypatch, ("", ".pdf"), ("", ""))
    settle(tmp_path)
    assert scratch.exists()
    monkeypatch.undo()
    settle(tmp_path)
    assert not scratch.exists()


@needs_fork
@pytest.mark.parametrize("name", ["a.pdf", "journal.json"])
def test_what_never_ends_is_not_read(name: str, tmp_path: Path) -> None:
    """Data may come from anybody, with a scratch folder in it."""
    scratch = half_done(tmp_path)
    path = (scratch if name == "journal.json" else tmp_path) / name
    path.unlink()
    os.mkfifo(path)
    settle(tmp_path)
    assert not scratch.exists()
    assert (tmp_path / "manifest.json").read_bytes() == b"old"


def test_links_that_look_like_scratch_are_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.mkdir()
    (target / "a.txt").write_bytes(b"a")
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / f"{PREFIX}x").symlink_to(target)
    write_file(folder / "b.txt", b"b")
    settle(folder)
    assert (target / "a.txt").read_bytes() == b"a"


# ---------------------------------------------------------------------------------------------------- folders of files


@pytest.mark.long
@needs_fork
def test_a_new_folder_is_there_with_what_names_it_or_goes(tmp_path: Path) -> None:
    for step in range(1, 200):
        root = tmp_path / str(step)
        (root / "data").mkdir(parents=True)
        (root / "names.yaml").write_bytes(b"old")

        def add(root: Path = root) -> None:
            add_folder(root / "data" / "2020", {"a": b"1", "b": b"2"}, root / "names.yaml", b"new")

        status = stopped(step, killed, add)
        for folder in (root, root / "data"):
            settle(folder)
        assert read(root) in (
            {"names.yaml": b"old"},
            {"names.yaml": b"new", "data/2020/a": b"1", "data/2020/b": b"2"},
        ), step
        if status == 0:
            break
    assert step > 10


@pytest.mark.long
@needs_fork
def test_a_folder_that_is_filled_is_full_or_as_it_was(tmp_path: Path) -> None:
    wanted = {"a/b.txt": b"1", "c.txt": b"2", "d/e/f.txt": b"3"}
    for step in range(1, 200):
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / "mine.txt").write_bytes(b"mine")
        status = stopped(step, killed, lambda folder=folder: fill_folder(folder, wanted))
        settle(folder)
        assert read(folder) in ({"mine.txt": b"mine"}, {"mine.txt": b"mine", **wanted}), step
        if status == 0:
            break
    assert step > 10


def test_the_journal_is_gone_with_its_scratch(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.pdf": b"1", "manifest.json": b"2"})
    assert not list(tmp_path.rglob("journal.json*"))
    assert journal.unsettled(tmp_path) == ()
