"""reportgen: recurring reports from structured data, as Word and PDF that say the same.

The Python API (docs/python.md): `open_project`, `compose`, `write_pdf`, `write_docx`, `verify`, `load_theme`, and what
they give. `__init__.pyi` has the types. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_PLACES = {
    "Built": "build.request",
    "Document": "api.documents",
    "Edition": "api.project",
    "Excerpt": "api.project",
    "Finding": "findings.finding",
    "FindingsError": "errors",
    "Project": "api.project",
    "ReportgenError": "errors",
    "Theme": "document.theme",
    "Verification": "verify.report",
    "compose": "api.documents",
    "load_theme": "api.documents",
    "open_project": "api.project",
    "verify": "api.verification",
    "write_docx": "api.documents",
    "write_pdf": "api.documents",
}
"""The module of this package that each name comes from."""

_ROOMS = frozenset({"compose", "verify"})
"""Names of the API that are packages, too: importing one binds it here, where the function is looked for."""

__all__ = ["__version__", *_PLACES]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    return _imported(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _imported(name: str) -> Any:
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


class _Room(ModuleType):
    """A package that can be called as the function of its name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _imported(self.__name__.rpartition(".")[2])(*args, **kwargs)


class _Root(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        if name in _ROOMS and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Root
