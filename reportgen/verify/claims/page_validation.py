"""page-validation judges PDF/UA-1 and PDF/A-2 and -3, a file at a time (``pip install 'reportgen[validate]'``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.verify.claims.validator import Claimed, Judgement, Validator

_PACKAGE = "page-validation"
_PROFILES = {"pdf/ua-1": "ua1", "pdf/a-2a": "2a", "pdf/a-3a": "3a"}


def _fault() -> str:
    try:
        import page
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name == "page"
        return f"{_PACKAGE} is missing" if missing else f"{_PACKAGE} cannot be loaded: {error}"
    return "" if hasattr(page, "validate_pdf_bytes") else f"another package than {_PACKAGE} is called page"


def _judge(files: Sequence[Claimed]) -> list[tuple[Judgement, ...]]:
    return [tuple(_judgements(file)) for file in files]


def _judgements(file: Claimed) -> Iterator[Judgement]:
    import page

    for claim in file.claims:
        try:
            report = page.validate_pdf_bytes(file.content, profile=_PROFILES[claim])
        except page.PageError as error:
            yield Judgement(claim, False, gave_up=str(error))
            continue
        failures = tuple(f"{claim}: {failure.rule_id}: {failure.message}" for failure in report.failures)
        yield Judgement(claim, report.is_compliant, failures)


VALIDATOR = Validator(_PACKAGE, _PACKAGE, _PROFILES, _fault, _judge)
