"""A number and where it comes from: a source, or an assumption with the range to sweep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from scenarios.problems import Path, fault, out_of_range

Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class Quantity(BaseModel):
    """A number in a scenario file.

    Either `{value, sourced, where}`: `sourced` is a key of `model/sources.yaml` and `where` says
    where in that work; or `{value, assumed, why}`: `assumed` is the range to sweep, which must hold
    the value, and `why` is a phrase.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Real
    sourced: str | None = None
    where: str | None = None
    assumed: tuple[Real, Real] | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if (self.sourced is None) == (self.assumed is None):
            raise fault(
                "needs one origin",
                allowed="'sourced: KEY' with 'where:', or 'assumed: [low, high]' with 'why:'",
                advice="Keep one of the two.",
            )
        if self.sourced is not None and (not self.where or self.why is not None):
            raise fault("is sourced", advice="Add 'where:' (a table, page or fact) and no 'why:'.")
        if self.assumed is not None:
            self._check_range(*self.assumed)
        return self

    def _check_range(self, low: float, high: float) -> None:
        if not self.why or self.where is not None:
            raise fault("is assumed", advice="Add 'why:' (one phrase) and no 'where:'.")
        if not low <= self.value <= high:
            raise fault(
                f"is outside its own assumed range [{low:g}, {high:g}]",
                advice="Widen the range or change the value.",
            )

    def __float__(self) -> float:
        return self.value


@dataclass(frozen=True)
class Within:
    """Annotation of a number (plain or Quantity): it lies in `[low, high]`."""

    low: float
    high: float
    advice: str = ""
    unit: str = ""

    def check(self, value: Any) -> Any:
        """Return `value`, or raise when it lies outside."""
        if not self.low <= float(value) <= self.high:
            raise out_of_range(self.low, self.high, self.advice, self.unit)
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        bounds = {"minimum": self.low, "maximum": self.high}
        inner = handler(schema)
        if "$ref" in inner:
            return {"allOf": [inner, {"properties": {"value": bounds}}]}
        return {**inner, **bounds}


def is_quantity(value: object) -> bool:
    """Tell whether a mapping read from a file stands for one number."""
    return (
        isinstance(value, Mapping)
        and "value" in value
        and ("sourced" in value or "assumed" in value)
    )


def plain(value: Any) -> Any:
    """Return nested data with each Quantity replaced by its value."""
    if is_quantity(value):
        return value["value"]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def quantities(value: Any, path: Path = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield each Quantity of nested data read from a file, with its path, in file order."""
    here = tuple(path)
    if is_quantity(value):
        yield here, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from quantities(item, (*here, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from quantities(item, (*here, index))
