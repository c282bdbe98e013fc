"""Running jobs side by side in forked processes, results in the order of the jobs.

Forked workers share what the parent has loaded: fonts, templates, the composed report. Where a system cannot fork,
everything runs in one process: starting a fresh interpreter for each worker costs more than it gains.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.outputs.composer import Composer
from reportgen.outputs.plan import Job
from reportgen.outputs.produce import Product, Word, produce

if TYPE_CHECKING:
    from reportgen.pdf.attachments import Attachment

_shared: list[tuple[Composer, Word]] = []
"""What forked workers find. Set before the fork, so that nothing has to be sent to them."""


def in_order(
    composer: Composer, jobs: tuple[Job, ...], processes: int, word: Word
) -> Iterator[tuple[Job, tuple[Product, ...]]]:
    """Each job with its files, in the order of `jobs`. Raises what `produce` raises."""
    workers = min(processes, len(jobs))
    if workers < 2 or not hasattr(os, "fork"):
        for job in jobs:
            yield job, _produce(composer, word, job)
        return
    if not all(composer.has(job.institution) for job in jobs):
        _ = composer.source  # loaded once, before the fork
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    _shared[:] = [(composer, word)]
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from zip(jobs, pool.map(_work, jobs), strict=True)
    finally:
        _shared.clear()


def _work(job: Job) -> tuple[Product, ...]:
    return _produce(*_shared[0], job)


def _produce(composer: Composer, word: Word, job: Job) -> tuple[Product, ...]:
    part = composer.part(job.institution)

    def enclose() -> tuple[Attachment, ...]:
        from reportgen.outputs.archive import enclosures

        return enclosures(composer, job, part)

    return produce(part, composer.header.theme, job, word, enclose)
