"""Pictures as the inks of a printing condition: converted by their own profile and that of the condition.

Relative colorimetric with black point compensation, as is usual for pictures between natural whites (ISO 12640).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from PIL.Image import Image

_BLACK_POINT = 0x2000
_LIGHTNESS = "L"


class SeparationError(ReportgenError):
    """A picture that cannot be separated; `hint` is the way out."""

    def __init__(self, text: str, hint: str) -> None:
        self.hint = hint
        super().__init__(text)


class Separation(Struct, frozen=True):
    """How pictures are separated. `limit` is the most ink in percent; `grey` prints black alone."""

    profile: bytes
    limit: float
    grey: bool = False
    untagged: bool = False
    """Take RGB pictures without profile for sRGB."""
    transparency: bool = False
    """Keep what is transparent; else pictures stand on paper white."""

    def separate(self, image: Image) -> Image:
        """The picture in mode "CMYK", or "L" where it is grey or printed in grey. Raises SeparationError."""
        if image.mode in ("1", "L", "LA"):
            return image.convert(_LIGHTNESS)
        if image.mode.startswith("I"):
            return image.point(lambda value: value / 256).convert(_LIGHTNESS)
        if image.mode == "CMYK":
            return self._limited(image) if not self.grey else image.convert("RGB").convert(_LIGHTNESS)
        source = self._source(image)
        if self.grey:
            return image.convert("RGB").convert(_LIGHTNESS)
        return self._limited(_converted(image.convert("RGB"), source, self.profile))

    def refusal(self, image: Image) -> SeparationError | None:
        """Why a picture cannot be separated, as far as that shows before it is done: RGB that nobody can interpret."""
        if image.mode in ("1", "L", "LA", "CMYK") or image.mode.startswith("I") or self.untagged:
            return None
        if image.info.get("icc_profile") or "srgb" in image.info:
            return None
        return SeparationError(
            "is RGB without a profile, so nobody knows which colours it means",
            "save it with its profile, or say print: {untagged_rgb: srgb} in theme.yaml",
        )

    def _source(self, image: Image) -> bytes | None:
        """The picture's own profile, None for sRGB."""
        refusal = self.refusal(image)
        if refusal is not None:
            raise refusal
        profile = image.info.get("icc_profile")
        return profile if isinstance(profile, bytes) and profile else None

    def _limited(self, image: Image) -> Image:
        """Less of the coloured inks where all together are more than the paper bears; black stays."""
        from PIL import Image as Pictures
        from PIL import ImageChops, ImageMath

        most = int(self.limit * 2.55)
        cyan, magenta, yellow, black = image.split()
        quarters = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
        if 4 * (quarters.getextrema()[1] + 1) <= most:  # type: ignore[operator]
            return image

        def reduced(names: Mapping[str, Any]) -> Any:
            inks = {name: names["float"](names[name]) for name in "cmyk"}
            coloured = names["max"](inks["c"] + inks["m"] + inks["y"], 1)
            share = names["min"](names["max"](most - inks["k"], 0) / coloured, 1)
            return names["convert"](inks[names["which"]] * share, "L")

        bands = {"c": cyan, "m": magenta, "y": yellow, "k": black}
        changed = [ImageMath.lambda_eval(reduced, **bands, which=which) for which in "cmy"]
        return Pictures.merge("CMYK", (*changed, black))


def suggestion(colour: str, profile: bytes) -> tuple[int, ...]:
    """The inks in percent that the profile makes of a colour ``#RRGGBB``: for people to start from."""
    from PIL import Image as Pictures

    dot = Pictures.new("RGB", (1, 1), colour)
    inks = _converted(dot, None, profile).tobytes()
    return tuple(round(part / 2.55) for part in inks)


def _converted(image: Image, source: bytes | None, target: bytes) -> Image:
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(
            image,
            own,
            ImageCms.ImageCmsProfile(io.BytesIO(target)),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="CMYK",
            flags=ImageCms.Flags(_BLACK_POINT),
        )
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        text = f"has a profile that cannot be used: {error}"
        raise SeparationError(text, "save it with an intact profile of its colours") from None
    if converted is None:
        raise SeparationError("could not be converted", "save it as PNG or JPEG with an intact profile")
    return converted
