"""The proof of finished files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.api.failures import own_errors, path_of

if TYPE_CHECKING:
    from reportgen.verify.report import Verification


def verify(paths: Iterable[Path | str], *, rebuild: bool = False) -> Verification:
    """Read finished files back and report what they do not keep: manifests, folders and single files.

    What a killed run has left half changed is put right first. With `rebuild`, archive files are built again from what
    they carry, too, and compared. What is wrong with a file stands in the report and is not raised.
    """
    from reportgen.build.formats import kinds
    from reportgen.files.atomic import settle
    from reportgen.verify.report import Verification, verify_paths

    places = [path_of(path) for path in ((paths,) if isinstance(paths, str | Path) else paths)]
    with own_errors():
        for place in places:
            for folder in (place, *place.glob("*/")) if place.is_dir() else (place.parent,):
                settle(folder)
        report = verify_paths(places, kinds())
        if not rebuild:
            return report
        from reportgen.build.rebuild import archives, verify_rebuilt

        return Verification((*report.files, *map(verify_rebuilt, archives(places))))
