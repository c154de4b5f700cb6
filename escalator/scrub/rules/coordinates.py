"""Rules for where somebody is on Earth: pairs of degrees, and one beside its word."""

import re
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule


def _are_coordinates(match: Match) -> bool:
    """Ask for degrees that are on Earth."""
    return abs(float(match["lat"])) <= 90 and abs(float(match["lon"])) <= 180


def _is_degree(match: Match) -> bool:
    return abs(float(match["v"].replace(",", "."))) <= 180


def _is_pair(match: Match) -> bool:
    """Refuse a place in a longer list of numbers, and measures."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    after = match.string[match.end() : match.end() + 12]
    if re.search(r"\d[.,;: ]{1,2}$", before) or re.match(
        r"[ ,;]{1,2}[+-]?\d|\s?(?:ms|s|sec|%|MB|GB)\b", after
    ):
        return False
    has_comma = any(sign in match["v"] for sign in ",;°NSEWO/")
    return has_comma and abs(float(match["lat"])) + abs(float(match["lon"])) > 2


COORDINATES: Final[tuple[Rule, ...]] = (
    Rule(
        name="pair of coordinates",
        kind=Kind.COORDINATES,
        pattern=r"(?<![\w.+-])(?P<v>(?P<lat>[+-]?\d{1,2}\.\d{4,15})(?:°?[ ]?[NS])?[ ]?[,;/ ][ ]?(?P<lon>[+-]?\d{1,3}\.\d{4,15})(?:°?[ ]?[EWO])?)(?![\w.]|,\d)",
        gate=r"\d\.\d{4,15}(?:°? ?[NS])?[ ,;/]{1,3}[+-]?\d{1,3}\.\d{4}",
        before=6,
        after=40,
        check=lambda match: _are_coordinates(match) and _is_pair(match),
        source="ISO 6709: latitude, then longitude, in degrees",
        hits=(
            "at ‹48.858370, 2.294481› near",
            "geo:‹-33.856785,151.215290›",
            "‹52.5200° N, 13.4050° E›",
        ),
        misses=(
            "loss 0.1234 0.5678 0.9012",
            "91.12345, 200.12345",
            "took 12.3456, 99.1234 ms",
            "load: 1.2345 2.3456",
        ),
    ),
    Rule(
        name="coordinate beside its word",
        kind=Kind.COORDINATES,
        pattern=r"(?i:(?<![a-z])(?:lat|latitude|lng|lon|long|longitude|breitengrad|längengrad|latitud|longitud|latitudine|longitudine)\\?[\"']?\s?[=:]?\s?\\?[\"']?)(?P<v>[+-]?\d{1,3}[.,]\d{2,15})(?![\w.])",
        anchors=("lat", "lng", "lon", "breitengrad", "längengrad"),
        before=12,
        after=40,
        check=_is_degree,
        source="ISO 6709",
        hits=('"lat": ‹48.8583›, "lng": ‹2.2944›', "latitude=‹-33.8567›"),
        misses=("latency 12.34 ms", "longest 12.34", "lat: 999.12", "platform 10.15"),
    ),
    Rule(
        name="coordinates in degrees and minutes",
        kind=Kind.COORDINATES,
        pattern=(
            r"(?<![\w.])(?P<v>\d{1,3}[°º][ ]?\d{1,2}(?:\.\d{1,6})?['\u2032\u2019][ ]?(?:\d{1,2}(?:[.,]\d{1,6})?(?:\"|\u2033|''|\u201d)[ ]?)?[NSns]"
            r"(?:[ ,;/]{1,3}\d{1,3}[°º][ ]?\d{1,2}(?:\.\d{1,6})?['\u2032\u2019][ ]?(?:\d{1,2}(?:[.,]\d{1,6})?(?:\"|\u2033|''|\u201d)[ ]?)?[EWOewo])?)(?!\w)"
        ),
        anchors=("°", "º"),
        before=6,
        after=50,
        source="ISO 6709 annex D",
        hits=("near ‹48°51'30\"N 2°17'40\"E›", "‹33° 51.407' S›"),
        misses=("36.6° C", "turn 90° left", "45° 30"),
    ),
)
