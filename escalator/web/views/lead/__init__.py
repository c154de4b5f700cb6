"""The lead's work: the scoreboard and what to fix next, and what waits for a word."""

from escalator.web.views.lead import fixes, requests, scoreboard
from escalator.web.views.lead.blueprint import lead

__all__ = ["fixes", "lead", "requests", "scoreboard"]
