"""Files of a project as they were at a git revision, written into a folder.

Only objects are read: no checkout, no filters, no hooks; nothing of the repository is touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from reportgen.errors import FindingsError, GitError, MissingGitError
from reportgen.findings.finding import Finding
from reportgen.outside.place import confined
from reportgen.programs.run import ProgramResult, run
from reportgen.programs.table import GIT

_NO_REPOSITORY = "not a git repository"
_STAY_HERE = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""What a repository lacks is not fetched: where from, and by which command, is said by its own settings."""


def write_revision(root: Path, revision: str, names: tuple[str, ...], target: Path) -> None:
    """Write the files and folders `names` of the project in `root`, as of `revision`, into `target`.

    What did not exist then is left out. Raises MissingGitError, GitError where git fails, FindingsError for a folder
    that is in no repository and for a revision that it does not have, and OSError.
    """
    program = GIT.find()
    if program is None:
        raise MissingGitError
    git = partial(_git, program, root)
    entries = list(_entries(git, _commit(git, root, revision), names))
    for (path, _), content in zip(entries, _contents(git, [blob for _, blob in entries]), strict=True):
        place = target / path
        if confined(target, path) is None:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _git(program: str, root: Path, *arguments: str, given: bytes | None = None) -> ProgramResult:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", **_STAY_HERE}
    words = ["-C", os.fspath(root), *arguments]
    return run(GIT, program, words, given=given, environment=environment, whole=True)


_Git = Callable[..., ProgramResult]


def _commit(git: _Git, root: Path, revision: str) -> str:
    here = git("rev-parse", "--git-dir")
    if here.status:
        if not any(_NO_REPOSITORY in line for line in here.said):
            raise GitError(here.reason(last=False))
        text = f"{root.name or root} is in no git repository, so there is no revision of it"
        raise FindingsError((Finding("no-repository", "error", text),))
    found = git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.status or not revision:
        text = f'git knows no revision "{revision}"'
        hint = "branches, tags and commits are revisions: git log --oneline --all"
        raise FindingsError((Finding("unknown-revision", "error", text, hint=hint),))
    return found.output.decode("ascii", "replace").strip()


def _entries(git: _Git, commit: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Path and blob of every plain file; symbolic links and submodules are none."""
    listing = git("ls-tree", "-r", "-z", commit, "--", *names)
    if listing.status:
        raise GitError(listing.reason(last=False))
    for line in listing.output.split(b"\0"):
        about, _, path = line.partition(b"\t")
        mode, _, rest = about.decode("ascii", "replace").partition(" ")
        if mode in ("100644", "100755"):
            yield os.fsdecode(path), rest.partition(" ")[2]


def _contents(git: _Git, blobs: list[str]) -> Iterator[bytes]:
    """The content of each blob: git answers with "<blob> blob <size>", the content, and an end of line."""
    answer = git("cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    output, at = answer.output, 0
    for blob in blobs:
        start = output.find(b"\n", at) + 1
        found, kind, size = (*output[at:start].decode("ascii", "replace").split(), "", "", "")[:3]
        end = start + int(size) if (found, kind) == (blob, "blob") and size.isdecimal() else len(output)
        if end >= len(output):
            raise GitError(answer.reason(last=False) if answer.said else f"it does not give {blob}")
        yield output[start:end]
        at = end + 1
