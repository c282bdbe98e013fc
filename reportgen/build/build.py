"""A build: load, compose, write, prove, and only then put the files in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from reportgen import __version__
from reportgen.build.composer import Composer, Header
from reportgen.build.conformance import judge
from reportgen.build.manifest import NAME, Manifest, OutputFile, keep_from
from reportgen.build.plan import Job, file_name, jobs
from reportgen.build.produce import Product, Word
from reportgen.build.word import prepare_word, reference_input
from reportgen.errors import DocumentError, ProofError
from reportgen.files.atomic import write_all
from reportgen.files.cache import Cache, open_cache
from reportgen.findings.difference import Difference
from reportgen.project.folder import find_root

if TYPE_CHECKING:
    from reportgen.findings.finding import Finding

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and what is being done."""


class Request(Struct, frozen=True):
    """What is asked for. `audiences` is "" for the whole report, else ids, abbreviations or "all"."""

    edition: str | None = None
    audiences: str = ""
    formats: tuple[str, ...] = ("pdf", "docx")
    output: Path | None = None
    processes: int = 1
    strict: bool = False
    """Warnings stop the build too."""
    cached: bool = True
    """Take documents from the cache where nothing they depend on has changed."""
    claims: bool = True
    """Let validators check the standards that the files keep, where they are installed."""
    draft: bool = False
    """Mark the files as drafts; they stand beside the final ones under names of their own."""
    page_numbers: bool = True
    """Measure the page numbers of Word files, where LibreOffice is there to do it."""
    reference_doc: Path | None = None
    """A Word file whose looks the report takes over, in place of the template's own."""
    release: bool = False
    """Build only what every institution has signed, and leave the sheets to sign out of the excerpts."""


