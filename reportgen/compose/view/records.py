"""Records of the edition as a template sees them: fields by name, references as the records they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen.compose.richtext import RichValue
from reportgen.compose.view.values import Seen, Value, Values, number
from reportgen.edition import model as m
from reportgen.edition.fields import Kind, fields

if TYPE_CHECKING:
    from reportgen.compose.view.root import Root

_NAMED_YEARS: Mapping[type[Struct], frozenset[str]] = {m.Source: frozenset({"year"})}
"""Fields with a number that is a name and no amount: printed without separators."""

_FINDERS: Mapping[Kind, str] = {
    "section": "section",
    "item": "item",
    "section or item": "subject",
    "figure": "figure",
    "source": "source",
    "institution": "institution",
}
"""Kind of record that a field refers to -> the method of Root that finds it."""


class Record(Seen):
    """A record of the edition: its fields as attributes, wrapped when they are first asked for.

    Records are equal to their ids, so that a template may compare and look up with either; inside a tag a record
    is printed as its id.
    """

    def __init__(self, root: Root, model: Struct, path: str, record_id: str = "") -> None:
        self._root, self._model, self.path, self.id = root, model, path, record_id

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._model).__struct_fields__:
            raise AttributeError(name)
        value = self._wrap(name, getattr(self._model, name))
        self.__dict__[name] = value
        return value

    @property
    def unconfirmed(self) -> bool:
        """Whether it was carried over from the edition before and nobody has confirmed it."""
        return self.path in self._root.edition.unconfirmed

    def __dir__(self) -> list[str]:
        own = [name for name in super().__dir__() if not name.startswith("_")]
        return [*type(self._model).__struct_fields__, *own]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return self.path == other.path
        return isinstance(other, str) and bool(self.id) and self.id == other

    def __hash__(self) -> int:
        return hash(self.id or self.path)

    def _wrap(self, name: str, value: Any) -> Any:
        field = fields(type(self._model))[name]
        if field.ref is not None:
            return self._referred(name, getattr(self._root, _FINDERS[field.ref.kind]), value)
        if value is not None and name in _NAMED_YEARS.get(type(self._model), ()):
            return Value(str(value), f"{self.path}.{name}", self._root.run)
        return wrapped(self._root, value, f"{self.path}.{name}", field.rich)

    def _referred(self, name: str, find: Any, value: Any) -> Any:
        if isinstance(value, tuple):
            found = (find(each) for each in value)
            return listed(self._root, [each for each in found if each is not None], f"{self.path}.{name}")
        return None if value is None else find(value)

    def __html__(self) -> str:
        hint = f"print one of its fields, such as {self.path}.title"
        self._root.run.report("not-printable", f"{self.path} is a record", self.path, hint)
        return ""


def listed(root: Root, members: list[Any], path: str) -> Values:
    """A list of the view."""
    made = Values(members)
    made.path, made.run = path, root.run
    return made


def wrapped(root: Root, value: Any, path: str, rich: bool = False) -> Any:
    """Any value of a model as the template sees it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return RichValue(value, path, root.run, root) if rich else Value(value, path, root.run)
    if isinstance(value, int | float):
        return number(value, path, root.run, root.language)
    if isinstance(value, tuple | list):
        members = [wrapped(root, each, f"{path}[{i}]", rich) for i, each in enumerate(value)]
        return listed(root, members, path)
    if isinstance(value, Mapping):
        return {key: wrapped(root, each, f"{path}.{key}") for key, each in value.items()}
    kind = _VIEWS.get(type(value), Record)
    return kind(root, value, path)


class DateView(Record):
    """A date: printed as its text."""

    _model: m.Date

    def __html__(self) -> str:
        return self.text.__html__()  # type: ignore[no-any-return]


class LinkView(Record):
    """A link: printed as ``<a>`` with its text, or its address without the scheme."""

    _model: m.Link

    @property
    def shown(self) -> Value:
        """What is printed: the text, or the address without its scheme."""
        if self._model.text:
            return Value(self._model.text, f"{self.path}.text", self._root.run)
        _, _, rest = self._model.url.partition(":")
        text = rest.removeprefix("//").removesuffix("/")
        return Value(text, f"{self.path}.url", self._root.run)

    def __html__(self) -> str:
        from markupsafe import escape

        self._root.run.printed.add(f"{self.path}.url")
        return f'<a href="{escape(self._model.url)}">{self.shown.__html__()}</a>'


_VIEWS: dict[type[Struct], type[Record]] = {m.Date: DateView, m.Link: LinkView}
