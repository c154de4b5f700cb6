"""One module per user task; each blueprint's views say who may use them."""

from flask import Blueprint

from escalator.web.views.account import account
from escalator.web.views.checklists import checklists
from escalator.web.views.home import home
from escalator.web.views.lead import lead
from escalator.web.views.packet import packet
from escalator.web.views.packets import packets
from escalator.web.views.people import people
from escalator.web.views.problems import problems
from escalator.web.views.quality import quality
from escalator.web.views.queue import queue
from escalator.web.views.review import review
from escalator.web.views.validator import validator

BLUEPRINTS: tuple[Blueprint, ...] = (
    home,
    account,
    packets,
    queue,
    packet,
    review,
    problems,
    quality,
    lead,
    checklists,
    people,
    validator,
)
