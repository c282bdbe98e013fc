"""Claims: what a validator of its own says of a finished file, nothing else.

page-validation is optional (``pip install 'reportgen[validate]'``); without it nothing is judged. It must not be called
in a forked process: its threads do not survive the fork.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

VALIDATOR = "page-validation"
"""The package that judges."""


class Judgement(Struct, frozen=True):
    """Whether a file keeps one claim, and a sentence for each rule that it breaks.

    `gave_up` is why the validator could not tell, "" where it could: lists of thirty levels are too much for it, for
    example.
    """

    claim: str
    kept: bool
    failures: tuple[str, ...] = ()
    gave_up: str = ""


def validator_fault() -> str:
    """Why nothing can be judged, "" where everything is there."""
    try:
        import page
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name == "page"
        return f"{VALIDATOR} is missing" if missing else f"{VALIDATOR} cannot be loaded: {error}"
    return "" if hasattr(page, "validate_pdf_bytes") else f"another package than {VALIDATOR} is called page"


def judge(claims: Mapping[str, str], content: bytes) -> Iterator[Judgement]:
    """Check `content` against every claim; `claims` are the validator's names of their profiles by claim.

    Nothing where no validator is installed.
    """
    if not claims:
        return
    try:
        import page
    except ImportError:
        return
    for claim, profile in claims.items():
        try:
            report = page.validate_pdf_bytes(content, profile=profile)
        except page.PageError as error:
            yield Judgement(claim, False, gave_up=str(error))
            continue
        failures = tuple(f"{claim}: {failure.rule_id}: {failure.message}" for failure in report.failures)
        yield Judgement(claim, report.is_compliant, failures)
