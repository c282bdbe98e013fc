"""Building again whenever something is saved, in one process that keeps what it has loaded."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reportgen.build.request import Request
from reportgen.cli import Session
from reportgen.files.watch import changes
from reportgen.project.folder import find_root


def build_again_and_again(session: Session, request: Request, once: Callable[[Session, Request], None]) -> None:
    """Build now and after each change, until Ctrl-C; what stops a build is said, and the next change waited for."""
    root = find_root(session.directory) or session.directory
    output = request.output or root / "output"
    files = () if request.reference_doc is None else (request.reference_doc,)
    saved = changes(root, files, (output,))
    while True:
        began = time.perf_counter()
        with suppress(SystemExit):  # it has said why
            once(session, request)
        session.say(f"{time.perf_counter() - began:.1f} s; waiting for a change in {_short(root)} (Ctrl-C ends)")
        gc.collect()
        next(saved)


def _short(root: Path) -> str:
    return root.name or str(root)
