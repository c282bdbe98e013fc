#!/usr/bin/env python3
"""Draws the pictures of the reports in examples/: places that do not exist, in the colours of the reports.

    python tools/draw-example-pictures.py

writes examples/*/pictures/, the same bytes each time. Needs Pillow. The drawings are ours, under the licence of this
repository.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import cos, hypot, sin
from pathlib import Path

from brush import FINE, ROOT, Point, Scene, mixed
from PIL import Image, ImageDraw

EXAMPLES = ROOT / "examples"


def boat(scene: Scene, x: float, y: float, size: float) -> None:
    """A sailing boat, seen from the shore."""

    def at(*points: Point) -> list[Point]:
        return [(x + across * size, y + down * size) for across, down in points]

    scene.shape(at((-70, 0), (80, 0), (56, 28), (-52, 28)), "#F4EFE6")
    scene.line(at((0, 0), (0, -150)), "#F4EFE6", 4 * size)
    scene.shape(at((8, -140), (8, -14), (74, -14)), "#B8432F")
    scene.shape(at((-8, -110), (-8, -14), (-56, -14)), "#E9B89A")


def harbour(path: Path) -> None:
    """The hospital above the harbour, at dusk: upright, for a cover."""
    scene = Scene(1240, 1500, "#0B3B33", "#E9B89A", 11)
    scene.gradient(900, 1500, "#2F7466", "#0B3B33")
    scene.glow(980, 860, 330, "#F6D3AE", 0.9)
    scene.disc(980, 870, 62, "#FBE6CC")
    scene.hills(880, 34, 0.6, "#4C7E74")
    scene.hills(905, 26, 0.7, "#2C6458")
    for left, right, top in ((170, 520, 560), (520, 830, 640), (830, 960, 700)):
        scene.box(left, top, right, 930, mixed("#F4EFE6", "#A9CFC4", (left - 170) / 900))
        scene.box(left, top - 12, right, top, "#0F5C4D")
    scene.windows(198, 600, 8, 6, (39, 52), (22, 32), "#F7D59C", "#5F8F86")
    scene.windows(548, 680, 7, 4, (39, 54), (22, 32), "#F7D59C", "#5F8F86")
    scene.windows(852, 738, 3, 3, (36, 54), (20, 30), "#F7D59C", "#5F8F86")
    scene.box(318, 470, 372, 560, "#F4EFE6")
    scene.box(336, 484, 354, 546, "#B8432F")
    scene.box(314, 506, 376, 524, "#B8432F")
    for x, tall in ((90, 150), (130, 190), (1010, 140), (1080, 180), (1170, 130), (1240, 165)):
        scene.tree(x, 950, tall, "#164F44", "#0B3B33")
    scene.shape([(0, 930), (1300, 925), (1300, 985), (0, 1000)], "#12483D")
    scene.gradient(985, 1500, "#3A7F71", "#0B3B33")
    for column in range(14):
        x = 205 + column * 54
        for row in range(9):
            y = 1000 + row * 30
            scene.line([(x - 12 + row % 2 * 7, y), (x + 12 + row % 3 * 6, y)], mixed("#F7D59C", "#2C6458", row / 9), 3)
    scene.water(990, "#5FA294", "#154F44", 420)
    boat(scene, 1010, 1150, 1)
    boat(scene, 250, 1290, 1.5)
    scene.save(path)


def east_wing(path: Path) -> None:
    """The new wing behind dunes, half of it in scaffolding."""
    scene = Scene(1280, 640, "#A9CFC4", "#F3EFE4", 23)
    scene.gradient(330, 430, "#3C8373", "#6FA899")
    scene.water(335, "#8DC0B2", "#2F7466", 90)
    scene.box(260, 190, 960, 480, "#FBFAF6")
    scene.box(260, 178, 960, 192, "#0F5C4D")
    scene.windows(290, 220, 11, 3, (60, 84), (38, 54), "#CFE3DC", "#3C8373")
    scene.box(640, 170, 960, 480, "#EDE3D6")
    scene.windows(668, 220, 5, 3, (60, 84), (38, 54), "#B9A48E", "#8A7763")
    for x in range(636, 976, 34):
        scene.line([(x, 150), (x, 480)], "#7A6A58", 3)
    for y in range(150, 490, 42):
        scene.line([(630, y), (976, y)], "#B8432F" if y == 150 else "#8A7763", 4)
    for x in range(636, 940, 68):
        scene.line([(x, 480), (x + 68, 396)], "#A08E78", 2)
    scene.line([(1060, 470), (1060, 40)], "#B8432F", 9)
    scene.line([(720, 62), (1180, 62)], "#B8432F", 7)
    scene.line([(1060, 30), (760, 62)], "#B8432F", 3)
    scene.line([(1060, 30), (1170, 62)], "#B8432F", 3)
    scene.line([(800, 62), (800, 150)], "#5A524D", 2)
    scene.box(1140, 66, 1180, 96, "#5A524D")
    scene.hills(500, 16, 0.9, "#DCCFAF")
    scene.hills(560, 22, 0.8, "#CDBD97")
    for _ in range(260):
        x, y = scene.chance.uniform(0, 1280), scene.chance.uniform(500, 640)
        tip = (x + scene.chance.uniform(-9, 13), y - 14 - (y - 490) * 0.28)
        scene.line([(x, y), tip], scene.chance.choice(("#5E7F5C", "#7C9A6A", "#3F6B55")), 2)
    scene.save(path)


def ward(path: Path) -> None:
    """A room with a bed, a window on the sea, and a nurse with a patient."""
    scene = Scene(1280, 600, "#F1F7F5", "#E1EEEA", 37)
    scene.box(0, 500, 1280, 600, "#C9B79C")
    scene.box(0, 492, 1280, 502, "#A9977C")
    scene.box(120, 70, 620, 360, "#FFFFFF")
    scene.box(134, 84, 606, 346, "#BFE0E4")
    scene.box(134, 220, 606, 346, "#3C8373")
    for step in range(26):
        x, y = 134 + scene.chance.uniform(0, 420), 228 + step * 4.4
        scene.line([(x, y), (x + 40, y)], "#6FA899", 2)
    scene.shape([(440, 220), (500, 220), (490, 236), (450, 236)], "#FFFFFF")
    scene.shape([(470, 140), (470, 214), (520, 214)], "#B8432F")
    scene.box(364, 84, 376, 346, "#FFFFFF")
    scene.shape([(600, 40), (700, 40), (690, 410), (628, 410)], "#A9CFC4")
    scene.shape([(100, 40), (160, 40), (138, 410), (90, 410)], "#A9CFC4")
    scene.box(660, 380, 1180, 400, "#7F918D")
    scene.box(690, 350, 1160, 384, "#FFFFFF")
    scene.box(820, 318, 1160, 372, "#3C8373")
    scene.disc(820, 346, 27, "#3C8373")
    scene.shape([(690, 350), (660, 250), (700, 240), (740, 350)], "#FFFFFF")
    scene.disc(752, 302, 32, "#D9A58A", 1.1)
    scene.draw.pieslice([716 * FINE, 262 * FINE, 788 * FINE, 330 * FINE], 150, 330, fill="#E6E2DA")
    scene.box(776, 316, 850, 352, "#D8EAE4")
    for x in (680, 1150):
        scene.box(x, 400, x + 12, 486, "#7F918D")
        scene.disc(x + 6, 488, 14, "#4F605E")
    scene.person(930, 560, 470, "#0F5C4D", "#8A5A44", "#2A1B16", "#0B3B33")
    scene.line([(975, 230), (900, 300), (848, 316)], "#0F5C4D", 30)
    scene.disc(842, 318, 16, "#8A5A44")
    scene.line([(1220, 120), (1220, 500)], "#7F918D", 6)
    scene.box(1200, 120, 1240, 176, "#D8EAE4")
    scene.glow(360, 200, 240, "#FFF6E6", 0.35)
    scene.save(path)


def signature(path: Path, strokes: Callable[[float], Point], ink: str) -> None:
    """A line that a hand might have drawn, dark on nothing."""
    width, height = 720, 200
    image = Image.new("RGBA", (width * FINE, height * FINE), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    points = [strokes(step / 900) for step in range(901)]
    for (x, y), (further, lower) in pairwise(points):
        radius = max(1.6, 5.2 - hypot(further - x, lower - y) * 0.55) * FINE
        draw.ellipse([x * FINE - radius, y * FINE - radius, x * FINE + radius, y * FINE + radius], fill=ink)
    path.parent.mkdir(parents=True, exist_ok=True)
    small = image.resize((width, height), Image.Resampling.LANCZOS)
    small.quantize(24).save(path, optimize=True, dpi=(300, 300))


def penrose(share: float) -> Point:
    return (
        60 + 600 * share + 34 * sin(share * 46),
        112 + (52 * (1 - share) ** 0.7 + 9) * cos(share * 58 + 0.6) - 22 * sin(share * 9),
    )


def hodel(share: float) -> Point:
    turn = 63 * share**1.15
    return (
        50 + 600 * share - 26 * (1 - share * 0.7) * cos(turn),
        108 + (14 + 62 * max(0.0, sin(5.2 * share + 1.1)) ** 2 * (1.2 - share)) * sin(turn) + 34 * (share - 0.6),
    )


def valley(path: Path) -> None:
    """The university in its valley, wide, in three inks and white."""
    scene = Scene(1400, 900, "#F6F2EA", "#EADFCE", 5)
    scene.disc(1090, 210, 84, "#D23A1E")
    scene.peaks(((240, 190), (610, 120), (940, 240), (1290, 180)), 560, "#8E9AA3", "#5F6C76", "#FFFFFF")
    scene.hills(520, 30, 0.8, "#6C7B6A")
    scene.hills(590, 26, 0.9, "#4C5E50")
    scene.box(330, 430, 1010, 660, "#F6F2EA")
    scene.box(330, 418, 1010, 432, "#1C1C1C")
    for column in range(16):
        x = 352 + column * 41
        scene.box(x, 452, x + 24, 520, "#1C1C1C" if column % 5 else "#D23A1E")
        scene.box(x, 548, x + 24, 640, "#33404A")
    scene.box(470, 340, 560, 430, "#E3D8C6")
    scene.shape([(462, 340), (515, 268), (568, 340)], "#1C1C1C")
    scene.disc(515, 384, 24, "#FFFFFF")
    scene.line([(515, 384), (515, 368)], "#1C1C1C", 3)
    scene.line([(515, 384), (527, 390)], "#1C1C1C", 3)
    scene.hills(680, 14, 0.8, "#2E3B33")
    for x, tall in ((80, 170), (170, 210), (270, 160), (1060, 180), (1160, 220), (1270, 170), (1350, 200)):
        scene.tree(x, 720, tall, "#3C4E41", "#1C1C1C")
    scene.gradient(730, 900, "#B9C4C4", "#7E8F93")
    scene.water(735, "#E3E8E6", "#6A7B80", 120)
    scene.save(path)


def lecture(path: Path) -> None:
    """A lecture hall from its last row: heads, a board, somebody who explains."""
    scene = Scene(1280, 620, "#EFE8DC", "#D9CDB9", 71)
    scene.box(240, 60, 1040, 300, "#2E3B33")
    scene.box(228, 48, 1052, 60, "#8A7763")
    scene.box(228, 300, 1052, 312, "#8A7763")
    curve = [(300 + x * 3.4, 250 - 150 * (x / 100) ** 2) for x in range(101)]
    scene.line(curve, "#F6F2EA", 4)
    scene.line([(300, 80), (300, 260), (690, 260)], "#F6F2EA", 3)
    for row, long in enumerate((170, 120, 150, 90)):
        scene.line([(770, 110 + row * 40), (770 + long, 110 + row * 40)], "#C9D2CB", 4)
    scene.disc(505, 196, 9, "#D23A1E")
    scene.person(720, 420, 250, "#1C1C1C", "#C98F6E", "#5A3A22", "#33404A")
    scene.line([(700, 226), (620, 200), (530, 198)], "#1C1C1C", 15)
    scene.disc(524, 197, 8, "#C98F6E")
    scene.box(820, 330, 960, 420, "#A08660")
    shades = ("#33404A", "#D23A1E", "#6C7B6A", "#8E9AA3", "#5A3A22", "#1C1C1C", "#B9A48E")
    hairs = ("#2A1B16", "#5A3A22", "#B98A4A", "#1C1C1C", "#8A8F94", "#6B2F1A")
    for row in range(4):
        top, size = 400 + row * 62, 20 + row * 6
        scene.box(0, top + size * 1.5, 1280, top + size * 1.5 + 12, "#A08660")
        for seat in range(18 - row * 3):
            x = (seat + 0.5 + 0.3 * (row % 2)) * 1280 / (18 - row * 3)
            if scene.chance.random() < 0.14:
                continue
            scene.disc(x, top + size * 2.4, size * 1.5, scene.chance.choice(shades), 1.2)
            scene.disc(x, top, size * 0.82, scene.chance.choice(hairs), 1.15)
    scene.save(path)


def flask(scene: Scene, x: float, foot: float, size: float, fill: str) -> None:
    """A flask, a third full, with bubbles."""
    neck, wide, tall = 20 * size, 92 * size, 200 * size
    shoulder, level, brim = foot - tall * 0.6, foot - tall * 0.34, wide * 0.578
    right = [(x + neck, foot - tall), (x + neck, shoulder), (x + wide, foot)]
    scene.shape([(x - neck, foot - tall), *right, (x - wide, foot), (x - neck, shoulder)], "#FFFFFF")
    bottom = foot - 6
    scene.shape([(x - brim, level), (x + brim, level), (x + wide * 0.92, bottom), (x - wide * 0.92, bottom)], fill)
    scene.box(x - neck * 1.3, foot - tall - 8, x + neck * 1.3, foot - tall + 4, "#8E9AA3")
    for _ in range(5):
        across, up = scene.chance.uniform(-0.5, 0.5), scene.chance.uniform(0.08, 0.28)
        scene.disc(x + across * wide, foot - tall * up, 4, "#F6F2EA")


def laboratory(path: Path) -> None:
    """Glass on a bench, and what is in it."""
    scene = Scene(1280, 560, "#F6F2EA", "#E3D8C6", 83)
    scene.box(0, 430, 1280, 560, "#33404A")
    scene.box(0, 418, 1280, 434, "#1C1C1C")
    for x in range(40, 1280, 310):
        scene.box(x, 40, x + 270, 52, "#8A7763")
        for step in range(7):
            tall = 40 + scene.chance.random() * 60
            left, spine = x + 12 + step * 36, scene.chance.choice(("#8E9AA3", "#B9A48E", "#6C7B6A", "#D9CDB9"))
            scene.box(left, 148 - tall, left + 24, 148, spine)
        scene.box(x, 148, x + 270, 160, "#8A7763")
    glasses = ((200, 1.0, "#D23A1E"), (430, 0.74, "#E0A03A"), (640, 1.16, "#5F8F9A"), (1010, 0.9, "#6C7B6A"))
    for x, size, fill in glasses:
        flask(scene, x, 418, size, fill)
    scene.line([(800, 418), (860, 418)], "#1C1C1C", 14)
    scene.line([(850, 414), (870, 260), (820, 210)], "#33404A", 20)
    scene.line([(838, 250), (786, 340)], "#1C1C1C", 26)
    scene.line([(852, 228), (880, 180)], "#8E9AA3", 26)
    scene.box(772, 352, 850, 362, "#8E9AA3")
    scene.save(path)


def main() -> None:
    hospital, university = (EXAMPLES / name / "pictures" for name in ("hospital", "university"))
    harbour(hospital / "harbour.jpg")
    east_wing(hospital / "east-wing.jpg")
    ward(hospital / "ward.jpg")
    signature(hospital / "signature.png", penrose, "#0B3B33")
    valley(university / "tal.jpg")
    lecture(university / "hoersaal.jpg")
    laboratory(university / "labor.jpg")
    signature(university / "unterschrift.png", hodel, "#1C1C1C")


if __name__ == "__main__":
    main()
