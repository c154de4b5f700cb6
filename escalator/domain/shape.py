"""Holds a contract's file against the JSON Schema of its kind: its shape, not its meaning."""

from jsonschema import Draft202012Validator

from escalator.domain.errors import BadContract
from escalator.domain.model import JSON


def shape_problems(value: JSON, file: str, *, schema: JSON) -> tuple[BadContract, ...]:
    """Return where a value has not the shape that a schema asks for, in order of place.

    file: the name shown. schema: JSON Schema, draft 2020-12.
    """
    validator = Draft202012Validator(schema if isinstance(schema, dict) else {})
    errors = sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.path)))
    return tuple(
        BadContract(
            file=file,
            place="".join(f"/{part}" for part in error.absolute_path),
            reason=f"{error.message[:300]}.",
        )
        for error in errors
    )
