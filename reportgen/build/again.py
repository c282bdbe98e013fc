"""A build of which nothing has changed: what came of it last time still stands on the disk, and is given again.

What came of a build is kept with the documents, by everything that these depend on. It is right as long as the same is
asked for, the programs outside are the same, and manifest and files are on the disk as the build left them.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reportgen.build.formats import named
from reportgen.build.manifest import NAME, Input, sha256_of, unchanged
from reportgen.build.request import Built, Request
from reportgen.files.cache import Cache
from reportgen.files.scratch import leftovers

_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
"""What LibreOffice asks the environment for; our own code does not."""


class Outcome(Struct, frozen=True):
    """What came of a build, and what it rests on besides the key of the cache."""

    built: Built
    root: Path
    inputs: tuple[Input, ...]
    manifest: str
    """SHA-256 of the manifest as it was written."""


def recall(cache: Cache, request: Request) -> Built | None:
    """What came of the last build of the same, None where it has to be built."""
    found = cache.get(_entry(request))
    return found.built if isinstance(found, Outcome) and _stands(found) else None


def remember(cache: Cache, request: Request, built: Built, root: Path, inputs: tuple[Input, ...]) -> None:
    """Keep what came of a build for `recall`.

    Not where the folder holds what other builds have left: their files may go without anything else changing.
    """
    if not built.manifest.left:
        written = hashlib.sha256(built.manifest.to_json()).hexdigest()
        cache.put(_entry(request), Outcome(built, root, inputs, written))


def _stands(outcome: Outcome) -> bool:
    folder, built = outcome.built.folder, outcome.built
    return (
        not leftovers(folder)
        and sha256_of(folder / NAME) == outcome.manifest
        and unchanged(outcome.root, outcome.inputs)
        and all(sha256_of(folder / file.path) == file.sha256 for file in built.files)
    )


def _entry(request: Request) -> str:
    """The name of the entry for a request: what is asked for, and what of the machine has a say in it."""
    asked = replace(request, processes=1, output=request.output and Path(os.path.abspath(request.output)))
    reference = sha256_of(request.reference_doc) if request.reference_doc else None
    return f"built-{hashlib.sha256(repr((asked, reference, _machine(request))).encode()).hexdigest()[:32]}"


def _machine(request: Request) -> tuple[str, ...]:
    """Programs outside that have a say in what comes of a build."""
    return (*_measuring(request), *_judging(request))


def _judging(request: Request) -> tuple[str, ...]:
    """What some of the claims are judged by, beside packages, which the cache asks for itself."""
    from reportgen.programs.table import JAVA

    return (JAVA.find() or JAVA.absence,) if request.claims else ()


def _measuring(request: Request) -> tuple[str, ...]:
    """What measures the pages of Word files, with the fonts that it finds."""
    if not request.page_numbers or not any(named(name).counted for name in request.formats):
        return ()
    from reportgen.libreoffice.office import state_of
    from reportgen.programs.table import SOFFICE

    program = SOFFICE.find()
    if program is None:
        return (SOFFICE.absence,)
    return (program, state_of(program), *(os.environ.get(name, "") for name in _LOCALE))