class Built(Struct, frozen=True):
    """What came of it: the folder, the manifest, the findings that did not stop the build, and what else to tell.

    The manifest may speak of files of earlier builds too; `files` are those of this one.
    """

    folder: Path
    manifest: Manifest
    files: tuple[OutputFile, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


def build(directory: Path, request: Request, progress: Progress) -> Built:
    """Build what is asked for from the project that `directory` lies in: all of it or nothing.

    Raises ProjectError where there is no project, FindingsError with every error in data, template or document, and
    ProofError where a file does not say what it should. OSError: the output folder cannot be written.
    """
    root = find_root(directory)
    marks = (("draft", request.draft), ("release", request.release))
    asked = (request.edition or "", *(mark for mark, wanted in marks if wanted))
    cache = open_cache(root, *asked) if root and request.cached else Cache(None)
    composer = Composer(directory, request.edition, cache, draft=request.draft, release=request.release)
    try:
        header, proof, built, remarks = _made(composer, request, progress)
    except DocumentError as error:
        from reportgen.build.problems import located
        from reportgen.errors import FindingsError

        raise FindingsError(located(error.problems, composer.loaded)) from None
    manifest = Manifest(
        report=header.report,
        edition=header.edition,
        as_of=header.as_of,
        reportgen=__version__,
        inputs=header.inputs + reference_input(header.root, request.reference_doc),
        files=(),
        excerpts=proof,
        findings=tuple(asdict(finding) for finding in header.findings),
    ).with_files(entry for entry, _ in built)
    folder = (request.output or header.root / "output") / header.edition
    stored = _store(folder, manifest, built, header, request)
    return Built(folder, *stored, header.findings, remarks)


def _made(
    composer: Composer, request: Request, progress: Progress
) -> tuple[Header, Mapping[str, Any] | None, list[tuple[OutputFile, Product]], tuple[str, ...]]:
    """The edition's header, the proof of the excerpts where all are built, every file, and remarks on them."""
    header = composer.header
    if request.strict and any(finding.severity == "warning" for finding in header.findings):
        from reportgen.errors import FindingsError

        raise FindingsError(header.findings)
    _refuse_unready(composer, request)
    wanted = composer.resolve(request.audiences) if request.audiences else ()
    whole = not request.audiences or "all" in request.audiences.split(",")
    proof = composer.proof() if wanted and set(wanted) == set(header.audiences) else None
    planned = jobs(whole, wanted, request.formats)
    word, remarks = prepare_word(
        composer, planned, request.reference_doc, page_numbers=request.page_numbers, cached=request.cached
    )
    if wanted and "archive" in request.formats:
        remarks += ("archive files of excerpts hold the data of the whole edition, comments included",)
    return header, proof, list(_run(composer, planned, request, progress, word)), remarks


def _refuse_unready(composer: Composer, request: Request) -> None:
    """Stop at what nobody has confirmed, unless a draft is wanted; for a release, at what is not signed as well."""
    from reportgen.errors import FindingsError
    from reportgen.findings.finding import Finding

    waiting = sum(finding.code == "unconfirmed" for finding in composer.header.findings)
    if waiting and not request.draft:
        edition = composer.header.edition
        hint = f"reportgen check {edition} lists them; reportgen build {edition} --draft prints them with marks"
        what = "1 record" if waiting == 1 else f"{waiting} records"
        text = f"{what} of the edition {edition} carried over and not confirmed"
        raise FindingsError((Finding("unconfirmed", "error", text, hint=hint),))
    if request.release:
        from reportgen.signing.release import obstacles

        found = obstacles(composer.loaded)
        if found:
            raise FindingsError(found)


def _delivery(header: Header, files: Sequence[OutputFile], request: Request) -> tuple[OutputFile, Product] | None:
    """The delivery sheet of everything that is to be printed, None for nothing."""
    printed = [entry for entry in files if entry.format not in ("pdf", "docx", "archive", "delivery")]
    if not printed:
        return None
    from reportgen.print.delivery import delivery_sheet

    product = Product(Job(None, ()), "delivery", delivery_sheet(header, printed).encode(), None, {})
    return _entry(header, product, request), product


def _run(
    composer: Composer, planned: tuple[Job, ...], request: Request, progress: Progress, word: Word
) -> Iterator[tuple[OutputFile, Product]]:
    from reportgen.build.parallel import in_order

    for done, (job, products) in enumerate(in_order(composer, planned, request.processes, word)):
        progress(done + 1, len(planned), job.audience.abbreviation if job.audience else composer.header.title)
        for product in products:
            yield _entry(composer.header, product, request), product


def _entry(header: Header, product: Product, request: Request) -> OutputFile:
    audience = product.job.audience
    name = file_name(header.report, header.edition, audience, product.format, draft=request.draft)
    return OutputFile(
        path=name,
        format=product.format,
        sha256=hashlib.sha256(product.content).hexdigest(),
        bytes=len(product.content),
        pages=product.pages,
        audience={"id": audience.id, "abbreviation": audience.abbreviation} if audience else None,
        items=product.items,
        claims=_claims(name, product) if request.claims else (),
        draft=request.draft,
    )


def _claims(name: str, product: Product) -> tuple[str, ...]:
    verdict = judge(product.format, product.content)
    if verdict.failures:
        raise ProofError(name, tuple(Difference("not-conforming", failure) for failure in verdict.failures))
    return verdict.claims


def _store(
    folder: Path, manifest: Manifest, built: list[tuple[OutputFile, Product]], header: Header, request: Request
) -> tuple[Manifest, tuple[OutputFile, ...]]:
    """Write what was built; the delivery sheet speaks of print files of earlier builds too that are still true.

    Gives the manifest, and the files that were written, in its order.
    """
    previous = (folder / NAME).read_bytes() if (folder / NAME).is_file() else None
    merged = keep_from(previous, manifest, folder)
    sheet = None if request.draft else _delivery(header, merged.files, request)
    if sheet is not None:
        built = [*built, sheet]
        others = tuple(entry for entry in merged.files if entry.path != sheet[0].path)
        merged = replace(merged, files=others).with_files((sheet[0],))
    files = {entry.path: product.content for entry, product in built}
    write_all(folder, {**files, NAME: merged.to_json()})
    return merged, tuple(entry for entry in merged.files if entry.path in files)
