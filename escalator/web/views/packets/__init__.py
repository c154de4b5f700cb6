"""A technician's packets: lists, start, editor, submission, what comes after."""

from escalator.web.views.packets import (
    attaching,
    autosave,
    editor,
    exceptions,
    followup,
    hidden,
    lists,
    start,
    submission,
)
from escalator.web.views.packets.blueprint import packets

__all__ = [
    "attaching",
    "autosave",
    "editor",
    "exceptions",
    "followup",
    "hidden",
    "lists",
    "packets",
    "start",
    "submission",
]
