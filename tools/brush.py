"""A brush for pictures of places that do not exist: flat shapes, soft light, the grain of a print. Needs Pillow."""

from __future__ import annotations

from collections.abc import Iterable
from math import pi, sin
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).parent.parent
PROFILE = ROOT / "reportgen" / "pdf" / "data" / "sRGB.icc"
FINE = 2
"""Drawn so much larger, then made small, so that edges are smooth."""

Point = tuple[float, float]
Colour = tuple[int, int, int]


def colour(code: str) -> Colour:
    """#RRGGBB as three numbers of 0 to 255."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mixed(first: str, second: str, share: float) -> Colour:
    """So much of the second colour in the first, 0 to 1."""
    pairs = zip(colour(first), colour(second), strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


class Scene:
    """A picture under the brush: shapes in pixels of the finished picture, from the left upper corner."""

    def __init__(self, width: int, height: int, above: str, below: str, seed: int) -> None:
        self.width, self.height, self.chance = width, height, Random(seed)
        self.image = Image.new("RGB", (width * FINE, height * FINE))
        self.draw = ImageDraw.Draw(self.image)
        self.gradient(0, height, above, below)

    def gradient(self, top: float, bottom: float, above: str, below: str) -> None:
        """A sky or a ground that goes from one colour into another."""
        for row in range(round(top * FINE), round(bottom * FINE)):
            share = (row / FINE - top) / max(1, bottom - top)
            self.draw.line([(0, row), (self.width * FINE, row)], fill=mixed(above, below, share))

    def shape(self, points: Iterable[Point], fill: str | Colour) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str | Colour) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def disc(self, x: float, y: float, radius: float, fill: str | Colour, tall: float = 1) -> None:
        box = [(x - radius) * FINE, (y - radius * tall) * FINE, (x + radius) * FINE, (y + radius * tall) * FINE]
        self.draw.ellipse(box, fill=fill)

    def line(self, points: Iterable[Point], fill: str | Colour, width: float) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * FINE), joint="curve")

    def glow(self, x: float, y: float, radius: float, light: str, strength: float) -> None:
        """Light round a lamp or a low sun."""
        mask = Image.new("L", (self.width, self.height))
        ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(radius / 2)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, light), mask=mask)

    def hills(self, base: float, rise: float, rough: float, fill: str | Colour) -> None:
        """A line of hills from edge to edge, and what is below them."""
        waves = [(self.chance.uniform(0.6, 3.4), self.chance.uniform(0, 2 * pi), rough / step) for step in range(1, 5)]
        ridge = [
            (float(x), base - rise * sum(size * sin(pace * x / self.width * pi + start) for pace, start, size in waves))
            for x in range(0, self.width + 9, 8)
        ]
        self.shape([*ridge, (self.width, self.height), (0, self.height)], fill)

    def peaks(self, tops: Iterable[Point], foot: float, rock: str, shade: str, snow: str) -> None:
        """Mountains, lit from the right, with snow where they are high."""
        for x, y in tops:
            tall, wide = foot - y, (foot - y) * 1.25
            self.shape([(x - wide, foot), (x, y), (x + wide, foot)], rock)
            ridge = [(x, y), (x - wide * 0.12, y + tall * 0.45), (x + wide * 0.1, foot)]
            self.shape([(x - wide, foot), *ridge], shade)
            steps = ((0.26, 0.26), (0.15, 0.208), (0.06, 0.3), (-0.05, 0.195), (-0.2, 0.208))
            self.shape([(x, y), *((x + wide * across, y + tall * down) for across, down in steps)], snow)

    def windows(
        self, left: float, top: float, columns: int, rows: int, step: Point, size: Point, lit: str, dark: str
    ) -> None:
        for column in range(columns):
            for row in range(rows):
                x, y = left + column * step[0], top + row * step[1]
                self.box(x, y, x + size[0], y + size[1], lit if self.chance.random() < 0.62 else dark)

    def water(self, top: float, light: str, dark: str, lines: int) -> None:
        """Short strokes on a sea or a lake, longer and further apart towards the front."""
        for _ in range(lines):
            depth = self.chance.random() ** 1.6
            y, long = top + depth * (self.height - top), 8 + depth * 70
            x = self.chance.uniform(-long, self.width)
            self.line([(x, y), (x + long, y)], self.chance.choice((light, dark)), 0.8 + depth * 1.6)

    def tree(self, x: float, foot: float, height: float, leaves: str, trunk: str) -> None:
        self.box(x - height * 0.03, foot - height * 0.4, x + height * 0.03, foot, trunk)
        for dx, dy, radius in ((0, 0.68, 0.28), (-0.16, 0.52, 0.2), (0.17, 0.54, 0.21)):
            self.disc(x + dx * height, foot - dy * height, radius * height, leaves, 1.05)

    def person(self, x: float, foot: float, height: float, coat: str, skin: str, hair: str, legs: str) -> None:
        """Somebody seen from the side of a room: head, body, legs."""
        head, wide = height * 0.075, height * 0.13
        self.box(x - wide * 0.62, foot - height * 0.46, x - wide * 0.06, foot, legs)
        self.box(x + wide * 0.06, foot - height * 0.46, x + wide * 0.62, foot, legs)
        shoulders, waist, middle = foot - height * 0.8, foot - height * 0.34, foot - height * 0.9
        sides = [(x - wide * 0.8, shoulders), (x + wide * 0.8, shoulders)]
        self.shape([*sides, (x + wide, waist), (x - wide, waist)], coat)
        self.disc(x, shoulders, wide * 0.8, coat, 0.4)
        self.box(x - head * 0.4, shoulders - head, x + head * 0.4, shoulders, skin)
        self.disc(x, middle, head, skin, 1.2)
        crown = (x - head * 1.08, middle - head * 1.4, x + head * 1.08, middle + head)
        self.draw.pieslice([each * FINE for each in crown], 180, 360, fill=hair)

    def save(self, path: Path, grain: float = 3, quality: int = 77) -> None:
        """Small and with the grain of a print; JPEG without any mark of when it was made."""
        small = self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        dust = Image.frombytes("L", small.size, self.chance.randbytes(self.width * self.height))
        dust = dust.filter(ImageFilter.GaussianBlur(1.1)).point(lambda value: round(128 + (value - 128) * grain / 32))
        small = ImageChops.add(small, Image.merge("RGB", (dust, dust, dust)), 1, -128)
        path.parent.mkdir(parents=True, exist_ok=True)
        profile = PROFILE.read_bytes()
        small.save(path, quality=quality, optimize=True, progressive=True, dpi=(220, 220), icc_profile=profile)
