"""Pictures in the inks of a print file, and what their profiles say."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from press_files import house_profile
from press_input_kit import PROFILES, SRGB

from reportgen.conditions.named import named_in
from reportgen.conditions.profile import ProfileError, check_press_profile, describes, description, read_press_profile
from reportgen.pdf.profiles.press import own_profile
from reportgen.pdf.separation import Separation, SeparationError

# ---------------------------------------------------------------------------------------------------------- pictures


def separation(**more: object) -> Separation:
    return Separation(profile=own_profile("coated"), limit=300, **more)  # type: ignore[arg-type]


def tagged(colour: str, profile: bytes = SRGB) -> Image.Image:
    image = Image.new("RGB", (4, 4), colour)
    image.info["icc_profile"] = profile
    return image


def ink(image: Image.Image) -> tuple[float, ...]:
    return tuple(round(part / 2.55) for part in image.getpixel((0, 0)))  # type: ignore[union-attr]


def test_pictures_are_converted_by_their_profile() -> None:
    assert ink(separation().separate(tagged("white"))) == (0, 0, 0, 0)
    assert sum(ink(separation().separate(tagged("black")))) <= 300
    cyan, magenta, yellow, _ = ink(separation().separate(tagged("red")))
    assert cyan < 20
    assert min(magenta, yellow) > 80


def test_what_is_known_as_srgb_needs_no_profile() -> None:
    image = Image.new("RGB", (4, 4), "red")
    with pytest.raises(SeparationError):
        separation().separate(image)
    image.info["srgb"] = 0
    assert separation().separate(image).mode == "CMYK"
    assert separation(untagged=True).separate(Image.new("RGB", (4, 4), "red")).mode == "CMYK"


def test_grey_and_cmyk_pictures_stay_as_they_are() -> None:
    assert separation().separate(Image.new("L", (4, 4), 77)).getpixel((0, 0)) == 77
    assert separation().separate(Image.new("CMYK", (4, 4), (10, 20, 30, 40))).getpixel((0, 0)) == (10, 20, 30, 40)
    assert separation(grey=True).separate(tagged("red")).mode == "L"


def test_ink_above_the_limit_is_taken_from_the_coloured_inks() -> None:
    heavy = Image.new("CMYK", (4, 4), (255, 255, 255, 200))
    reduced = separation().separate(heavy)
    assert sum(ink(reduced)) <= 300
    assert reduced.getpixel((0, 0))[3] == 200  # type: ignore[index]


def test_damaged_profiles_of_pictures_are_told() -> None:
    with pytest.raises(SeparationError, match="profile that cannot be used"):
        separation().separate(tagged("red", b"rubbish" * 40))


# ------------------------------------------------------------------------------------------------------------ profiles


def text_tag(kind: bytes, text: str) -> bytes:
    if kind == b"desc":
        return kind + bytes(4) + struct.pack(">I", len(text) + 1) + text.encode() + bytes(79)
    if kind == b"mluc":
        words = text.encode("utf-16-be")
        return kind + bytes(4) + struct.pack(">II", 1, 12) + b"enUS" + struct.pack(">II", len(words), 28) + words
    return kind + bytes(4) + text.encode() + b"\0"


def with_tags(**tags: bytes) -> bytes:
    """A profile with nothing but these tags."""
    start = 132 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name.encode(), start + len(body), len(data))
        body += data
    return bytes(36) + b"acsp" + bytes(88) + table + body


@pytest.mark.parametrize("kind", [b"desc", b"mluc"])
def test_a_profile_says_what_it_is_called(kind: bytes) -> None:
    data = with_tags(desc=text_tag(kind, "PSO Uncoated v3 (FOGRA52)"))
    assert description(data) == "PSO Uncoated v3 (FOGRA52)"
    found = describes(data)
    assert found is not None
    assert (found.name, found.paper, found.after) == ("FOGRA52", "uncoated", "")


def test_the_head_of_the_data_tells_where_the_name_does_not() -> None:
    head = 'ISO28178\nORIGINATOR "Fogra"\nDESCRIPTOR "FOGRA51"\n' + "0 " * 2000 + "FOGRA39"
    found = describes(with_tags(desc=text_tag(b"desc", "House 7"), targ=text_tag(b"text", head)))
    assert found is not None
    assert found.name == "FOGRA51"
    assert (
        describes(with_tags(desc=text_tag(b"desc", "House 7"), targ=text_tag(b"text", "0 " * 2000 + "FOGRA39"))) is None
    )
    assert description(with_tags(targ=b"")) == ""


def test_pillow_reads_the_same_name() -> None:
    for data in (own_profile("coated"), house_profile("PSO Coated v3")):
        assert description(data) == ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data))).strip()


@given(st.binary(max_size=60), st.sampled_from(["desc", "targ"]), st.sampled_from([b"desc", b"mluc", b"text", b"xxxx"]))
def test_damaged_texts_of_profiles_are_read_as_far_as_they_go(junk: bytes, tag: str, kind: bytes) -> None:
    describes(with_tags(**{tag: kind + junk}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FOGRA39L", "FOGRA39"),
        ("Coated FOGRA39 (ISO 12647-2:2004)", "FOGRA39"),
        ("PSO_Uncoated_ISO12647_eci", "FOGRA47"),
        ("ISO Uncoated", "FOGRA29"),
        ("PSO Coated v3", "FOGRA51"),
        ("GRACoL2013_CRPC6", None),
    ],
)
def test_conditions_are_known_by_what_profiles_call_them(text: str, name: str | None) -> None:
    found = named_in(text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(("paper", "limit"), [("coated", 300), ("uncoated", 280)])
def test_own_profiles_are_whole_and_keep_their_limit(paper: str, limit: int) -> None:
    data = own_profile(paper)
    check_press_profile(data)
    assert len(data) < 80_000
    steps = range(0, 256, 51)
    image = Image.new("RGB", (len(steps), len(steps) ** 2))
    image.putdata([(r, g, b) for r in steps for g in steps for b in steps])
    made = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(data)), outputMode="CMYK"
    )
    assert made is not None
    samples = made.tobytes()
    totals = [sum(samples[i : i + 4]) / 2.55 for i in range(0, len(samples), 4)]
    assert max(totals) <= limit + 3


def test_profile_errors_are_sentences(tmp_path: Path) -> None:
    for data, said in PROFILES.values():
        (tmp_path / "a.icc").write_bytes(data())
        with pytest.raises(ProfileError, match=said.split(",")[0]):
            read_press_profile(tmp_path / "a.icc")
