"""The scrubber: hides people and secrets in text, JSON and whole packets, keeps the diagnosis.

It imports nothing from the rest of Escalator, no web and no database, reads no clock and no file
but its own lists of names.

    hasher = Hasher(secret=application_secret, packet=str(packet_id))
    vault = MemoryVault(rows)                   # rows kept from earlier runs, () for a new packet
    result = scrub_answers(answers, hasher=hasher, vault=vault, names=("Jane Doe",))
    keep(result.answers, vault.rows())          # in one transaction

- `scrub_text`, `scrub_tree` (JSON, HAR), `scrub_answers` and `scrub_packet` (answers and evidence:
  names of files, texts, trees) return new values and findings. A finding has kind, start and end
  in code points of the input, and the placeholder; it never holds the value. Scrubbing a result
  again changes nothing.
- The same value gets the same placeholder as long as packet and vault are the same. `vault.rows()`
  is the whole memory: `VaultRow(kind, digest, number)`, unique over all three columns; digests are
  keyed by the application's secret and the packet.
- `names` are needed once; later runs know them by digest.
- `allow` and `allow_placeholder` say *not personal*, `disallow_placeholder` takes that back; `hide`
  hides one more value; `leave` remembers that a doubtful word is none. They change the vault only:
  scrub again to see the effect, and keep the rows.
- `own` is what a team adds, made by `read_own_rules` of a value in which `own_problems` finds none.
- `doubtful` lists lone tokens that look random; they are not hidden, a person decides.
- A process chooses its engine with `sieve.choose_engine` and limits work with `budget.limit_work`.
- Errors are `ScrubError`s and never hold a part of the text. On an error store nothing.
"""

from escalator.scrub.choice import (
    allow,
    allow_placeholder,
    disallow_placeholder,
    hide,
    is_left,
    leave,
    stands_behind,
)
from escalator.scrub.doubt import doubtful
from escalator.scrub.engine import is_clean, scrub_texts
from escalator.scrub.errors import BadLine, NotHidden, NotTakenBack, ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import (
    NEVER_TAKEN_BACK,
    PLACEHOLDER,
    AnswerFinding,
    Evidence,
    Finding,
    Kind,
    Scrubbed,
    ScrubbedAnswers,
    ScrubbedEvidence,
    ScrubbedPacket,
    TreeFinding,
    placeholder,
)
from escalator.scrub.own import NO_OWN_RULES, OwnRules, own_problems, read_own_rules
from escalator.scrub.packet import scrub_answers, scrub_packet
from escalator.scrub.text import scrub_text
from escalator.scrub.tree import scrub_tree
from escalator.scrub.vault import MemoryVault, Vault, VaultRow

__all__ = [
    "NEVER_TAKEN_BACK",
    "NO_OWN_RULES",
    "PLACEHOLDER",
    "AnswerFinding",
    "BadLine",
    "Evidence",
    "Finding",
    "Hasher",
    "Kind",
    "MemoryVault",
    "NotHidden",
    "NotTakenBack",
    "OwnRules",
    "ScrubError",
    "Scrubbed",
    "ScrubbedAnswers",
    "ScrubbedEvidence",
    "ScrubbedPacket",
    "TreeFinding",
    "Vault",
    "VaultRow",
    "allow",
    "allow_placeholder",
    "disallow_placeholder",
    "doubtful",
    "hide",
    "is_clean",
    "is_left",
    "leave",
    "own_problems",
    "placeholder",
    "read_own_rules",
    "scrub_answers",
    "scrub_packet",
    "scrub_text",
    "scrub_texts",
    "scrub_tree",
    "stands_behind",
]
