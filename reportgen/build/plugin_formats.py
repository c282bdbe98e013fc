"""Output formats that plug-ins add: found by their names, and called so that a fault of theirs is a message."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING

from reportgen.build.formats import Format, load
from reportgen.errors import DocumentError, FindingsError, UnreadableError
from reportgen.findings.finding import Finding
from reportgen.findings.place import Place
from reportgen.plugins.guard import described, failed
from reportgen.plugins.installed import normalise
from reportgen.plugins.model import Addition
from reportgen.plugins.used import plugins_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.nodes import Document
    from reportgen.document.theme import Theme
    from reportgen.verify.reading import Reading

_GROUP = "reportgen.formats"


@lru_cache
def installed_format(name: str) -> Format | None:
    """The format of that name that an installed plug-in adds, None where there is none.

    Raises FindingsError where two have one, or where the one that has it cannot be used.
    """
    points = metadata.entry_points(group=_GROUP, name=name)
    owners = sorted({normalise(point.dist.name) for point in points if point.dist is not None})
    if not owners:
        return None
    if len(owners) > 1:
        text = f'the format "{name}" is claimed by the plug-ins {" and ".join(owners)}'
        raise FindingsError((Finding("plugin-conflict", "error", text, hint=f"pip uninstall {owners[-1]}"),))
    used = plugins_of(tuple(owners))
    found = next((each for each in used.of("formats") if each.name == name), None)
    if found is None:
        raise FindingsError(tuple(problem.at(Place("")) for problem in used.problems))
    return _format(found)


def writing(format_: Format) -> Callable[[Document, Theme], bytes]:
    """The writer of a plug-in. Raises DocumentError for whatever goes wrong in it."""

    def write(document: Document, theme: Theme) -> bytes:
        try:
            content = load(format_.write)(document, theme)
            if not isinstance(content, bytes):
                raise TypeError(f"it gives a {type(content).__name__}, and bytes are needed")
        except Exception as error:
            raise DocumentError(failed(f'the writer of the format "{format_.name}"', _label(format_), error)) from None
        return content

    return write


def reading(format_: Format) -> Callable[[Path | bytes], Reading]:
    """The reader of a plug-in. Raises UnreadableError for whatever goes wrong in it."""

    def read(source: Path | bytes) -> Reading:
        from reportgen.verify.reading import Reading

        try:
            found = load(format_.read)(source)
        except UnreadableError:
            raise
        except Exception as error:
            text = f"cannot be read: the reader of the plug-in {_label(format_)} failed: {described(error)}"
            raise UnreadableError("plugin-failed", text) from None
        if not isinstance(found, Reading):
            text = f"cannot be read: the reader of the plug-in {_label(format_)} gives no Reading"
            raise UnreadableError("plugin-failed", text)
        return found

    return read


def _format(added: Addition) -> Format:
    value = added.value
    return Format(
        added.name,
        value.ending,
        asked=True,
        about=value.about,
        label=value.label,
        write=value.write,
        read=value.read,
        plugin=added.plugin,
    )


def _label(format_: Format) -> str:
    assert format_.plugin is not None
    return format_.plugin.label
