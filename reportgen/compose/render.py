"""From an edition and a template to report markup, or to every finding of the template's run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import SecurityError, TemplateError, TemplateNotFound
from msgspec import Struct

from reportgen.compose.called import explained
from reportgen.compose.filters import say
from reportgen.compose.limits import LimitError
from reportgen.compose.provenance import unmark, with_places
from reportgen.compose.rendered import Locate, Markup
from reportgen.compose.run import CURRENT, Rendering, raised_at
from reportgen.compose.template import ENTRY, Template, line_of
from reportgen.compose.view.changes import ChangesView
from reportgen.compose.view.names import names as names_of
from reportgen.compose.view.names import view
from reportgen.document.wording import DEFAULTS
from reportgen.errors import DocumentError, FindingsError
from reportgen.findings.finding import Finding
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Place
from reportgen.findings.problem import Problem

if TYPE_CHECKING:
    from jinja2 import Environment

    from reportgen.compose.previous import PreviousEdition
    from reportgen.edition.model import Edition


def render(
    edition: Edition,
    template: Template,
    project: Path,
    whole: Edition | None = None,
    *,
    previous: PreviousEdition | None = None,
    draft: bool = False,
) -> Markup:
    """The report markup of an edition; for an excerpt, `whole` is the edition that it is cut from.

    `project` is the project's folder, where pictures may lie besides the template's. `previous` is the edition before,
    for templates that print what has changed; `draft` is what the template sees under that name. Raises DocumentError
    for characters of the data that no document can hold, FindingsError with every undefined name and whatever else the
    template does wrong.
    """
    words = {**DEFAULTS, **template.words}
    run, given = Rendering(template.environment.limits, words=words), _Given(whole, previous, draft)
    text = _print(template.environment, edition, template, run, given)
    of_data = [problem for _, _, problem in run.problems if problem.code == "bad-character"]
    if of_data:
        raise DocumentError(*of_data)
    if run.problems:
        raise FindingsError(tuple(_finding(template, *problem) for problem in run.problems))
    return Markup(
        text,
        language=edition.language,
        edition=edition.name,
        as_of=edition.as_of,
        draft=draft,
        words=template.words,
        printed=frozenset(run.printed),
        folders=(template.folder, project),
        roles=frozenset(template.theme.styles),
        palettes=frozenset(template.theme.palettes),
        masters=frozenset(template.theme.masters),
        locate=_locator(edition, template, given, text),
    )


class _Given(Struct, frozen=True):
    """What a template may be told besides the edition itself."""

    whole: Edition | None
    previous: PreviousEdition | None
    draft: bool


def _print(environment: Environment, edition: Edition, template: Template, run: Rendering, given: _Given) -> str:
    root = view(edition, run, given.whole)
    names: dict[str, Any] = {
        **names_of(root, template.words),
        "say": partial(say, template.words),
        "draft": given.draft,
    }
    names["changes"] = ChangesView(root, given.previous, template.words) if given.previous is not None else None
    run.names = frozenset((*names, *environment.globals))
    before = CURRENT.set(run)
    parts: list[str] = []
    length = 0
    try:
        page = environment.get_template(ENTRY)
        printing: Any = page.root_render_func(page.new_context(names))
        for part in printing:
            parts.append(part)
            length += len(part)
            if length > run.limits.largest:
                printing.throw(LimitError(f"the template prints more than {run.limits.largest:,} characters"))
    except FindingsError:
        raise
    except (Exception, RecursionError) as error:
        name, line = raised_at(error.__traceback__)
        run.problems[name or ENTRY, line or 1, _problem(error, template)] = None
    finally:
        CURRENT.reset(before)
    return "".join(parts)


def _problem(error: BaseException, template: Template) -> Problem:
    """Whatever a template can raise, as a problem: its code runs inside the sandbox, so nothing else is running."""
    if isinstance(error, LimitError | OverflowError | MemoryError):
        return Problem("template-limit", str(error) or "the template needs too much memory")
    if isinstance(error, RecursionError):
        return Problem("template-limit", "macros or includes call each other without end")
    if isinstance(error, SecurityError):
        return Problem("sandbox-violation", str(error))
    if isinstance(error, TemplateNotFound):
        missing = str(error.name)
        hint = did_you_mean(missing, template.sources)
        return Problem("missing-file", f'there is no template file "{missing}"', hint=hint)
    return Problem("template-error", str(error) if isinstance(error, TemplateError) else explained(error))


def _finding(template: Template, name: str, line: int, problem: Problem) -> Finding:
    return problem.at(line_of(f"{template.label}/{name}", line, template.sources.get(name, "")))


def _locator(edition: Edition, template: Template, given: _Given, text: str) -> Locate:
    """Prints the same markup once more with marks, when the place of something in it is asked for."""
    cache: list[tuple[int, str, int]] = []

    words = {**DEFAULTS, **template.words}

    def locate(offsets: Sequence[int]) -> list[Place | None]:
        if not cache:
            marked = _print(
                with_places(template.environment),
                edition,
                template,
                Rendering(template.environment.limits, words=words),
                given,
            )
            clean, places = unmark(marked)
            cache.extend(places if clean == text and places else [(0, "", 0)])
        starts = [start for start, _, _ in cache]
        return [_place(template, *cache[max(bisect_right(starts, offset) - 1, 0)][1:]) for offset in offsets]

    return locate


def _place(template: Template, name: str, line: int) -> Place | None:
    lines = template.sources.get(name, "").split("\n")
    if not 0 < line <= len(lines):
        return None
    return Place(f"{template.label}/{name}", line, source=lines[line - 1].rstrip("\r"))
