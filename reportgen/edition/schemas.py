"""JSON Schemas (draft 2020-12) of the data files, so that editors complete and check while one types."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from msgspec import Struct

from reportgen.edition import model as models
from reportgen.edition import returned
from reportgen.edition.extras import refuse_taken_names
from reportgen.edition.fields import fields
from reportgen.edition.files import model_of
from reportgen.edition.model import Item
from reportgen.edition.own import OwnNumber
from reportgen.project import settings as settings_module
from reportgen.project.files import RETURNS, DataFile, data_files
from reportgen.project.open import Project
from reportgen.project.settings import CollectionSchema, FieldKind, Settings
from reportgen.yaml.model import Slug
from reportgen.yaml.strict import NO_LINE_END, strict_model

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SLUG_PATTERN: str = get_args(Slug)[1].pattern.replace(NO_LINE_END, "")

_TYPED_NUMBER = {"type": "string", "pattern": "[0-9]"}
"""A number that is typed otherwise than YAML has it; what it means is for `check` to say."""

_EXTRA: dict[FieldKind, dict[str, Any]] = {
    "text": {"type": "string"},
    "rich": {"type": "string", "description": "Markdown, with references to figures and institutions."},
    "number": {"anyOf": [{"type": "number"}, _TYPED_NUMBER]},
    "quantity": {"anyOf": [{"type": "number"}, _TYPED_NUMBER]},
    "money": {"anyOf": [{"type": "number"}, _TYPED_NUMBER]},
    "date": {"type": "string", "description": "A day: 2026-03-31."},
    "list": {"type": "array", "items": {"type": "string"}},
    "bool": {"type": "boolean"},
}
_NUMBER_RECORD: dict[str, Any] = {
    "type": "object",
    "properties": {key: {} for key in OwnNumber.__struct_fields__},
    "additionalProperties": False,
}
_RECORDS: dict[FieldKind, tuple[dict[str, Any], ...]] = {
    "number": (_NUMBER_RECORD,),
    "quantity": (_NUMBER_RECORD,),
    "money": (_NUMBER_RECORD,),
    "date": ({"type": "object"},),
}
"""What else some kinds take: a number with its date and those before, a date in words."""


def schemas(project: Project) -> dict[str, dict[str, Any]]:
    """File name -> schema, for every data file of the report and for ``reportgen.yaml``.

    Raises ProjectError where the schema's own fields cannot be.
    """
    refuse_taken_names(project)
    settings = project.settings
    made = {"reportgen.schema.json": _finish(_model_schema(Settings), "reportgen.yaml")}
    for file in (*data_files(settings.collections), RETURNS):
        record = _model_schema(model_of(file))
        if model_of(file) is Item:
            _add_extras(record, settings.collections[file.field])
        schema = record if file.single else _mapping(record, file)
        made[file.name.replace(".yaml", ".schema.json")] = _finish(schema, file.name)
    return made


def schema_files(project: Project) -> dict[str, bytes]:
    """File name -> content, as these schemas stand in ``data/schema/``."""
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
        for name, schema in schemas(project).items()
    }


def _mapping(record: dict[str, Any], file: DataFile) -> dict[str, Any]:
    """The schema of a file that maps ids to records."""
    definitions = record.pop("$defs", {})
    schema: dict[str, Any] = {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{record['title']}"}}
    if file.slugs:
        schema["propertyNames"] = {"pattern": _SLUG_PATTERN}
    schema["description"] = f"id: {record['title']}. {record.get('description', '')}".strip()
    return {**schema, "$defs": {**definitions, record["title"]: record}}


def _finish(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": name, **{key: value for key, value in schema.items() if key != "title"}}


def _model_schema(model: type[Struct]) -> dict[str, Any]:
    schema = strict_model(model).model_json_schema(by_alias=True)
    known = {name: kind for module in (models, returned, settings_module) for name, kind in vars(module).items()}
    for part in (schema, *schema.get("$defs", {}).values()):
        _describe(part, known.get(part.get("title", "")))
    if model is Settings:
        _allow_names_alone(schema["$defs"]["ReportSchema"]["properties"]["collections"])
        _allow_types_alone(schema["$defs"]["CollectionSchema"]["properties"]["fields"])
    return schema


def _allow_names_alone(collections: dict[str, Any]) -> None:
    """The collections may be a list of names, or names without anything behind them."""
    mapping = {key: collections.pop(key) for key in list(collections) if key not in ("title", "description")}
    mapping["patternProperties"] = {
        pattern: {"anyOf": [schema, {"type": "null"}]} for pattern, schema in mapping["patternProperties"].items()
    }
    mapping["additionalProperties"] = False
    names = {"type": "array", "items": {"type": "string", "pattern": _SLUG_PATTERN}, "minItems": 1}
    collections["anyOf"] = [mapping, names]


def _allow_types_alone(own: dict[str, Any]) -> None:
    """A field may be said by its type."""
    own["additionalProperties"] = {"anyOf": [own["additionalProperties"], {"enum": list(get_args(FieldKind))}]}


def _describe(schema: dict[str, Any], model: Any) -> None:
    """Put the docstrings below the fields into the schema, and take away the titles that only repeat the key."""
    record = isinstance(model, type) and issubclass(model, Struct)
    texts = dict(_field_docstrings(model)) if record else {}
    numbers = {each.key for each in fields(model).values() if each.number} if record else ()
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        if name in numbers:
            field["anyOf"].append(_TYPED_NUMBER)
        if name.removesuffix("_") in texts:
            field["description"] = texts[name.removesuffix("_")]
    if "description" in schema:
        schema["description"] = _plain(schema["description"])


@cache
def _class_bodies(module: str) -> dict[str, list[ast.stmt]]:
    """The statements of each class of a module: Python keeps no docstrings of fields."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}


def _field_docstrings(model: type) -> Iterator[tuple[str, str]]:
    for field, text in itertools.pairwise(_class_bodies(model.__module__)[model.__name__]):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            yield field.target.id.removesuffix("_"), _plain(str(text.value.value))


def _plain(text: str) -> str:
    """A docstring as an editor shows it: one line a paragraph, without backquotes."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs).replace("`", "")


def _add_extras(record: dict[str, Any], collection: CollectionSchema) -> None:
    """Item as the file has it: the report's own fields in place of ``extra``."""
    del record["properties"]["extra"]
    for name, own in collection.fields.items():
        record["properties"][name] = {"anyOf": [dict(_EXTRA[own.type]), *_RECORDS.get(own.type, ()), {"type": "null"}]}
    if collection.section is not None:
        record["required"] = [name for name in record["required"] if name != "section"]
