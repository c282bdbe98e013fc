"""Templates are not programs: what they do is counted, and each limit stops a small template with a small budget."""

from __future__ import annotations

from pathlib import Path

import pytest
from compose_kit import edition
from compose_kit import template as written

from reportgen.compose import load_template, render
from reportgen.compose.limits import LIMITS, Limits
from reportgen.errors import FindingsError
from reportgen.findings.finding import Finding

FEW_STEPS = Limits(steps=60)
FEW_HANDLED = Limits(handled=3_000)
SMALL = Limits(largest=600)


def printed(folder: Path, body: str, limits: Limits = LIMITS, **files: str) -> str:
    """What a template with this body prints."""
    written(folder, "<p/>", **{**files, "report.xml.j2": f"\n{body}\n"})
    place = folder / "templates" / "test"
    return render(edition(), load_template(place, "de", limits), folder).text


def stopped(folder: Path, body: str, limits: Limits = LIMITS, **files: str) -> Finding:
    """The one finding of a template with this body, which begins in the second line."""
    with pytest.raises(FindingsError) as caught:
        printed(folder, body, limits, **files)
    (finding,) = caught.value.findings
    assert finding.file == "templates/test/report.xml.j2"
    assert finding.line >= 2
    return finding


STEPS = {
    "a loop": "{% for i in range(70) %}{% endfor %}",
    "loops in loops": "{% for i in range(7) %}{% for j in range(9) %}{% endfor %}{% endfor %}",
    "members that a loop leaves out": "{% for i in range(70) if false %}{% endfor %}",
    "a loop that calls itself": "{% for i in [1] recursive %}{{ loop([1]) if loop.depth < 40 }}{% endfor %}",
    "macros that call macros": (
        "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(6) }}"
    ),
    "a caller": "{% macro a() %}{{ caller() }}{{ caller() }}{% endmacro %}"
    + "{% call a() %}" * 5
    + "{% endcall %}" * 5,
    "filters": "{% for i in range(20) %}{{ 'a' | upper | lower | trim }}{% endfor %}",
    "filters by name": "{{ range(35) | map('string') | map('upper') | list | length }}",
    "attributes by name": "{{ (['a'] * 70) | map(attribute='upper') | list | length }}",
    "tests": "{% for i in range(20) %}{{ 'a' if i is odd and i is even or i is number }}{% endfor %}",
    "tests by name": "{{ range(70) | select('odd') | list | length }}",
    "operators": "{% for i in range(20) %}{{ i + 1 - 1 }}{% endfor %}",
    "joining": "{% for i in range(31) %}{{ i ~ i }}{% endfor %}",
    "methods": "{% for i in range(31) %}{{ 'a'.upper() }}{% endfor %}",
    "sums": "{{ range(70) | sum }}",
    "much code in one round": "{% for i in range(30) %}" + "{{ report.title }}" * 50 + "{% endfor %}",
    "lists of lists that are compared": (
        "{% set n = namespace(a=[], b=[]) %}"
        "{% for i in range(8) %}{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ 'a' if n.a == n.b }}"
    ),
    "lists of lists that are sorted": (
        "{% set n = namespace(a=(1,)) %}{% for i in range(8) %}{% set n.a = (n.a, n.a) %}{% endfor %}"
        "{{ [n.a, n.a] | sort | length }}"
    ),
    "lists of lists as a key": (
        "{% set n = namespace(a=(1,)) %}{% for i in range(8) %}{% set n.a = (n.a, n.a) %}{% endfor %}"
        "{{ {n.a: 2}[n.a] }}"
    ),
}


@pytest.mark.parametrize("body", STEPS.values(), ids=STEPS)
def test_steps_are_counted(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, FEW_STEPS)
    assert finding.code == "template-limit"
    assert finding.text == "the template's loops, calls and filters take more than 60 steps"
    printed(tmp_path, body, Limits(steps=6_000))


def test_files_that_include_files_are_steps(tmp_path: Path) -> None:
    body = "{% for i in range(25) %}{% include 'a.j2' %}{% endfor %}"
    with pytest.raises(FindingsError, match="60 steps"):
        printed(tmp_path, body, FEW_STEPS, **{"a.j2": "{% include 'b.j2' %}", "b.j2": "a"})


