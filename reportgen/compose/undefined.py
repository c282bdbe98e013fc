"""Names that a template uses and nothing defines: noted with the nearest known name, all of them in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from reportgen.compose.called import called
from reportgen.compose.run import CURRENT
from reportgen.findings.near import did_you_mean


class Missing(Undefined):
    """An undefined value. Testing it (``is defined``) is fine; any other use is noted, and it acts as empty."""

    __slots__ = ()

    def _note(self) -> None:
        run = CURRENT.get()
        if run is None:
            raise self._undefined_exception(self._undefined_message)
        if self._undefined_exception is SecurityError or issubclass(self._undefined_exception, SecurityError):
            run.report("sandbox-violation", str(self._undefined_message))
            return
        text, known = self._about(run.names)
        run.report("undefined-name", text, hint=did_you_mean(str(self._undefined_name), known))

    def _about(self, names: Iterable[str]) -> tuple[str, Iterable[str]]:
        thing, name = self._undefined_obj, self._undefined_name
        if name is None:
            return "what is asked for is not there: the list is empty", ()
        if thing is missing:
            return f'"{name}" is undefined', names
        if thing is None:
            return f'a value that is not there has no "{name}": test it first ({{% if … %}})', ()
        known = [str(each) for each in (thing if isinstance(thing, dict) else dir(thing)) if str(each)[:1] != "_"]
        where = getattr(thing, "path", "") or called(thing)
        return f'{where} has no "{name}"', known

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        self._note()
        raise self._undefined_exception(self._undefined_message)

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        self._note()
        return self

    def _itself(self, *_args: Any, **_kwargs: Any) -> Missing:
        self._note()
        return self

    __getitem__ = __call__ = _itself  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = _itself  # type: ignore[assignment]
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself  # type: ignore[assignment]

    def __str__(self) -> str:
        self._note()
        return ""

    __html__ = __str__

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __bool__(self) -> bool:
        self._note()
        return False

    def __contains__(self, _other: object) -> bool:
        self._note()
        return False

    def __eq__(self, other: object) -> bool:
        self._note()
        return type(self) is type(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _never(self, *_args: Any) -> Any:
        self._note()
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never

    def __hash__(self) -> int:
        return id(type(self))
