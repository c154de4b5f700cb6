"""Log formats as their programs write them: tables of templates only."""

from bench.scrub.formats import system, web
from bench.scrub.formats.model import Format

FORMATS: tuple[Format, ...] = (*system.FORMATS, *web.FORMATS)

__all__ = ["FORMATS", "Format"]
