"""What is wrong with an input, told in the one form in which errors are told.

The schema raises short faults (a rule, what is allowed, what to do); this module adds the name, the
value and the place where it was set.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, LiteralString, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from model.errors import UserError, outside, unknown

Path = Sequence[str | int]
Origin = Callable[[Path], str]

_TYPES = {
    "float_type": ("is not a number", "a number"),
    "int_type": ("is not a whole number", "a whole number"),
    "string_type": ("is not text", "text; quote it if it looks like a number"),
    "bool_type": ("is neither true nor false", "true or false"),
    "dict_type": ("is not a mapping", "keys with values"),
    "list_type": ("is not a list", "a list in [ ]"),
    "tuple_type": ("is not a list", "a list in [ ]"),
    "model_type": ("is not a mapping", "keys with values"),
    "too_short": ("is too short", "a list of two or more"),
    "finite_number": ("is not a finite number", "a finite number"),
}


def fault(rule: str, *, allowed: str = "", advice: str = "") -> PydanticCustomError:
    """Return the error a validator raises when a rule is broken.

    Parameters
    ----------
    rule : str
        Follows the value in the sentence: "is not a month".
    allowed : str
        What is allowed instead; may be empty.
    advice : str
        What to do, a sentence; may be empty.
    """
    return _custom("fault", {"rule": rule, "allowed": allowed, "advice": advice})


def out_of_range(low: float, high: float, advice: str, unit: str = "") -> PydanticCustomError:
    """Return the error a validator raises for a number outside `[low, high]`."""
    return _custom("outside", {"low": low, "high": high, "advice": advice, "unit": unit})


def _custom(kind: LiteralString, context: dict[str, Any]) -> PydanticCustomError:
    return PydanticCustomError(kind, "see the context", context)


def statement(name: str, value: object, rule: str, allowed: str, set_by: str, advice: str) -> str:
    """Return one problem in the error template.

    >>> statement("scenario.start", "May", "is not a month", "YYYY-MM", "x.yaml:3", "Write it so.")
    'scenario.start=May is not a month; allowed YYYY-MM; set by x.yaml:3. Write it so.'
    """
    permitted = f"; allowed {allowed}" if allowed else ""
    return f"{name}={show(value)} {rule}{permitted}; set by {set_by}. {advice}".rstrip()


def show(value: object) -> str:
    """Return a value as a person would write it, shortened."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        value = "{" + ", ".join(f"{k}: {show(v)}" for k, v in value.items()) + "}"
    elif isinstance(value, list | tuple):
        value = "[" + ", ".join(show(item) for item in value) + "]"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def dotted(prefix: str, path: Path) -> str:
    """Return the full name of the value at a path, for instance `scenario.events.words.at`."""
    return ".".join([prefix, *map(str, path)])


def near(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean ...?" for a name that is nearly known, else an empty text."""
    found = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(map(repr, found))}?" if found else ""


def validate[M: BaseModel](model: type[M], data: object, prefix: str, origin: Origin) -> M:
    """Return `data` as a `model`, or raise one error that tells all problems, one a line.

    Parameters
    ----------
    model : type
        A schema.
    data : object
        What was read or overridden.
    prefix : str
        What the names begin with, for instance "scenario".
    origin : callable
        From a path to where its value was set.

    Raises
    ------
    UserError
        With one line per problem.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    # An unknown key first: it is often the missing one, misspelt.
    details.sort(key=lambda item: item["type"] != "extra_forbidden")
    lines = dict.fromkeys(_explain(item, model, prefix, origin) for item in details)
    raise UserError("\n".join(lines))


def _explain(item: ErrorDetails, model: type[BaseModel], prefix: str, origin: Origin) -> str:
    path = item["loc"]
    if len(path) > 1 and path[-1] == "value" and isinstance(path[-2], str):
        path = path[:-1]  # the number itself: a person thinks of it by the name of its key
    name, set_by, context = dotted(prefix, path), origin(path), item.get("ctx", {})
    kind, value = item["type"], _number(item["input"])
    if kind == "extra_forbidden":
        owner = dotted(prefix, path[:-1])
        return str(unknown(f"key in {owner}", str(path[-1]), _keys(model, path[:-1]), set_by))
    if kind == "missing":
        return f"{name} is missing; set by {set_by}. Add the key {str(path[-1])!r} there."
    if kind == "outside":
        return _outside(name, value, context, set_by)
    if kind == "fault":
        told = context
        return statement(name, value, told["rule"], told["allowed"], set_by, told["advice"])
    if kind == "literal_error":
        known = [part.strip("'") for part in context["expected"].replace(" or ", ", ").split(", ")]
        return statement(
            name, value, "is not known", ", ".join(known), set_by, near(str(value), known)
        )
    if kind == "model_type" and context.get("class_name") == "Quantity":
        return _bare(name, value, set_by)
    rule, allowed = _TYPES.get(kind, (f"is not right ({item['msg']})", ""))
    return statement(name, value, rule, allowed, set_by, "")


def _number(value: object) -> object:
    """Return the value of a number with its origin, anything else as it is."""
    return value["value"] if isinstance(value, Mapping) and "value" in value else value


def _outside(name: str, number: object, context: Mapping[str, Any], set_by: str) -> str:
    low, high = context["low"], context["high"]
    text = outside(name, number, low, high, set_by, context["advice"], context["unit"])
    return str(text).rstrip()


def _bare(name: str, value: object, set_by: str) -> str:
    shown = show(value)
    allowed = (
        f"{{value: {shown}, sourced: KEY, where: ...}} or "
        f"{{value: {shown}, assumed: [low, high], why: ...}}"
    )
    rule = "has neither a source nor a range"
    return statement(name, value, rule, allowed, set_by, "Say where the number comes from.")


def _keys(model: Any, path: Path) -> list[str]:
    """Return the keys that the schema knows at a path."""
    for step in path:
        inner = _plain(model)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found = inner.model_fields.get(str(step))
            model = found.annotation if found else None
        else:
            arguments = get_args(inner)
            model = arguments[-1] if get_origin(inner) is dict else next(iter(arguments), None)
    inner = _plain(model)
    return (
        list(inner.model_fields) if isinstance(inner, type) and issubclass(inner, BaseModel) else []
    )


def _plain(annotation: Any) -> Any:
    """Return an annotation without `Annotated` and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        arguments = [item for item in get_args(annotation) if item is not type(None)]
        if type(None) not in get_args(annotation) or len(arguments) != 1:
            return annotation
        annotation = arguments[0]
