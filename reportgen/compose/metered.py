"""What a template does is counted before it is done: what it looks through, what it makes, and what it calls.

Texts and lists are counted by their length. What goes deeper, comparing lists of lists, is measured first, member by
member as often as each is met: a list that holds another twice is as large as both. Lists are never put into texts, for
nobody wants Python's notation of them in print. Filters and tests are counted by `costs.py`, operators by
`operators.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import BuiltinMethodType, MethodType
from typing import Any, Final

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import LoopContext, markup_join

from reportgen.compose.called import called
from reportgen.compose.limits import LimitError
from reportgen.compose.run import CURRENT, Rendering
from reportgen.compose.view.records import Record

CONTAINERS: Final = (list, tuple, dict, set, frozenset)
_SIZED: Final = (str, *CONTAINERS)


def size(value: Any) -> int:
    """Characters of a text, members of a list; 0 for what has none."""
    return len(value) if isinstance(value, _SIZED) else 0


def weigh(value: Any, run: Rendering) -> None:
    """Count all members of a list, those of its members too; of a text the characters."""
    if not isinstance(value, CONTAINERS):
        if isinstance(value, str):
            run.handle(len(value))
        return
    waiting = [value]
    while waiting:
        found = waiting.pop()
        run.step()
        run.handle(len(found))
        members = (*found.keys(), *found.values()) if isinstance(found, dict) else found
        for each in members:
            if not isinstance(each, _SIZED):
                continue
            if isinstance(each, str):
                run.handle(len(each) >> 4)
            else:
                waiting.append(each)


def sized(value: Any) -> Any:
    """A value that was put together, if it is not larger than any report."""
    run = CURRENT.get()
    if run is not None:
        made(size(value), run)
    return value


def made(length: int, run: Rendering) -> None:
    """Count what was made, so many characters or members. Raises LimitError where it is larger than any report."""
    if length > run.limits.largest:
        raise LimitError(f"a text or list grows beyond {run.limits.largest:,} characters or members")
    run.handle(length)


def weighed(value: Any) -> Any:
    """A value that is to be compared or looked up."""
    run = CURRENT.get() if isinstance(value, _SIZED) else None
    if run is not None:
        weigh(value, run)
    return value


def searched(value: Any) -> Any:
    """A value that something is looked for in; a mapping finds its keys at once."""
    return value if isinstance(value, dict) else weighed(value)


_MANY: Final = 16
"""Records from which on a list that is searched again is worth an index."""
_INDEXES: Final = 8
"""Lists whose indexes are kept at a time."""


class Index:
    """Records in place of the list that they are looked for in, found at once."""

    def __init__(self, members: list[Any] | tuple[Any, ...]) -> None:
        self.members = members
        self._found: frozenset[Any] | None = None

    def made(self) -> Index | None:
        """The index, made when it is first asked for; None for a list of anything but records."""
        if self._found is None:
            if not all(isinstance(each, Record) for each in self.members):
                return None
            self._found = frozenset(self.members)
        return self

    def __contains__(self, wanted: Any) -> bool:
        return isinstance(wanted, Record | str) and self._found is not None and wanted in self._found


def looked_up(value: Any) -> Any:
    """What something is looked for in, and nothing else is done with: a list of records that is searched once more is
    counted and looked through no more."""
    run = CURRENT.get()
    if run is None or not isinstance(value, (list, tuple)) or len(value) < _MANY:
        return searched(value)
    known = run.indexes.get(id(value))
    if known is not None:
        index = known.made()
        if index is not None:
            run.step()
            return index
    else:
        if len(run.indexes) >= _INDEXES:
            del run.indexes[next(iter(run.indexes))]
        run.indexes[id(value)] = Index(value)
    return weighed(value)


def built(value: Any, members: int) -> Any:
    """A list or mapping that stands in the template with so many members."""
    run = CURRENT.get()
    if run is not None:
        run.handle(max(members, 0))
    return value


def spent(characters: int, steps: int) -> None:
    """A body of the template that begins: its own text, and how much code it has."""
    run = CURRENT.get()
    if run is not None:
        run.step(steps if steps > 1 else 1)
        if characters > 0:
            run.handle(characters)


def counted(members: Any) -> Any:
    """The members of a loop."""
    run = CURRENT.get()
    if run is None or isinstance(members, Undefined):
        return members
    if hasattr(members, "__len__"):
        run.step(len(members))
        return members
    return _each(members, run)


def _each(members: Iterable[Any], run: Rendering) -> Iterator[Any]:
    for member in members:
        run.step()
        yield member


def result(value: Any, run: Rendering, *, new: bool = True) -> Any:
    """What a filter or call gives: of a finished list its size where it is new, of one that is made as it is read
    each member."""
    if isinstance(value, _SIZED):
        made(len(value) if new else 0, run)
        return value
    return _each(value, run) if isinstance(value, Iterator) else value


# ------------------------------------------------------------------------------------------------------------- texts


def as_part(value: Any) -> Any:
    """A value that is to be part of a text. Raises TemplateRuntimeError for lists and all that has no text of its
    own."""
    if value is None or isinstance(value, str | int | float | complex | Undefined):
        return value
    if isinstance(value, CONTAINERS) or not hasattr(value, "__html__"):
        raise TemplateRuntimeError(f"{called(value)} cannot be part of a text")
    return value


def joined(*parts: Any) -> str:
    """Values one behind the other (``~``)."""
    run = CURRENT.get()
    length = 0
    for part in parts:
        length += len(part) if isinstance(as_part(part), str) else 0
    if run is not None:
        run.step()
        made(length, run)
    return markup_join(parts)


# ------------------------------------------------------------------------------------------------------------- calls


def before_call(function: Any, args: tuple[Any, ...], run: Rendering) -> tuple[Any, ...]:
    """Count what a call looks through; its arguments, to call it with."""
    run.step()
    if isinstance(function, LoopContext):
        return tuple(map(counted, args))
    if isinstance(function, BuiltinMethodType):
        owner = function.__self__
        if isinstance(owner, str):
            run.handle(len(owner))
        elif function.__name__ in ("count", "index"):
            weigh(owner, run)
    elif not isinstance(function, MethodType) or not isinstance(function.__self__, LoopContext):
        return args
    for each in args:
        weigh(each, run)
    return args


def after_macro(found: Any, run: Rendering) -> Any:
    """What a macro has printed: its parts were counted one by one, and are counted again where they are printed."""
    if len(found) > run.limits.largest:
        made(len(found), run)
    return found


def after_call(found: Any, run: Rendering) -> Any:
    """Count what a call has made."""
    return result(found, run)
