"""The form that begins a packet: ticket, customer, category, problem, people to hide.

It parses and never judges; the rest of a packet is asked in its editor.
"""

import re

from wtforms import Form, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from escalator.domain.model import Answer
from escalator.domain.packet import plain_text

KEY = re.compile(r"[\w-]{32}", re.ASCII)
"""What `new_start_key` makes."""


def _clean(text: str | None) -> str:
    return plain_text(text or "").strip()


def _key(text: str | None) -> str:
    """Give a key as our pages carry it; anything else might be words, and is kept nowhere."""
    return text if text and KEY.fullmatch(text) else ""


class StartForm(Form):
    """What is asked before a packet is made, in the order of the page; the editor asks the rest."""

    key = HiddenField(filters=[_key])
    ticket = StringField(
        filters=[_clean],
        validators=[
            InputRequired("Give the ticket, such as ZD-48213."),
            Length(max=300, message="At most 300 characters."),
        ],
    )
    ticket_url = StringField(
        filters=[_clean], validators=[Length(max=2000, message="At most 2,000 characters.")]
    )
    customer = StringField(
        filters=[_clean], validators=[Length(max=300, message="At most 300 characters.")]
    )
    problem = StringField(
        filters=[_clean], validators=[Length(max=300, message="At most 300 characters.")]
    )
    people = StringField(
        filters=[_clean], validators=[Length(max=2000, message="At most 2,000 characters.")]
    )
    category = StringField(filters=[_clean], validators=[InputRequired("Choose what it is about.")])

    def problems(self) -> dict[str, str]:
        """Give the first thing wrong with each field, {} when nothing is."""
        self.validate()
        return {name: str(field.errors[0]) for name, field in self._fields.items() if field.errors}

    def answers(self) -> dict[str, Answer]:
        """Give what was typed as first answers of a packet."""
        texts = {name: self[name].data for name in ("ticket", "ticket_url", "customer", "problem")}
        return {name: text for name, text in texts.items() if text}
