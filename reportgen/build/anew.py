"""A build, one way: a request, its jobs, the documents, their files, the proof, and only then the output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import asdict, replace

from reportgen import __version__
from reportgen.build.again import remember
from reportgen.build.documents import Documents, Header
from reportgen.build.formats import named
from reportgen.build.jobs import Job, plan
from reportgen.build.manifest import Manifest, OutputFile
from reportgen.build.problems import locate, place_problems
from reportgen.build.proof import ClaimProof
from reportgen.build.request import Built, Progress, Request
from reportgen.build.run import in_order
from reportgen.build.store import entry, store
from reportgen.build.word import prepare_word, reference_input
from reportgen.build.write import Product, Word
from reportgen.errors import FindingsError
from reportgen.files.cache import Cache, open_files
from reportgen.findings.finding import Finding
from reportgen.findings.place import Place


def build_anew(directory: Path, request: Request, progress: Progress, cache: Cache) -> Built:
    """Build what is asked for with what `cache` has of its documents, and keep there what came of it.

    Raises what `build` does.
    """
    documents = Documents(directory, request.edition, cache, draft=request.draft, release=request.release)
    with place_problems(lambda: documents.loaded):
        header = documents.header
        _refuse_strange(documents, request)
        _refuse_unready(documents, request)
        wanted = documents.select_audiences(request.selection)
        covered = documents.proof(wanted) if wanted else None
        planned = plan(request.selection.whole, wanted, request.formats)
        word, remarks = prepare_word(
            documents, planned, request.reference_doc, page_numbers=request.page_numbers, cached=request.cached
        )
        proof = ClaimProof()
        built = tuple(_files(documents, planned, request, progress, word, proof))
        claims = proof.finish()
        warnings = _warnings(documents, (product for _, product in built))
    if request.strict and warnings:
        raise FindingsError(warnings)
    manifest = Manifest(
        report=header.report,
        edition=header.edition,
        as_of=header.as_of,
        reportgen=__version__,
        inputs=header.inputs + reference_input(header.root, request.reference_doc),
        files=(),
        excerpts=covered.data if covered and not covered.left_out else None,
        findings=tuple(asdict(finding) for finding in header.findings),
    ).with_files(replace(file, claims=claims.get(file.path, ())) for file, _ in built)
    folder = (request.output or header.root / "output") / header.edition
    contents = {file.path: product.content for file, product in built}
    merged, files = store(folder, manifest, contents, header, draft=request.draft)
    if merged.left:
        remarks += (f"built under another name and still in {folder.name}/: {', '.join(merged.left)}; delete them",)
    if wanted and any(named(name).encloses for name in request.formats):
        remarks += ("archive files of excerpts hold the data of the whole edition, comments included",)
    if covered and covered.left_out and request.selection.each_value:
        remarks += (_left_out(covered.left_out),)
    result = Built(folder, merged, files, (*header.findings, *warnings), remarks + proof.remarks)
    if not proof.remarks:
        remember(cache, request, result, header.root, header.inputs)
    return result


def _warnings(documents: Documents, products: Iterable[Product]) -> tuple[Finding, ...]:
    """What would not stop the files, each once; data are read for it only where something has a place in them."""
    found = tuple(dict.fromkeys(problem for product in products for problem in product.warnings))
    if any(problem.token for problem in found):
        return locate(found, documents.loaded)
    return tuple(problem.at(Place("")) for problem in found)


def _left_out(items: int) -> str:
    return f"{'1 item is' if items == 1 else f'{items} items are'} in none of these excerpts"


def _refuse_strange(documents: Documents, request: Request) -> None:
    """Stop at formats of plug-ins that the project does not use."""
    wanted = [named(name) for name in request.formats]
    if any(each.plugin for each in wanted):
        from reportgen.build.plugins import refuse_strange_formats

        refuse_strange_formats(documents.project, wanted)


def _refuse_unready(documents: Documents, request: Request) -> None:
    """Stop at warnings where they count, and at what nobody has confirmed unless a draft is wanted; for a release, at
    what is not signed as well."""
    header = documents.header
    if request.strict and any(finding.severity == "warning" for finding in header.findings):
        raise FindingsError(header.findings)
    if not request.draft:
        refuse_unconfirmed(header)
    if request.release:
        from reportgen.signing.release import obstacles

        found = obstacles(documents.loaded)
        if found:
            raise FindingsError(found)


def refuse_unconfirmed(header: Header) -> None:
    """Raise FindingsError where records were carried over and nobody has confirmed them: only drafts print those."""
    waiting = sum(finding.code == "unconfirmed" for finding in header.findings)
    if waiting:
        edition = header.edition
        hint = f"reportgen check {edition} lists them; reportgen build {edition} --draft prints them with marks"
        what = "1 record" if waiting == 1 else f"{waiting} records"
        text = f"{what} of the edition {edition} carried over and not confirmed"
        raise FindingsError((Finding("unconfirmed", "error", text, hint=hint),))


def _files(
    documents: Documents, planned: tuple[Job, ...], request: Request, progress: Progress, word: Word, proof: ClaimProof
) -> Iterator[tuple[OutputFile, Product]]:
    """Every file of the jobs with its entry in the manifest; `proof` is given what is to be claimed of them."""
    header = documents.header
    files = open_files() if request.cached else Cache(None)
    for done, (job, products) in enumerate(in_order(documents, planned, request.processes, word, files), 1):
        progress(done, len(planned), job.audience.abbreviation if job.audience else header.title)
        for product in products:
            file = entry(header, product, draft=request.draft)
            if request.claims:
                proof.add(file.path, product.format, product.content)
            yield file, product
