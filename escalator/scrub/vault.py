"""What is remembered of a packet's hidden values: keyed digests and numbers, nothing readable.

It neither hashes nor looks at text, and keeps nothing on disk: a store loads the rows, hands the
vault to the scrubber and writes `rows()` back in the same transaction as the scrubbed text.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from escalator.scrub.errors import ScrubError
from escalator.scrub.model import MAX_NUMBER, Kind, joined_number, split_number

ALLOWED: Final = "allowed"
"""Row kind of a digest that a person called *not personal*."""

HEAD: Final = "head"
"""Row kind of a value's first word; its number says how many words the value has."""

SUBNET: Final = "subnet"
"""Row kind of a group of values; its number is the group's."""

GROUP: Final = "group"
"""Row kind of a value that belongs to a group; its number is the group's."""


class VaultRow(NamedTuple):
    """One remembered digest, ready for a table with a unique key over all three columns.

    kind: a Kind's value, or ALLOWED, HEAD, SUBNET or GROUP.
    digest: hexadecimal, from `Hasher`.
    number: the placeholder's number, within its group where there is a GROUP row for the digest;
        the group's for SUBNET and GROUP; 0 for ALLOWED; the count of words for HEAD.
    """

    kind: str
    digest: str
    number: int


class Vault(Protocol):
    """Remembers values of one packet as keyed digests."""

    def number(self, kind: Kind, digest: str, *, group: str = "") -> int:
        """Return the number of a value: the one it has, else the next of its kind.

        group: digest of what the value belongs to; its number is then the next of the group.
        """

    def known(self, digest: str) -> tuple[Kind, int] | None:
        """Return kind and number of a remembered digest."""

    def alias(self, kind: Kind, digest: str, number: int) -> None:
        """Remember one more digest for a numbered value; a digest already known keeps its own."""

    def is_lone(self, kind: Kind, number: int) -> bool:
        """Tell whether at most one digest leads to this number."""

    def heads(self) -> Mapping[str, frozenset[int]]:
        """Return digests of first words, each with the word counts of the values it begins."""

    def add_head(self, digest: str, count: int) -> None:
        """Remember the first word of a value of so many words."""

    def reserve(self, kind: Kind, number: int) -> None:
        """Never give out this number or a lower one: the text already shows it."""

    def allowed(self, digest: str) -> bool:
        """Tell whether a person called the value behind this digest not personal."""

    def allow(self, digest: str) -> None:
        """Remember that a value is not personal."""

    def disallow(self, digest: str) -> None:
        """Forget that a value is not personal."""

    def digests(self, kind: Kind, number: int) -> tuple[str, ...]:
        """Return every digest that leads to this placeholder."""

    def size(self) -> int:
        """Return how many digests of values are remembered."""


class MemoryVault:
    """A vault in memory, made from rows and given back as rows."""

    def __init__(self, rows: Iterable[VaultRow] = ()) -> None:
        self._known: dict[str, tuple[Kind, int]] = {}
        self._heads: dict[str, frozenset[int]] = {}
        self._allowed: set[str] = set()
        self._last: dict[Kind, int] = {}
        self._digests: dict[tuple[Kind, int], list[str]] = {}
        self._groups: dict[str, int] = {}
        self._last_in: dict[int, int] = {}
        rows = tuple(rows)
        group_of = {digest: number for kind, digest, number in rows if kind == GROUP}
        for kind, digest, number in rows:
            if kind == ALLOWED:
                self._allowed.add(digest)
            elif kind == HEAD:
                self.add_head(digest, number)
            elif kind == SUBNET:
                self._groups[digest] = number
            elif kind != GROUP:
                self.alias(Kind(kind), digest, joined_number(group_of.get(digest, 0), number))

    def __repr__(self) -> str:
        return f"<MemoryVault of {len(self._known)} digests>"

    def rows(self) -> tuple[VaultRow, ...]:
        """Return all that is remembered, sorted; `MemoryVault(rows)` makes an equal vault."""
        found = []
        for key, (kind, number) in self._known.items():
            group, one = split_number(number)
            found.append(VaultRow(kind.value, key, one))
            found += [VaultRow(GROUP, key, group)] if group else []
        found += [VaultRow(SUBNET, key, number) for key, number in self._groups.items()]
        found += [VaultRow(HEAD, key, n) for key, counts in self._heads.items() for n in counts]
        found += [VaultRow(ALLOWED, key, 0) for key in self._allowed]
        return tuple(sorted(found))

    def number(self, kind: Kind, digest: str, *, group: str = "") -> int:
        """Return the number of a value: the one it has, else the next of its kind or group."""
        known = self._known.get(digest)
        if known is not None and known[0] is kind:
            return known[1]
        number = self._next_in(kind, group) if group else self._next(kind)
        self.alias(kind, digest, number)
        return number

    def _next_in(self, kind: Kind, group: str) -> int:
        if group not in self._groups:
            self._groups[group] = self._last[kind] = self._next(kind)
        number = self._groups[group]
        return joined_number(number, _counted(self._last_in.get(number, 0)))

    def _next(self, kind: Kind) -> int:
        return _counted(self._last.get(kind, 0))

    def known(self, digest: str) -> tuple[Kind, int] | None:
        """Return kind and number of a remembered digest."""
        return self._known.get(digest)

    def alias(self, kind: Kind, digest: str, number: int) -> None:
        """Remember one more digest for a numbered value; a digest already known keeps its own."""
        if digest not in self._known:
            self._known[digest] = (kind, number)
            self._digests.setdefault((kind, number), []).append(digest)
        self._pass(kind, number)

    def _pass(self, kind: Kind, number: int) -> None:
        """Go on above a number, and above its group."""
        group, one = split_number(number)
        if group:
            self._last_in[group] = max(self._last_in.get(group, 0), one)
        self._last[kind] = max(self._last.get(kind, 0), group or one)

    def is_lone(self, kind: Kind, number: int) -> bool:
        """Tell whether at most one digest leads to this number."""
        return len(self._digests.get((kind, number), ())) <= 1

    def heads(self) -> Mapping[str, frozenset[int]]:
        """Return digests of first words, each with the word counts of the values it begins."""
        return self._heads

    def add_head(self, digest: str, count: int) -> None:
        """Remember the first word of a value of so many words."""
        self._heads[digest] = self._heads.get(digest, frozenset()) | {count}

    def reserve(self, kind: Kind, number: int) -> None:
        """Never give out this number or a lower one: the text already shows it."""
        if split_number(number)[1]:
            self._pass(kind, number)

    def allowed(self, digest: str) -> bool:
        """Tell whether a person called the value behind this digest not personal."""
        return digest in self._allowed

    def allow(self, digest: str) -> None:
        """Remember that a value is not personal."""
        self._allowed.add(digest)

    def disallow(self, digest: str) -> None:
        """Forget that a value is not personal."""
        self._allowed.discard(digest)

    def digests(self, kind: Kind, number: int) -> tuple[str, ...]:
        """Return every digest that leads to this placeholder."""
        return tuple(self._digests.get((kind, number), ()))

    def size(self) -> int:
        """Return how many digests of values are remembered."""
        return len(self._known)


def _counted(last: int) -> int:
    if last >= MAX_NUMBER:
        raise ScrubError(f"there are more than {MAX_NUMBER} different values of one kind")
    return last + 1
