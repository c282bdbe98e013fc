"""By command what would be an edit by hand: records confirmed, values set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.collecting.apply import Who, Wish
from reportgen.collecting.asked import CONFIRMED, STATE
from reportgen.collecting.books import Books, field_at
from reportgen.collecting.decide import take
from reportgen.collecting.model import Answer, FormField, FormRow
from reportgen.collecting.returns import refused
from reportgen.collecting.values import Unfit, typed
from reportgen.edition.audience import abbreviation, resolve_institution
from reportgen.edition.files import data_path, locate, split_path
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import show_keys
from reportgen.yaml.model import is_day
from reportgen.yaml.reader import read_bytes


def confirm(books: Books, institution: str, items: Iterable[str], state: str, who: Who) -> tuple[str, ...]:
    """Say of records that an institution answers for how they stand to last year (unchanged, reported, ended), in the
    books: those named, else all that nobody has confirmed; the ids of those that changed.

    Figures and statements can only be unchanged; a figure without a value needs one and is left out of "all". Raises
    FindingsError for strangers, for what is said to be unchanged and is not, and where a name is missing.
    """
    _check(who)
    edition = books.loaded.partial
    key = resolve_institution(edition, institution)
    rows = {row.id: row for row in books.rows() if key in row.owners}
    named = tuple(dict.fromkeys(items))
    unknown = next((each for each in named if each not in rows), None)
    if unknown is not None:
        text = f'"{unknown}" is no record that {abbreviation(edition, key)} answers for'
        raise refused("not-theirs", text, did_you_mean(unknown, rows))
    chosen = [rows[each] for each in named] if named else [row for row in rows.values() if row.open]
    wishes = [wish for row in chosen for wish in _wishes(row, state, strict=bool(named))]
    take(books, wishes, who, "confirm")
    return tuple(dict.fromkeys(wish.row.id for wish in wishes))


def _check(who: Who) -> None:
    if not (who.by or "").strip():
        raise refused("no-name", "nobody is named who confirms it", '--by "A. Name"')
    if not is_day(who.on):
        raise refused("bad-date", f'"{who.on}" is no day of the calendar', "write it as 2020-12-31: --on")


def _wishes(row: FormRow, state: str, *, strict: bool) -> Iterator[Wish]:
    fields = {field.name: field for field in row.fields}
    if STATE in fields:
        if fields[STATE].value != state:
            yield Wish(row, fields[STATE], state)
    elif state == "unchanged" and CONFIRMED in fields:
        if strict or row.table != "figures" or fields["value"].value is not None or fields["text"].value is not None:
            yield Wish(row, fields[CONFIRMED], True)
    elif strict:
        text = f'of "{row.id}" nobody can say that it is {state}'
        hint = "it was merged or moved, or the edition has no predecessor" if state == "unchanged" else None
        raise refused("bad-progress", text, hint)


def set_value(books: Books, path: str, value: str, who: Who) -> Wish | None:
    """Give the field at a data path (``measures[ki-trainer].status``) another value, in the books; "" takes it away.
    None where it says so already.

    What forms ask for is read as forms are; other values as YAML has them. Raises FindingsError where there is no such
    record, or the data are wrong with it.
    """
    if not is_day(who.on):
        raise refused("bad-date", f'"{who.on}" is no day of the calendar', "write it as 2020-12-31: --on")
    found = field_at(books, path)
    if found is None:
        wish = _any(books, path, value)
    else:
        row, field = found
        said = typed(field, Answer("", value, ""))
        if isinstance(said, Unfit):
            raise refused("bad-answer", f"{path}: {said.text}", said.hint)
        if said == field.value:
            return None
        wish = Wish(row, field, said)
    take(books, [wish], who, "set")
    return wish


def _any(books: Books, path: str, value: str) -> Wish:
    """A value that no form asks for."""
    loaded = books.loaded
    collections = loaded.project.settings.collections
    name, keys = locate(path, loaded.name, collections)
    source = loaded.sources.get(name)
    single = source is not None and data_path(name, "x", loaded.name, collections) == f"{split_path(path)[0]}.x"
    if source is None or not keys or (not single and (keys[0] not in _ids(books, path) or len(keys) < 2)):
        hint = did_you_mean(str(keys[0]) if keys else path, _ids(books, path))
        raise refused("unknown-path", f'there is nothing at "{path}"', hint or "as in measures[ki-trainer].status")
    reading = read_bytes(f"v: {value}\n".encode(), "VALUE")
    given = reading.value["v"] if isinstance(reading.value, dict) and not reading.findings else value
    steps = split_path(path)
    row = FormRow(str(steps[0]), "" if single else str(keys[0]), path, ())
    inside = show_keys(keys if single else keys[1:])
    was = read_bytes(source.text.encode(), name).value
    for step in keys:
        was = was[step] if isinstance(was, dict) and step in was else None
    simple = was if isinstance(was, str | int | float | bool | None) else None
    return Wish(row, FormField(inside, path, "text", inside, "", simple), None if given == "" else given)


def _ids(books: Books, path: str) -> frozenset[str]:
    steps = split_path(path)
    return books.loaded.ids.get(str(steps[0]), frozenset()) if steps else frozenset()
