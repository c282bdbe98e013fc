"""What a Word file says of itself beside its text: core and custom properties (ECMA-376 part 2, 11; part 1, 15.2)."""

from __future__ import annotations

from pathlib import Path

from reportgen.verify.word.package import DocxFile, open_package

INPUTS_PROPERTY = "reportgen-inputs"
"""Custom property with the SHA-256 over all inputs."""


def read_inputs(source: Path | str | bytes) -> str:
    """The digest of the inputs that a Word file says it was made from. Raises UnreadableError."""
    return word_properties(open_package(source)).get(INPUTS_PROPERTY, "")


def word_properties(package: DocxFile) -> dict[str, str]:
    """Core and custom properties by name."""
    found: dict[str, str] = {}
    core = package.optional(package.related("", "core-properties"))
    for child in () if core is None else core.iterchildren("*"):
        found[child.tag.rpartition("}")[2]] = "".join(child.itertext())
    custom = package.optional(package.related("", "custom-properties"))
    for child in () if custom is None else custom.iterchildren("*"):
        found[child.get("name", "")] = "".join(child.itertext())
    return found
