"""Claims: what a validator of its own says of a finished file, nothing else.

Every validator is optional; what none can judge is not claimed. They must not be called in a forked process: the
threads of one of them do not survive the fork.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportgen.verify.claims import page_validation, verapdf
from reportgen.verify.claims.validator import Claimed, Judgement, Validator

__all__ = ["VALIDATORS", "Claimed", "Judgement", "Jury", "Validator", "fault"]

VALIDATORS: tuple[Validator, ...] = (page_validation.VALIDATOR, verapdf.VALIDATOR)
"""Each standard is judged by one of them."""


def fault(claims: Iterable[str]) -> str:
    """Why some of these claims cannot be judged, "" where all can."""
    wanted = set(claims)
    return next((why for each in VALIDATORS if wanted & set(each.profiles) and (why := each.fault())), "")


class Jury:
    """Judges files as they come; those of a validator that takes long to start, all together at the end."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Claimed]] = {}

    def judge(self, file: Claimed) -> tuple[Judgement, ...]:
        """What is found at once; nothing where a validator is not installed, or judges at the end."""
        found: list[Judgement] = []
        for validator in VALIDATORS:
            own = tuple(claim for claim in file.claims if claim in validator.profiles)
            if own and validator.together:
                self._waiting.setdefault(validator.package, []).append(Claimed(file.name, own, file.content))
            elif own and not validator.fault():
                found += validator.judge((Claimed(file.name, own, file.content),))[0]
        return tuple(found)

    def finish(self) -> dict[str, tuple[Judgement, ...]]:
        """What is found of the files that had to wait, by their names."""
        found: dict[str, tuple[Judgement, ...]] = {}
        for validator in VALIDATORS:
            files: Sequence[Claimed] = self._waiting.pop(validator.package, ())
            if files and not validator.fault():
                for file, judgements in zip(files, validator.judge(files), strict=True):
                    found[file.name] = found.get(file.name, ()) + judgements
        return found