HANDLED = {
    "text in a loop": "{% set x %}{% for i in range(10) %}" + "a" * 400 + "{% endfor %}{% endset %}",
    "text in a macro": "{% macro a() %}"
    + "a" * 500
    + "{% endmacro %}{% for i in range(9) %}{% set x = a() %}{% endfor %}",
    "text in a block": "{% for i in range(10) %}{% block a %}" + "a" * 400 + "{% endblock %}{% endfor %}",
    "printing": "{% set x = 'a' * 300 %}{% set y %}" + "{{ x }}" * 12 + "{% endset %}",
    "joining": "{% set n = namespace(x='ab') %}{% for i in range(12) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "adding": "{% set n = namespace(x=[1]) %}{% for i in range(12) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "capturing": (
        "{% set n = namespace(x='ab') %}{% for i in range(12) %}{% set x %}{{ n.x }}{{ n.x }}{% endset %}"
        "{% set n.x = x %}{% endfor %}"
    ),
    "multiplying": "{{ ('a' * 3100) | length }}",
    "a list times a number": "{{ ([1] * 3100) | length }}",
    "slices": "{% set x = 'a' * 400 %}{% for i in range(10) %}{% set y = x[1:] %}{% endfor %}",
    "copies": "{% for i in range(9) %}{% set y = range(400) | list | list %}{% endfor %}",
    "lists in the template": "{% for i in range(90) %}{% set x = [" + "1," * 40 + "] %}{% endfor %}",
    "replacing": "{{ 'aaaaaaaaaa' | replace('a', 'b' * 60) | length }}",
    "replacing nothing": "{{ 'aaaaaaaaaa' | replace('', 'b' * 60) | length }}",
    "joining a list": "{{ range(300) | join('-' * 10) | length }}",
    "a list in words": "{{ range(300) | list_join | length }}",
    "looking through a text": "{% set x = 'a' * 400 %}{% for i in range(10) %}{{ 'b' in x or '' }}{% endfor %}",
    "looking through a list": "{% set x = range(400) | list %}{% for i in range(10) %}{{ '' if -1 in x }}{% endfor %}",
    "counting": "{% set x = 'a' * 400 %}{% for i in range(10) %}{{ x.count('b') }}{% endfor %}",
    "dividing": "{% set x = 'a' * 400 %}{% for i in range(10) %}{% set y = x.split('a') %}{% endfor %}",
    "formats": "{{ ('%100d' * 40) % (1,) if false else '%900d%900d%900d%900d' % (1, 1, 1, 1) }}",
    "filters that make letters": "{% set x = 'a' * 400 %}{% for i in range(10) %}{% set y = x | upper %}{% endfor %}",
    "sums of lists": "{% set x = [[1] * 20] * 30 %}{{ x | sum(start=[]) | length }}",
    "sorting": "{% set x = range(400) | list %}{% for i in range(10) %}{% set y = x | sort %}{% endfor %}",
}


@pytest.mark.parametrize("body", HANDLED.values(), ids=HANDLED)
def test_what_is_made_and_looked_through_is_counted(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, FEW_HANDLED)
    assert finding.code == "template-limit"
    assert finding.text == "the template handles more than 3,000 characters and members of lists"
    printed(tmp_path, body, Limits(handled=500_000))


def test_a_list_of_records_is_looked_through_no_more_than_twice(tmp_path: Path) -> None:
    body = (
        "{% set x = (measures | list) * 100 %}"
        "{% for i in range(100) %}{{ 'a' if measures['zwei'] in x }}{{ 'b' if 'eins' in x }}{{ 'c' if i in x }}"
        "{{ 'd' if 'drei' in x }}{{ 'e' if [i] in x }}{{ 'f' if sections['feld'] not in x }}{% endfor %}"
    )
    assert "abf" * 100 in printed(tmp_path, body, Limits(handled=3_000))


def test_what_a_macro_prints_is_counted_where_it_prints_and_where_it_is_printed(tmp_path: Path) -> None:
    body = "{% macro a() %}" + "a" * 500 + "{% endmacro %}{{ a() }}{{ a() }}"
    printed(tmp_path, body, Limits(handled=2_100))
    assert "2,000 characters" in stopped(tmp_path, body, Limits(handled=2_000)).text


LARGE = {
    "{{ ('a' * 700) | length }}",
    "{{ ('a' * 400 + 'a' * 400) | length }}",
    "{{ ('a' * 400 ~ 'a' * 400) | length }}",
    "{{ (700 * 'a') | length }}",
    "{{ ([1] * 700) | length }}",
    "{{ ('a' * 20) | replace('a', 'b' * 40) }}",
    "{{ ['a' * 300, 'a' * 400] | join }}",
    "{{ ['a' * 300, 'a' * 400] | list_join }}",
    "{{ range(50) | join('-' * 30) }}",
    "{{ '%700d' % 1 }}",
    "{{ '%.700f' % 1.5 }}",
    "{{ '%(a)s%(a)s' % {'a': 'b' * 400} }}",
    "{{ 'a' * 400 }}{{ 'a' * 400 }}",
    "{{ range(700) | list | length }}",
}


@pytest.mark.parametrize("body", sorted(LARGE))
def test_no_text_or_list_is_larger_than_any_report(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, SMALL)
    assert finding.code == "template-limit"
    assert "grows beyond 600 characters or members" in finding.text or "prints more than 600" in finding.text
    assert finding.line == 2 or "prints" in finding.text
    printed(tmp_path, body)


@pytest.mark.parametrize(
    "body", ["{{ range(11) }}", "{{ [1] | batch(11, 0) | list }}", "{{ [1] | slice(11) | list }}",
             "{{ [1] | batch(fill_with=0, linecount=11) | list }}"],
)  # fmt: skip
def test_members_that_come_from_nothing(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, Limits(members=10))
    assert (finding.code, finding.line) == ("template-limit", 2)
    assert "more than 10" in finding.text


@pytest.mark.parametrize(
    "body",
    ["{{ 99999 * 99999 }}", "{{ 9 ** 10 }}", "{{ 99999999 + 99999999 }}", "{{ -99999999 - 99999999 }}",
     "{{ 2 ** -40 }}", "{{ [99999999, 99999999] | sum }}"],
)  # fmt: skip
def test_digits_of_numbers(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, Limits(digits=8))
    assert (finding.code, finding.text) == ("template-limit", "a number has more than 8 digits")


@pytest.mark.parametrize(
    "body", ["{{ '%11d' % 1 }}", "{{ '%-*d' % (5, 1) }}", "{{ '%.12f' % 1 }}", "{{ '%(a)+11d' % {} }}"]
)
def test_widths_of_formats(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body, Limits(width=10))
    assert (finding.code, finding.text) == ("template-limit", "a format has a width above 10")


def test_numbers_in_a_text_are_no_widths(tmp_path: Path) -> None:
    assert "in 2019: 12345 %; 7" in printed(tmp_path, "{{ 'in 2019: 12345 %%; %s' % 7 }}")


def test_the_clock_is_the_last_resort(tmp_path: Path) -> None:
    body = "{% for i in range(100) %}{% for j in range(99) %}{% endfor %}{% endfor %}"
    finding = stopped(tmp_path, body, Limits(seconds=0))
    assert (finding.code, finding.text) == ("template-limit", "the template runs longer than 0 seconds")


TOO_DEEP = {
    "if": ("{% if 1 %}\n" * 9 + "{% endif %}" * 9, "statements"),
    "with": ("{% with x = 1 %}\n" * 9 + "{% endwith %}" * 9, "statements"),
    "macro": ("".join(f"{{% macro a{i}() %}}\n" for i in range(9)) + "{% endmacro %}" * 9, "statements"),
    "set": ("{% set x %}\n" * 9 + "{% endset %}" * 9, "statements"),
    "filter": ("{% filter upper %}\n" * 9 + "{% endfilter %}" * 9, "statements"),
    "brackets": ("{{ " + "(" * 10 + "1" + ")" * 10 + " }}", "brackets"),
    "lists": ("{{ " + "[" * 10 + "1" + "]" * 10 + " }}", "brackets"),
    "signs": ("{{ " + "- " * 10 + "1 }}", "expressions"),
    "not": ("{{ " + "not " * 10 + "1 }}", "expressions"),
    "sums": ("{{ 1" + " + 1" * 10 + " }}", "expressions"),
    "powers": ("{{ 1" + " ** 1" * 10 + " }}", "expressions"),
    "or": ("{{ 1" + " or 1" * 10 + " }}", "expressions"),
    "attributes": ("{{ x" + ".y" * 10 + " }}", "expressions"),
    "filters": ("{{ x" + " | upper" * 10 + " }}", "expressions"),
    "else": ("{{ 1" + " if 1 else 1" * 10 + " }}", "expressions"),
    "calls": ("{{ x" + "()" * 10 + " }}", "expressions"),
}


@pytest.mark.parametrize(("body", "what"), TOO_DEEP.values(), ids=TOO_DEEP)
def test_nesting_is_told_before_python_compiles_it(tmp_path: Path, body: str, what: str) -> None:
    finding = stopped(tmp_path, body, Limits(statements=8, expressions=8))
    assert finding.code == "template-syntax"
    assert finding.text == f"nested too deeply: {what} in more than 8 others"
    assert finding.line == (10 if what == "statements" else 2)


def test_nesting_of_loops(tmp_path: Path) -> None:
    body = "{% for i in [1] %}\n" * 5 + "{% endfor %}" * 5
    finding = stopped(tmp_path, body, Limits(loops=4))
    assert (finding.text, finding.line) == ("nested too deeply: loops in more than 4 others", 6)


DEEPEST = {
    "if": "{% if 1 %}" * 38 + "{% endif %}" * 38,
    "for": "{% for i in [1] %}" * 16 + "{{ loop.index }}" + "{% endfor %}" * 16,
    "for, else and if": "{% for i in [] if i %}{% else %}{% if 1 %}" * 12 + "{% endif %}{% endfor %}" * 12,
    "for in itself": "{% for i in [1] recursive %}" * 8 + "{% endfor %}" * 8,
    "with": "{% with x = 1 %}" * 38 + "{% endwith %}" * 38,
    "macro": "".join(f"{{% macro a{i}() %}}" for i in range(18)) + "{% endmacro %}" * 18,
    "set": "{% set x %}" * 18 + "{% endset %}" * 18,
    "filter": "{% filter upper %}" * 18 + "{% endfilter %}" * 18,
    "block": "".join(f"{{% block a{i} %}}" for i in range(38)) + "{% endblock %}" * 38,
    "call": "{% macro a() %}{{ caller() }}{% endmacro %}" + "{% call a() %}" * 18 + "{% endcall %}" * 18,
    "lists": "{% set x = " + "[" * 39 + "1" + "]" * 39 + " %}",
    "mappings": "{% set x = " + "{1: [" * 19 + "1" + "]}" * 19 + " %}",
    "brackets": "{{ " + "(" * 40 + "1" + ")" * 40 + " }}",
    "sums": "{{ 1" + " + 1" * 38 + " }}",
    "joined": "{{ " + "(1 ~ " * 38 + "1" + ")" * 38 + " }}",
    "comparisons": "{{ '' if " + "(i == " * 30 + "1" + ")" * 30 + " }}",
    "filters": "{{ 'a'" + " | upper" * 38 + " }}",
    "else": "{{ 1" + " if 0 else 1" * 38 + " }}",
}


@pytest.mark.parametrize("body", DEEPEST.values(), ids=DEEPEST)
def test_what_is_as_deep_as_may_be_is_compiled(tmp_path: Path, body: str) -> None:
    printed(tmp_path, body.replace("i ==", "1 =="))


@pytest.mark.parametrize("times", [100, 200, 5000])
@pytest.mark.parametrize("begin", ["{% if 1 %}", "{% for i in [1] %}", "{{ (", "{{ not ", "{{ - ", "{{ [", "{{ x("])
def test_whatever_is_nested_has_a_message_with_its_line(tmp_path: Path, begin: str, times: int) -> None:
    body = begin * times if begin.startswith("{%") else begin + begin.removeprefix("{{ ") * times + "1 }}"
    finding = stopped(tmp_path, body + "{% endif %}{% endfor %}")
    assert (finding.code, finding.line) == ("template-syntax", 2)


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "0x" + "f" * 5000, "1e999", "9" * 400 + ".5"])
def test_numbers_beyond_all_bounds(tmp_path: Path, number: str) -> None:
    finding = stopped(tmp_path, f"{{{{ 1 }}}}\n{{{{ {number} }}}}")
    assert (finding.code, finding.text, finding.line) == ("template-syntax", "the number is too large", 3)


