"""The rubric that sampled packets are scored by: its lines with anchors, the sample, the goal.

Read from rubric.json, which a team may replace; sampling.py says which packets are drawn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escalator.domain.errors import BadContract
from escalator.domain.model import JSON
from escalator.domain.reading import Reader
from escalator.domain.shape import shape_problems

LEAST, MOST = 1, 5
"""The scale of every line."""


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One thing that is scored.

    name: as scores keep it. asks: one question. anchors: points -> what they mean, for 1, 3 and 5.
    """

    name: str
    label: str
    asks: str
    anchors: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric, complete.

    version: kept with each score. sample: accepted packets drawn for each team and week. goal: the
    mean score aimed at. lines: in the order in which they are asked.
    """

    version: int
    sample: int
    goal: float
    lines: tuple[RubricLine, ...]

    def label_of(self, name: str) -> str:
        """Return a line's label; its name, spelled out, when this version has no such line."""
        known = (line.label for line in self.lines if line.name == name)
        return next(known, name.replace("_", " ").capitalize())

    def has_line(self, name: str) -> bool:
        """Tell whether there is a line of this name."""
        return any(line.name == name for line in self.lines)


def read_rubric(value: JSON, file: str, *, schema: JSON) -> Rubric:
    """Read rubric.json.

    file: the name shown when it is refused. schema: rubric.schema.json. Raises BadContract with
    the first thing that is wrong and its place.
    """
    for problem in rubric_problems(value, file, schema=schema):
        raise problem
    reader = Reader(file)
    rubric = reader.mapping(value, "")
    goal = rubric["goal"]
    return Rubric(
        version=reader.number(rubric, "version", ""),
        sample=reader.number(rubric, "sample", ""),
        goal=float(goal) if isinstance(goal, int | float) else 0.0,
        lines=tuple(_lines(reader, rubric)),
    )


def rubric_problems(value: JSON, file: str, *, schema: JSON) -> Iterator[BadContract]:
    """Yield what is wrong with a rubric file: its shape; once that is right, names used twice."""
    problems = shape_problems(value, file, schema=schema)
    yield from problems
    if problems:
        return
    reader = Reader(file)
    names = [line.name for line in _lines(reader, reader.mapping(value, ""))]
    for place, name in enumerate(names):
        if name in names[:place]:
            yield reader.refuse(f"/lines/{place}/name", f"“{name}” is the name of another line.")


def _lines(reader: Reader, rubric: dict[str, JSON]) -> Iterator[RubricLine]:
    for place, each in enumerate(reader.listing(rubric["lines"], "/lines")):
        pointer = f"/lines/{place}"
        line = reader.mapping(each, pointer)
        anchors = reader.mapping(line["anchors"], f"{pointer}/anchors")
        yield RubricLine(
            name=reader.text(line, "name", pointer),
            label=reader.text(line, "label", pointer),
            asks=reader.text(line, "asks", pointer),
            anchors={int(points): str(words) for points, words in anchors.items()},
        )


def points_problems(rubric: Rubric, points: Mapping[str, int | None]) -> dict[str, str]:
    """Return a sentence for each line of the rubric that has no score from 1 to 5."""
    return {
        line.name: f"Score {line.label.lower()} from {LEAST} to {MOST}."
        for line in rubric.lines
        if not LEAST <= (points.get(line.name) or 0) <= MOST
    }
