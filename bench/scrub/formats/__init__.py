"""Log formats as their programs write them: tables of templates only."""

from bench.scrub.formats import apps, cloud, network, platforms, system, web
from bench.scrub.formats.model import Format

FORMATS: tuple[Format, ...] = (
    *system.FORMATS,
    *web.FORMATS,
    *apps.FORMATS,
    *cloud.FORMATS,
    *network.FORMATS,
    *platforms.FORMATS,
)

__all__ = ["FORMATS", "Format"]
