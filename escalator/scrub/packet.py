"""Scrubs a packet's answers and evidence together: a value found in one is hidden in all."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from escalator.scrub.detect import Candidate
from escalator.scrub.engine import scrub_texts
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import (
    AnswerFinding,
    CleanAnswer,
    Evidence,
    GivenAnswer,
    Scrubbed,
    ScrubbedAnswers,
    ScrubbedEvidence,
    ScrubbedPacket,
    TreeFinding,
)
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.tree import Leaf, leaves_of, rebuilt
from escalator.scrub.vault import Vault

Place = tuple[str, int | None, str | None]
"""Item, row and column of a text."""


def scrub_answers(
    answers: Mapping[str, GivenAnswer],
    *,
    hasher: Hasher,
    vault: Vault,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
) -> ScrubbedAnswers:
    """Hide what is personal or secret in a packet's answers; see `scrub_packet`."""
    return scrub_packet(answers, hasher=hasher, vault=vault, names=names, own=own).answers


def scrub_packet(
    answers: Mapping[str, GivenAnswer],
    evidence: Sequence[Evidence] = (),
    *,
    hasher: Hasher,
    vault: Vault,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
) -> ScrubbedPacket:
    """Hide what is personal or secret in a packet's answers and evidence, the same value alike.

    answers: item -> text, number, options or rows. Names of items and columns are the checklist's
        and stay.
    evidence: what goes with them; names of files, texts, and trees judged by their keys too.
    names: people named in the ticket's fields; on later runs the vault knows them by digest.
    own: what the team adds to the rules.
    Raises ScrubError, without any part of the text, when a text cannot be searched.
    """
    places = [place for place, _ in _texts(answers)]
    leaves = [list(leaves_of(one.content, own=own)) for one in evidence]
    texts = [text for _, text in _texts(answers)]
    claims: list[tuple[Candidate, ...]] = [()] * len(texts)
    for one, own_leaves in zip(evidence, leaves, strict=True):
        texts += (one.name, *(leaf.text for leaf in own_leaves))
        claims += ((), *(leaf.claims for leaf in own_leaves))
    results = scrub_texts(texts, hasher=hasher, vault=vault, names=names, claims=claims, own=own)
    left = iter(results)
    clean = {item: _clean(answer, left) for item, answer in answers.items()}
    findings = tuple(
        AnswerFinding(*place, finding)
        for place, result in zip(places, results, strict=False)
        for finding in result.findings
    )
    return ScrubbedPacket(
        ScrubbedAnswers(clean, findings),
        tuple(_evidence(one, each, left) for one, each in zip(evidence, leaves, strict=True)),
    )


def _evidence(
    given: Evidence, leaves: Sequence[Leaf], results: Iterator[Scrubbed]
) -> ScrubbedEvidence:
    name = next(results)
    clean = list(islice(results, len(leaves)))
    findings = tuple(
        TreeFinding(leaf.path, finding)
        for leaf, result in zip(leaves, clean, strict=True)
        for finding in result.findings
    )
    return ScrubbedEvidence(name.text, rebuilt(given.content, iter(clean)), name.findings, findings)


def _texts(answers: Mapping[str, GivenAnswer]) -> Iterator[tuple[Place, str]]:
    """Yield every text with its place, in the order in which `_clean` takes them back."""
    for item, answer in answers.items():
        if isinstance(answer, str):
            yield (item, None, None), answer
        elif not isinstance(answer, int):
            for row, entry in enumerate(answer):
                if isinstance(entry, str):
                    yield (item, row, None), entry
                elif isinstance(entry, Mapping):
                    yield from (((item, row, column), cell) for column, cell in entry.items())


def _clean(answer: GivenAnswer, results: Iterator[Scrubbed]) -> CleanAnswer:
    if isinstance(answer, str):
        return next(results).text
    if isinstance(answer, int):
        return answer
    if all(isinstance(entry, str) for entry in answer):
        return tuple(next(results).text for _ in answer)
    return tuple(
        {column: next(results).text for column in entry}
        for entry in answer
        if not isinstance(entry, str)
    )
