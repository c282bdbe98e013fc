"""Running jobs side by side in forked processes, results in the order of the jobs.

Forked workers share what the parent has loaded: fonts, templates, the composed report. Where a system cannot fork,
everything runs in one process: starting a fresh interpreter for each worker costs more than it gains.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from reportgen.outputs.plan import Job
from reportgen.outputs.produce import Product, Source

Produce = Callable[[Source, Job], tuple[Product, ...]]

_shared: list[Any] = []
"""What forked workers find: source and function. Set before the fork, so that nothing is sent to them."""


def in_order(
    source: Source, jobs: tuple[Job, ...], processes: int, produce: Produce
) -> Iterator[tuple[Job, tuple[Product, ...]]]:
    """Each job with its products, in the order of `jobs`. What `produce` raises is raised here."""
    workers = min(processes, len(jobs))
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        for job in jobs:
            yield job, produce(source, job)
        return
    _shared[:] = [source, produce]
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from zip(jobs, pool.map(_work, jobs), strict=True)
    finally:
        _shared.clear()


def _work(job: Job) -> tuple[Product, ...]:
    source, produce = _shared
    products: tuple[Product, ...] = produce(source, job)
    return products
