"""Words that numbering and the writers print themselves; a template's wording file gives them for a language.

Placeholders stand in braces. A key that a template leaves out takes the English word here.
"""

from __future__ import annotations

DEFAULTS: dict[str, str] = {
    "contents": "Contents",
    "page": "page {page}",
    "table": "Table {number}",
    "figure": "Figure {number}",
    "caption": "{label}: {text}",
    "continued": "(continued)",
    "continued-short": "(cont.)",
    "elsewhere": "{title} (in the full report)",
    "elsewhere-number": "{number} of the full report",
    "chart-bars": "Bar chart. {title}. {values}.",
    "chart-columns": "Column chart. {title}. {values}.",
    "chart-lines": "Line chart. {title}. {values}.",
    "chart-stacked-bars": "Stacked bar chart. {title}. {values}.",
    "chart-value": "{label}: {text}",
    "link": "Link to {target}",
    "note": "Note {number}",
    "cover": "Cover",
    "now-called": "{old} (now {new})",
    "draft": "DRAFT · as of {date} · version {version}",
}
