"""Tables as CSV that a spreadsheet program opens as they are and runs nothing of.

What stands in them is the caller's.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run by a spreadsheet program. Source: OWASP, CSV Injection."""


def safe_cell(cell: str | int | float) -> str:
    """Give a cell as text; one that would be run gets an apostrophe before it."""
    text = f"{cell:.6g}" if isinstance(cell, float) else str(cell)
    is_text = isinstance(cell, str)
    return f"'{text}" if is_text and text.lstrip().startswith(STARTS_A_FORMULA) else text


def table_file(name: str, rows: Iterable[Sequence[str | int | float]]) -> Response:
    """Give the answer that downloads as `name`; UTF-8 with a mark that spreadsheets know."""
    written = StringIO()
    csv.writer(written).writerows([safe_cell(cell) for cell in row] for row in rows)
    return Response(
        written.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
