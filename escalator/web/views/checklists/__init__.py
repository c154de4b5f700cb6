"""The checklist editor: the list, one checklist, its items and conditions, publishing, files."""

from escalator.web.views.checklists import conditions, files, items, overview, preview, publishing
from escalator.web.views.checklists.blueprint import checklists

__all__ = ["checklists", "conditions", "files", "items", "overview", "preview", "publishing"]
