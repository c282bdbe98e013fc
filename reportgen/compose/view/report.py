"""The report as a whole, as a template sees it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from reportgen.compose.view.records import Record, wrapped
from reportgen.edition import model as m


class ReportView(Record):
    """The report as a whole."""

    _model: m.Report

    @cached_property
    def summary(self) -> Any:
        """The summary; in an excerpt its own, or none."""
        audience = self._root.edition.audience
        if audience is None:
            return wrapped(self._root, self._model.summary, f"{self.path}.summary", rich=True)
        own = self._model.excerpts.get(audience.id)
        path = f"{self.path}.excerpts.{audience.id}.summary"
        return wrapped(self._root, own.summary, path, rich=True) if own else None
