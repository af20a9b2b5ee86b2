"""Holds what a server answered to docs/openapi.json: the status is one that the route has, and the body is as its schema says. Knows
the part of JSON Schema 2020-12 that the document uses; whatever else stands in a schema is an error, not a pass."""
import functools
import json
import pathlib
import re

DOCUMENT = json.loads((pathlib.Path(__file__).resolve().parents[2] / "docs/openapi.json").read_text(encoding="utf-8"))
WORDS = {"description", "format", "default", "title"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def resolve(node):
    while "$ref" in node:
        target = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = {**target, **{name: value for name, value in node.items() if name != "$ref"}}
    return node


def is_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def named(schema):
    """All names that an object of this schema may have."""
    schema = resolve(schema)
    return set(schema.get("properties", {})).union(*(named(part) for part in schema.get("allOf", [])))


def faults(value, schema, where="the body"):
    """-> what is wrong with it, a sentence each."""
    found = []
    for word, argument in resolve(schema).items():
        if word in WORDS:
            continue
        for fault in CHECKS[word](value, argument, where, resolve(schema)):
            found.append(fault)
    return found


def check_type(value, names, where, _):
    names = [names] if isinstance(names, str) else names
    if not any(is_type(value, name) for name in names):
        yield f"{where}: {value!r} is not {' or '.join(names)}"


def check_properties(value, properties, where, _):
    for name, schema in properties.items() if isinstance(value, dict) else ():
        if name in value:
            yield from faults(value[name], schema, f"{where}.{name}")


def check_closed(value, allowed, where, schema):
    if allowed is False and isinstance(value, dict):
        for name in sorted(set(value) - named(schema)):
            yield f"{where}: nothing is said of {name!r}"


def check_one(value, choices, where, _):
    fitting = sum(not faults(value, choice, where) for choice in choices)
    if fitting != 1:
        yield f"{where}: {value!r} fits {fitting} of {len(choices)}"


def check_items(value, schema, where, _):
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield from faults(item, schema, f"{where}[{index}]")


def limit(is_meant, holds):
    def check(value, argument, where, _):
        if is_meant(value) and not holds(value, argument):
            yield f"{where}: {value!r} against {argument!r}"
    return check


def is_number(value):
    return is_type(value, "number")


CHECKS = {
    "type": check_type,
    "properties": check_properties,
    "required": lambda value, names, where, _: [f"{where}: {name!r} is missing" for name in names if isinstance(value, dict) and name not in value],
    "additionalProperties": check_closed,
    "unevaluatedProperties": check_closed,
    "allOf": lambda value, parts, where, _: [fault for part in parts for fault in faults(value, part, where)],
    "oneOf": check_one,
    "items": check_items,
    "enum": limit(lambda value: True, lambda value, choices: value in choices),
    "minimum": limit(is_number, lambda value, bound: value >= bound),
    "maximum": limit(is_number, lambda value, bound: value <= bound),
    "minItems": limit(lambda value: isinstance(value, list), lambda value, count: len(value) >= count),
    "maxItems": limit(lambda value: isinstance(value, list), lambda value, count: len(value) <= count),
    "minLength": limit(lambda value: isinstance(value, str), lambda value, count: len(value) >= count),
    "maxLength": limit(lambda value: isinstance(value, str), lambda value, count: len(value) <= count),
    "pattern": limit(lambda value: isinstance(value, str), lambda value, pattern: re.search(pattern, value)),
}


@functools.cache
def operations():
    found = []
    for path, methods in DOCUMENT["paths"].items():
        form = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + r"$")
        found += [("{" in path, method.upper(), form, operation) for method, operation in methods.items()]
    return sorted(found, key=lambda each: each[0])


def find_operation(method, path):
    return next((operation for _, each, form, operation in operations() if each == method and form.match(path)), None)


def reply_faults(method, target, status, content_type, body):
    """What is not as the document says; nothing of what is not in it (pages, unknown addresses)."""
    operation = find_operation(method, target.split("?")[0])
    if operation is None or status in (304, 403, 405, 421):
        return []
    described = operation["responses"].get(str(status)) or (operation["responses"]["default"] if status >= 400 else None)
    if described is None:
        return [f"{method} {target}: {status} is not among its answers"]
    content = resolve(described).get("content", {})
    schema = content.get((content_type or "").split(";")[0], {}).get("schema")
    if schema is None or "json" not in content_type:
        return []
    return [f"{method} {target}: {fault}" for fault in faults(json.loads(body), schema)]
