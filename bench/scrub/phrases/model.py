"""The table that each language fills."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Templates of one language; even ones are for tuning, odd ones are held out.

    `me` writes, `agent` answers, `other` is talked about; `{plate}` and the like are slots.

    greetings, closings: first and last lines of a letter.
    problems: what does not work; nothing personal in them.
    tells: kind -> sentences that give something of that kind away.
    asides: sentences with numbers and words that only look personal.
    signatures: blocks after the closing.
    quote_heads: the line above a quoted mail.
    chats: short lines of a chat.
    forms: lines of a filled form.
    table: header and row of a table with people in it.
    mail_words: From, To, Subject, Date as that language's mail programs write them.
    """

    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    subjects: tuple[str, ...]
    problems: tuple[str, ...]
    tells: Mapping[str, tuple[str, ...]]
    asides: tuple[str, ...]
    signatures: tuple[str, ...]
    quote_heads: tuple[str, ...]
    chats: tuple[str, ...]
    forms: tuple[str, ...]
    table: tuple[str, str]
    mail_words: tuple[str, str, str, str]
