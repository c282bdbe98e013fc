"""A new edition is there as a whole or not at all, whatever happens while it is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from climate import SECOND, tree, write_climate

from reportgen.checks.run import load_checked
from reportgen.files.atomic import add_folder
from reportgen.project.open import open_project
from reportgen.succession.plan import plan

# ------------------------------------------------------------------------------------------------------- all or nothing


WATCHED = {"open", "os.rename", "os.mkdir", "os.chmod", "shutil.copymode"}


def faulty(step: int, fault: Callable[[], None]) -> Callable[[str, tuple[object, ...]], None]:
    """An audit hook that lets `fault` happen once, at the step with this number among those that change the disk."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writing = event != "open" or "w" in str(arguments[1]) or bool(int(str(arguments[2] or 0)) & os.O_WRONLY)
        if event in WATCHED and writing:
            seen += 1
            if seen == step:
                fault()

    return hook


def in_child(work: Callable[[], None]) -> int:
    """The exit status of a child process that does the work."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def place(root: Path) -> None:
    planned = plan(load_checked(open_project(root)), SECOND)
    add_folder(root / planned.folder, planned.files, root / "reportgen.yaml", planned.settings)


def visible(root: Path) -> dict[str, bytes]:
    return {
        name: content for name, content in tree(root).items() if not any(p.startswith(".") for p in name.split("/"))
    }


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork to let a process fail at a given step")
def test_an_error_at_any_step_takes_everything_back(tmp_path: Path) -> None:
    root = write_climate(tmp_path / "city")
    before = tree(root)

    def refuse() -> None:
        raise OSError(28, "No space left on device")

    for step in range(1, 100):
        planned = plan(load_checked(open_project(root)), SECOND)

        def work(step: int = step, planned: object = planned) -> None:
            sys.addaudithook(faulty(step, refuse))
            add_folder(root / planned.folder, planned.files, root / "reportgen.yaml", planned.settings)  # type: ignore[attr-defined]

        status = in_child(work)
        if status == 0:
            break
        assert tree(root) == before, step
    assert step > 12
    assert SECOND in open_project(root).settings.editions


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork to kill a process at a given step")
def test_a_process_killed_at_any_step_leaves_nothing_or_everything(tmp_path: Path) -> None:
    complete = write_climate(tmp_path / "complete")
    place(complete)
    wanted = visible(complete)
    for step in range(1, 100):
        root = write_climate(tmp_path / f"city-{step}")
        before = visible(root)

        def work(step: int = step, root: Path = root) -> None:
            planned = plan(load_checked(open_project(root)), SECOND)
            sys.addaudithook(faulty(step, lambda: os._exit(9)))
            add_folder(root / planned.folder, planned.files, root / "reportgen.yaml", planned.settings)

        status = in_child(work)
        if status == 0:
            break
        assert status == 9
        after = visible(root)
        known = SECOND in open_project(root).settings.editions
        assert not known or after == wanted, "what the settings name is complete"
        folder = {name for name in after if name.startswith(f"data/{SECOND}/")}
        assert not folder or {name: after[name] for name in folder} == {name: wanted[name] for name in folder}
        assert {name: after[name] for name in before} == before or after == wanted
        if not known:
            place(root)
        assert visible(root) == wanted, "the same command again completes it"
        if not known:
            assert tree(root).keys() == tree(complete).keys(), "and clears away what was left behind"
    assert step > 12
