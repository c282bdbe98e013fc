"""A build: load, compose, write, prove, and only then put the files in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen import __version__
from reportgen.compose import load_template
from reportgen.edition import Loaded, abbreviation, audiences, excerpt, load, prove_coverage, resolve_audiences
from reportgen.edition.audiences import ALL
from reportgen.edition.findings import Finding, FindingsError
from reportgen.edition.report import as_data
from reportgen.outputs.conformance import judge
from reportgen.outputs.manifest import NAME, Manifest, OutputFile, digest, hash_inputs, keep_from
from reportgen.outputs.plan import Audience, Job, file_name, jobs
from reportgen.outputs.problems import located
from reportgen.outputs.produce import DocumentError, Product, ProofError, Source, prepare, produce
from reportgen.outputs.store import write_all
from reportgen.project import Project
from reportgen.verify.reading import Difference

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and what is being done."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `audiences` is "" for the whole report, else ids, abbreviations or "all"."""

    edition: str | None = None
    audiences: str = ""
    formats: tuple[str, ...] = ("pdf", "docx")
    output: Path | None = None
    processes: int = 1
    strict: bool = False
    """Warnings stop the build too."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of it: the folder, the manifest, and the findings that did not stop the build."""

    folder: Path
    manifest: Manifest
    findings: tuple[Finding, ...]


def build(project: Project, request: Request, progress: Progress) -> Built:
    """Build what is asked for, all of it or nothing.

    Raises FindingsError with every error in data, template or document, and ProofError where a file does not say
    what it should. OSError: the output folder cannot be written.
    """
    loaded = load(project, request.edition)
    edition = loaded.edition
    if request.strict and any(finding.severity == "warning" for finding in loaded.findings):
        raise FindingsError(loaded.findings)
    template = load_template(project.template, edition.language)
    inputs = hash_inputs(project.root, (*loaded.inputs, *template_files(project.template)))
    wanted = _audiences(loaded, request.audiences)
    whole = not request.audiences or ALL in request.audiences.split(",")
    planned = jobs(whole, wanted, request.formats)
    try:
        source = prepare(project.root, edition, template, digest(inputs, __version__))
        products = tuple(_run(source, planned, request.processes, progress))
    except DocumentError as error:
        raise FindingsError(located(error.problems, loaded)) from None
    proof = None
    if {audience.id for audience in wanted} == set(audiences(edition)):
        proof = prove_coverage(edition, (excerpt(edition, audience.id) for audience in wanted))
        if proof.findings:
            raise FindingsError(proof.findings)
    manifest = Manifest(
        report=project.settings.report,
        edition=edition.name,
        as_of=edition.as_of,
        reportgen=__version__,
        inputs=inputs,
        files=tuple(_entry(project, edition.name, product) for product in products),
        excerpts=proof.data if proof else None,
        findings=tuple(as_data(finding) for finding in loaded.findings),
    )
    folder = project.output(edition.name, request.output)
    return Built(folder, _store(folder, manifest, products), loaded.findings)


def template_files(folder: Path) -> Iterator[Path]:
    """Every file of a template, hidden ones excepted."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _audiences(loaded: Loaded, wanted: str) -> tuple[Audience, ...]:
    if not wanted:
        return ()
    found = resolve_audiences(loaded.edition, wanted)
    return tuple(Audience(key, abbreviation(loaded.edition, key)) for key in found)


def _run(source: Source, planned: tuple[Job, ...], processes: int, progress: Progress) -> Iterator[Product]:
    from reportgen.outputs.parallel import in_order

    for done, (job, products) in enumerate(in_order(source, planned, processes, produce)):
        progress(done + 1, len(planned), job.audience.abbreviation if job.audience else source.edition.report.title)
        yield from products


def _entry(project: Project, edition: str, product: Product) -> OutputFile:
    audience = product.job.audience
    name = file_name(project.settings.report, edition, audience, product.format)
    verdict = judge(product.format, product.content)
    if verdict.failures:
        raise ProofError(name, tuple(Difference("not-conforming", failure) for failure in verdict.failures))
    return OutputFile(
        path=name,
        format=product.format,
        sha256=hashlib.sha256(product.content).hexdigest(),
        bytes=len(product.content),
        pages=product.pages,
        audience={"id": audience.id, "abbreviation": audience.abbreviation} if audience else None,
        items=product.items,
        claims=verdict.claims,
    )


def _store(folder: Path, manifest: Manifest, products: tuple[Product, ...]) -> Manifest:
    previous = (folder / NAME).read_bytes() if (folder / NAME).is_file() else None
    kept = keep_from(previous, manifest, folder)
    merged = manifest.with_files(kept)
    files = {entry.path: product.content for entry, product in zip(manifest.files, products, strict=True)}
    write_all(folder, {**files, NAME: merged.to_json()})
    return merged


__all__ = ["Built", "ProofError", "Request", "build"]
