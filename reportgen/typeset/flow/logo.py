"""The logo of running heads."""

from __future__ import annotations

from msgspec import Struct

from reportgen.document import nodes as n
from reportgen.document.theme import MM
from reportgen.typeset.boxes import Picture
from reportgen.typeset.setting import Setting

_BELOW = 2.0
"""Points that a logo reaches below the baseline of the running head."""
GAP = 8.0
"""Points between a logo and the words beside it."""


class Logo(Struct, frozen=True):
    """A picture and its size in points."""

    path: str
    width: float
    height: float

    def at(self, x: float, baseline: float) -> Picture:
        """The logo with its left edge at `x`, on the baseline of a running head."""
        return Picture(x, baseline + _BELOW - self.height, self.width, self.height, self.path)


def logo(setting: Setting) -> Logo | None:
    """The logo of a document, as high as the theme says, and no higher than there is room above the head's baseline."""
    path = setting.meta.running_logo
    if not path:
        return None
    from reportgen.typeset.blocks.figure import picture_size

    wide, high = picture_size(setting, n.Figure("running-logo", path, "", decorative=True))
    height = min(setting.theme.rules.logo_height * MM, setting.area.head + _BELOW)
    return Logo(path, height * wide / high, height)
