"""Claims: what a validator of its own has checked about a finished file, nothing else.

page-validation is optional (``pip install 'reportgen[validate]'``); without it a PDF is written with the same content
and the manifest claims nothing. It must not be called in a forked process: its threads do not survive the fork.
"""

from __future__ import annotations

from msgspec import Struct

PROFILES: dict[str, tuple[tuple[str, str], ...]] = {
    "pdf": (("pdf/ua-1", "ua1"), ("pdf/a-2a", "2a")),
    "archive": (("pdf/ua-1", "ua1"), ("pdf/a-3a", "3a")),
}
"""By format: the claim, and the validator's name for it."""


class Verdict(Struct, frozen=True):
    """The claims that hold, and a sentence for each rule that a file breaks."""

    claims: tuple[str, ...]
    failures: tuple[str, ...]


def judge(format_: str, content: bytes) -> Verdict:
    """Check `content` against every profile that its format should keep."""
    profiles = PROFILES.get(format_, ())
    if not profiles:
        return Verdict((), ())
    try:
        import page
    except ImportError:
        return Verdict((), ())
    claims: list[str] = []
    failures: list[str] = []
    for claim, profile in profiles:
        try:
            report = page.validate_pdf_bytes(content, profile=profile)
        except page.PageError:  # it gives up, at lists of thirty levels for example: then nothing is claimed
            continue
        if report.is_compliant:
            claims.append(claim)
        failures.extend(f"{claim}: {failure.rule_id}: {failure.message}" for failure in report.failures)
    return Verdict(tuple(claims), tuple(failures))
