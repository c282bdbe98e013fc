"""What messages call the values of a template: in the words of docs/templates.md, not in Python's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NAMES: Mapping[str, str] = {
    "NoneType": "a value that is not there",
    "Missing": "a value that is not there",
    "bool": "true or false",
    "str": "a text",
    "Value": "a text",
    "RichValue": "a text",
    "Markup": "a text",
    "int": "a number",
    "float": "a number",
    "Whole": "a number",
    "Decimal": "a number",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "Values": "a list",
    "range": "a list",
    "generator": "a list",
    "dict": "a mapping",
    "Collection": "a collection",
    "function": "a function",
    "method": "a function",
    "builtin_function_or_method": "a function",
}
"""Names of classes -> what they are to a template."""

_SAID: tuple[tuple[str, str], ...] = (
    (
        r"unsupported operand type\(s\) for (?P<op>\S+?):? '(?P<a>\w+)' and '(?P<b>\w+)'",
        '"{op}" cannot work on {a} and {b}',
    ),
    (r'can only concatenate (?P<a>\w+) \(not "(?P<b>\w+)"\) to \w+', '"+" cannot work on {a} and {b}'),
    (r"'(?P<op>[<>=]+)' not supported between instances of '(?P<a>\w+)' and '(?P<b>\w+)'", "{a} and {b} have no order"),
    (r"'(?P<a>\w+)' object is not iterable", "{a} is nothing to loop over"),
    (r"'(?P<a>\w+)' object is not callable", "{a} cannot be called with ( )"),
    (r"'(?P<a>\w+)' object is not subscriptable", "{a} has no members"),
    (r"object of type '(?P<a>\w+)' has no len\(\)", "{a} has no length"),
    (r"bad operand type for (?P<op>.+): '(?P<a>\w+)'", "{op} cannot work on {a}"),
    (r"(?:.*\.)?(?P<name>\w+)\(\) (?:takes|missing|got) .*", '"{name}" was given other arguments than it takes'),
)
"""What Python says of values that do not fit -> what is meant."""


def called(value: Any) -> str:
    """What a value is, such as "a text"; a record is called by its kind, such as "item"."""
    name = type(value).__name__
    return _NAMES.get(name) or name.removesuffix("View").lower()


def explained(error: BaseException) -> str:
    """What a template did that Python refused, without Python's words."""
    said = str(error)
    for pattern, text in _SAID:
        found = re.fullmatch(pattern, said)
        if found is not None:
            return text.format(**{name: _NAMES.get(word, word) for name, word in found.groupdict().items()})
    return re.sub(r"'(\w+)' object", lambda found: _NAMES.get(found[1], found[0]), said) or "it failed"
