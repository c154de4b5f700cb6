"""The lead's work: the scoreboard with the packets behind it, and what waits for a word."""

from escalator.web.views.lead import requests, scoreboard
from escalator.web.views.lead.blueprint import lead

__all__ = ["lead", "requests", "scoreboard"]