@pytest.mark.parametrize(
    "body",
    ["{{ 1 / 0 }}", "{{ 'a' * 10 ** 9 }}", "{{ 9 ** 999 }}", "{{ 1 % 0 }}", "{{ '%d' % 'a' }}", "{{ [1][5:'a'] }}",
     "{{ 'a' < 1 }}", "{{ -'a' }}", "{{ 'a' | round('b') }}", "{{ {[1]: 2} }}", "{{ (1).to_bytes(9) }}"],
)  # fmt: skip
def test_nothing_is_worked_out_while_a_template_is_compiled(tmp_path: Path, body: str) -> None:
    printed(tmp_path, f"{{% if false %}}{body}{{% endif %}}")
    assert stopped(tmp_path, body).line == 2


def test_words_and_bytes_of_files(tmp_path: Path) -> None:
    finding = stopped(tmp_path, "{{ 1 }}\n" * 10, Limits(tokens=30))
    assert finding.code == "template-syntax"
    assert finding.text == "the file has more than 30 words and signs"
    with pytest.raises(FindingsError) as caught:
        printed(tmp_path, "a", Limits(source=300), **{"a.j2": "a" * 200, "b.j2": "b" * 200})
    assert [(each.code, each.file) for each in caught.value.findings] == [("file-too-large", "templates/test/b.j2")]


