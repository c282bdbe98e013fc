"""Running jobs side by side in forked processes, results in the order of the jobs.

Forked workers share what the parent has loaded: fonts, templates, the composed report. Where a system cannot fork,
everything runs in one process: starting a fresh interpreter for each worker costs more than it gains.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.build.documents import Documents
from reportgen.build.formats import named
from reportgen.build.jobs import Job
from reportgen.build.kept import kept_or
from reportgen.build.write import Product, Word, produce
from reportgen.files.cache import Cache

if TYPE_CHECKING:
    from reportgen.pdf.attachments import Attachment

_shared: list[tuple[Documents, Word, Cache]] = []
"""What forked workers find. Set before the fork, so that nothing has to be sent to them."""


def in_order(
    documents: Documents, jobs: tuple[Job, ...], processes: int, word: Word, files: Cache
) -> Iterator[tuple[Job, tuple[Product, ...]]]:
    """Each job with its files, in the order of `jobs`; `files` keeps them for the next build. Raises what `produce`
    raises."""
    workers = min(processes, len(jobs))
    if workers < 2 or not hasattr(os, "fork"):
        for job in jobs:
            yield job, _produce(documents, word, files, job, last=job is jobs[-1])
        return
    if not all(documents.has(job.audience) for job in jobs):
        documents.compose_whole()  # once, before the fork
    _shared[:] = [(documents, word, files)]
    try:
        yield from _side_by_side(jobs, workers)
    finally:
        _shared.clear()


def _side_by_side(jobs: tuple[Job, ...], workers: int) -> Iterator[tuple[Job, tuple[Product, ...]]]:
    """Each job with its files. An error, an interrupt too, ends the workers at once instead of waiting for them.

    Raises WorkerError where a worker is ended from outside, and what `produce` raises.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from reportgen.errors import WorkerError

    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_left_to_the_parent) as pool:
        try:
            waiting = [pool.submit(_work, job) for job in jobs]
            for job, future in zip(jobs, waiting, strict=True):
                yield job, future.result()
        except BaseException as error:
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            if isinstance(error, BrokenProcessPool):
                raise WorkerError from None
            raise


def _left_to_the_parent() -> None:
    """A signal to all processes of a terminal is the parent's to answer: workers end at its word, or after it."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_after_the_parent, daemon=True).start()


def _end_after_the_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job) -> tuple[Product, ...]:
    return _produce(*_shared[0], job)


def _produce(documents: Documents, word: Word, files: Cache, job: Job, *, last: bool = False) -> tuple[Product, ...]:
    """The files of a job; `last` where no other document will be composed."""
    part, header = documents.part(job.audience), documents.header
    if last and not any(named(name).encloses for name in job.formats):
        documents.let_go()

    def enclose() -> tuple[Attachment, ...]:
        from reportgen.build.archive import enclosures

        return enclosures(documents, job, part)

    return kept_or(lambda: produce(part, header.theme, job, word, enclose), files, header, part, job, word)
