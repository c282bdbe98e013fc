"""Tables of functions that are imported when they are first needed, so that a run loads only what it uses."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Registry(dict[K, V]):
    """What belongs to each key, imported on the first look-up; every further one is that of a plain dictionary.

    `places` names it as ``module:name``, the module as seen from `package`. Ask `places` which keys there are: the
    dictionary itself holds only those that have been looked up.
    """

    def __init__(self, package: str, places: Mapping[K, str]) -> None:
        super().__init__()
        self.package, self.places = package, places

    def __missing__(self, key: K) -> V:
        module, _, name = self.places[key].partition(":")
        found: V = getattr(import_module(f"{self.package}.{module}"), name)
        self[key] = found
        return found
