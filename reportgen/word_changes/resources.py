"""What two packages have beside their texts, as one: relationships and their parts, lists, styles."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import Any, Final

from reportgen.ooxml.package import DOCUMENT, STYLES
from reportgen.word_changes.elements import R, W, canonical, copy, value
from reportgen.word_changes.parts import EditablePackage
from reportgen.word_changes.units import pairs, units

_NUMBER: Final = re.compile(r"(\d+)(?=\.[^.]*$)")


FURNITURE: Final = re.compile(r"word/(header|footer)\d*\.xml")
"""Running heads and feet."""


def adopt_relations(old: EditablePackage, new: EditablePackage, part: str) -> None:
    """Give `new` whatever the part of that name refers to in `old`, and let its text there use the same ids."""
    relations = new.relations(part)
    known = {_meaning(new, part, relation): relation.get("Id") for relation in relations}
    ids: dict[str, str] = {}
    for relation in old.relations(part):
        meaning = _meaning(old, part, relation)
        if meaning not in known:
            added = copy(relation)
            added.set("Id", _free_id(relations))
            if relation.get("TargetMode") != "External":
                _adopt(old, new, part, added)
            relations.append(added)
            known[meaning] = added.get("Id")
        ids[relation.get("Id")] = known[meaning]
    for element in old.tree(part).iter():
        for name in [name for name in element.attrib if _refers(name)]:
            element.set(name, ids.get(element.get(name), element.get(name)))


def _meaning(package: EditablePackage, part: str, relation: Any) -> tuple[object, ...]:
    """What makes two relationships one: type and address, or the content of what they lead to. Parts that both
    versions have once (styles, settings …) count by name."""
    kind, target = relation.get("Type"), relation.get("Target")
    if relation.get("TargetMode") == "External":
        return kind, target
    name = package.target(part, relation)
    if (name.count("/") < 2 and not FURNITURE.fullmatch(name)) or "/theme/" in name:
        return kind, name
    below = tuple(_meaning(package, name, each) for each in package.relations(name))
    return kind, package.parts[name], below


def copy_part(package: EditablePackage, part: str, number: str) -> str:
    """A second part like the one that a relationship of `part` leads to, and the relationship to it."""
    relations = package.relations(part)
    added = copy(next(each for each in relations if each.get("Id") == number))
    added.set("Id", _free_id(relations))
    _adopt(package, package, part, added)
    relations.append(added)
    return str(added.get("Id"))


def drop_unused(package: EditablePackage, part: str, before: int) -> None:
    """Take away running heads and relationships that were adopted (from place `before` on) if nothing uses them."""
    used = {value for element in package.tree(part).iter() for name, value in element.attrib.items() if _refers(name)}
    relations = package.relations(part)
    for place, relation in enumerate(list(relations)):
        furniture = relation.get("Type").rpartition("/")[2] in ("header", "footer")
        if relation.get("Id") not in used and (place >= before or furniture):
            relations.remove(relation)
            if relation.get("TargetMode") != "External":
                package.remove(package.target(part, relation))


def _refers(name: object) -> bool:
    return str(name).startswith(R)


def _free_id(relations: Any) -> str:
    taken = {relation.get("Id") for relation in relations}
    number = len(taken) + 1001
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"


def _adopt(old: EditablePackage, new: EditablePackage, part: str, relation: Any) -> None:
    """Copy the part that a relationship leads to, and what that one refers to, under free names."""
    source = old.target(part, relation)
    name = _free_name(new, source)
    new.parts[name] = old.parts[source]
    new.types[name] = old.types.get(source, "")
    folder = posixpath.dirname(part)
    relation.set("Target", posixpath.relpath(name, folder or "."))
    below = old.relations(source)
    if len(below):
        kept = new.relations(name)
        for each in below:
            added = copy(each)
            if each.get("TargetMode") != "External":
                target = old.target(source, each)
                other = _free_name(new, target)
                new.parts[other], new.types[other] = old.parts[target], old.types.get(target, "")
                added.set("Target", posixpath.relpath(other, posixpath.dirname(name)))
            kept.append(added)


def _free_name(package: EditablePackage, name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    base = _NUMBER.sub("", name)
    if base != name:
        stem = base.rpartition(".")[0]
    number = 1
    while name in package.parts:
        number += 1
        name = f"{stem}{number}{dot}{ending}"
    return name


# ------------------------------------------------------------------------------------------------------------- lists


def adopt_lists(old: EditablePackage, new: EditablePackage) -> None:
    """Give `new` the lists of `old`, and let the text of `old` use them. Lists of paragraphs that belong together and
    look the same are one."""
    before, after = old.tree("word/numbering.xml"), new.tree("word/numbering.xml")
    abstracts = _abstracts(before, after)
    for num in before.findall(f"{W}num"):
        link = num.find(f"{W}abstractNumId")
        link.set(f"{W}val", abstracts[value(link)])
    shared = _shared(old, new, before, after)
    taken = {num.get(f"{W}numId") for num in after.findall(f"{W}num")}
    following = max((int(each) for each in taken), default=0) + 1
    ids = dict(shared)
    for num in before.findall(f"{W}num"):
        number = num.get(f"{W}numId")
        if number not in ids:
            added = copy(num)
            ids[number] = str(following)
            added.set(f"{W}numId", ids[number])
            after.append(added)
            following += 1
    for tree in (old.tree(DOCUMENT), old.tree(STYLES)):
        for link in tree.iter(f"{W}numId"):
            link.set(f"{W}val", ids.get(value(link), value(link)))


def _abstracts(before: Any, after: Any) -> dict[str, str]:
    """The abstract lists of `after` that stand for those of `before`, added where there is none."""
    known = {_shape(each): each.get(f"{W}abstractNumId") for each in after.findall(f"{W}abstractNum")}
    found = {}
    for each in before.findall(f"{W}abstractNum"):
        shape = _shape(each)
        if shape not in known:
            added = copy(each)
            number = max((int(number) for number in known.values()), default=-1) + 1
            added.set(f"{W}abstractNumId", str(number))
            for tag, base in ((f"{W}nsid", 0x52490000), (f"{W}tmpl", 0x524A0000)):
                mark = added.find(tag)
                if mark is not None:
                    mark.set(f"{W}val", f"{base + number:08X}")
            after.insert(len(after.findall(f"{W}abstractNum")), added)
            known[shape] = str(number)
        found[each.get(f"{W}abstractNumId")] = known[shape]
    return found


def _shape(abstract: Any) -> bytes:
    return b"".join(canonical(each) for each in abstract if each.tag not in (f"{W}nsid", f"{W}tmpl"))


def _shared(old: EditablePackage, new: EditablePackage, before: Any, after: Any) -> dict[str, str]:
    """Lists of `before` with their counterparts: those that most of the paragraphs that belong together are in."""
    shapes = [
        {num.get(f"{W}numId"): b"".join(canonical(each) for each in num) for num in tree.findall(f"{W}num")}
        for tree in (before, after)
    ]
    one, other = units(old.body), units(new.body)
    votes: Counter[tuple[str, str]] = Counter()
    for place, partner in pairs(one, other).items():
        was, now = (value(unit.element.find(f"{W}pPr/{W}numPr/{W}numId")) for unit in (one[partner], other[place]))
        if was in shapes[0] and now in shapes[1] and shapes[0][was] == shapes[1][now]:
            votes[was, now] += 1
    for number, shape in shapes[0].items():
        if shapes[1].get(number) == shape:
            votes[number, number] += 0
    found: dict[str, str] = {}
    for (was, now), _ in sorted(votes.items(), key=lambda each: (-each[1], each[0])):
        if was not in found and now not in found.values():
            found[was] = now
    return found


# ------------------------------------------------------------------------------------------------------------ styles


def adopt_styles(old: EditablePackage, new: EditablePackage) -> None:
    """Give `new` the styles that only `old` has. One that both have looks as in `new`."""
    styles = new.tree(STYLES)
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    styles.extend(
        copy(style) for style in old.tree(STYLES).iterfind(f"{W}style") if style.get(f"{W}styleId") not in known
    )
