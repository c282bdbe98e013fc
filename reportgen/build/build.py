"""A build: what came of the last one where nothing has changed since, else everything that it takes."""

from __future__ import annotations

from pathlib import Path

from reportgen.build.again import recall
from reportgen.build.request import Built, Progress, Request
from reportgen.files.cache import Cache, open_cache
from reportgen.project.folder import find_root


def build(directory: Path, request: Request, progress: Progress) -> Built:
    """Build what is asked for from the project that `directory` lies in: all of it or nothing.

    Raises ProjectError where there is no project, FindingsError with every error in data, template or document, and
    ProofError where a file does not say what it should. OSError: the output folder cannot be written.
    """
    cache = _open(directory, request)
    found = recall(cache, request)
    if found is not None:
        return found
    from reportgen.build.anew import build_anew

    return build_anew(directory, request, progress, cache)


def _open(directory: Path, request: Request) -> Cache:
    """What earlier builds have left of the documents that are asked for."""
    root = find_root(directory)
    marks = (("draft", request.draft), ("release", request.release))
    asked = (request.edition or "", *(mark for mark, wanted in marks if wanted))
    return open_cache(root, *asked) if root and request.cached else Cache(None)