@pytest.mark.parametrize(
    "body",
    ["{{ [1] ~ 'a' }}", "{{ [1] | string }}", "{{ [[1]] | join }}", "{{ '%s' % [1] }}", "{{ '%(a)s' % {'a': [1]} }}",
     "{{ [1] | replace('a', 'b') }}", "{{ 'a' | replace('a', [1]) }}", "{{ [1] | number }}", "{{ [[1]] | list_join }}",
     "{{ namespace(a=1) ~ 'a' }}", "{{ namespace(a=1) | string }}", "{{ ['a'] | join([1]) }}", "{{ (1, 2) | escape }}",
     "{{ say('hello', name=[1]) }}", "{{ range(3) ~ '' }}", "{% include [[1]] %}", "{{ {'a': 1}[[1]] }}"],
)  # fmt: skip
def test_lists_are_no_part_of_a_text(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, body)
    assert (finding.code, finding.line) == ("template-error", 2)


@pytest.mark.parametrize(
    "body",
    ["(1).to_bytes", "(1).as_integer_ratio", "1.5.hex", "''.encode", "'a'.center", "'a'.format", "'a'.join",
     "'a'.zfill", "[].append", "[].sort", "{}.update", "{}.setdefault", "say.func", "say.keywords", "'a'.translate"],
)  # fmt: skip
def test_methods_that_let_something_grow_or_change_are_not_there(tmp_path: Path, body: str) -> None:
    finding = stopped(tmp_path, f"{{{{ {body}(1) }}}}")
    assert (finding.code, finding.line) == ("sandbox-violation", 2)


@pytest.mark.parametrize(
    "body",
    ["{{ [measures.eins] | list_join('__class__') }}", "{{ [say] | list_join('__globals__') }}",
     "{{ [say] | join('', '__class__') }}", "{{ [measures.eins] | sum('_model') }}"],
)  # fmt: skip
def test_names_of_attributes_are_asked_of_the_sandbox(tmp_path: Path, body: str) -> None:
    with pytest.raises(FindingsError) as caught:
        printed(tmp_path, body)
    assert {each.line for each in caught.value.findings} == {2}
    assert "class '" not in str(caught.value)


@pytest.mark.parametrize("gift", ["1 | _spent(-9999)", "-9999 | _spent(-9999)", "[-9999] | map('_spent', -9999) | list",
                                  "[-9999] | map('_built', -9999) | list", "-9999 | _sized"])  # fmt: skip
def test_the_counters_cannot_be_turned_back(tmp_path: Path, gift: str) -> None:
    body = f"{{% for i in range(40) %}}{{% set x = {gift} %}}{{% endfor %}}"
    assert stopped(tmp_path, body, FEW_STEPS).code == "template-limit"
