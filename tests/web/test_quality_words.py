"""Quality scores in words, and a team's weeks as a chart."""

from datetime import date

import pytest
from flask import Flask

from escalator.domain.metrics import Agreement, weighted_kappa
from escalator.domain.quality import Mean
from escalator.services.figures.filters import weeks_to
from escalator.services.figures.quality import TeamTrend
from escalator.web.quality_words import (
    agreement_words,
    mean_words,
    moved_mean_words,
    quality_goal_words,
    reaches,
)
from escalator.web.trend_chart import trend_chart

GOOD, POOR, FEW = Mean(20, 92.0), Mean(20, 84.0), Mean(9, 36.0)
WEEKS = weeks_to(date(2026, 11, 22), 6, "Europe/London")


@pytest.mark.parametrize(
    ("mean", "said"), [(GOOD, "4.6"), (FEW, "too few to judge"), (Mean(), "too few to judge")]
)
def test_a_mean_of_fewer_than_ten_is_not_said(mean: Mean, said: str) -> None:
    assert mean_words(mean) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (GOOD, POOR, "up 0.4 from 4.2"),
        (POOR, GOOD, "down 0.4 from 4.6"),
        (GOOD, Mean(20, 92.5), "unchanged from 4.6"),
        (GOOD, FEW, "9 scored before"),
        (FEW, GOOD, "20 scored before"),
        (GOOD, Mean(), "none before"),
    ],
)
def test_a_change_is_said_only_between_two_that_can_be_judged(
    now: Mean, before: Mean, said: str
) -> None:
    assert moved_mean_words(now, before) == said


@pytest.mark.parametrize(
    ("mean", "said", "is_reached"),
    [
        (GOOD, "goal 4.5 reached", True),
        (POOR, "0.3 short of the goal, 4.5", False),
        (Mean(10, 44.6), "goal 4.5 reached", True),
        (FEW, "", False),
        (Mean(), "", False),
    ],
)
def test_the_goal_is_reached_by_what_is_shown(mean: Mean, said: str, is_reached: bool) -> None:
    assert quality_goal_words(mean, 4.5) == said
    assert reaches(mean, 4.5) is is_reached


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (weighted_kappa([]), "no packet was scored twice"),
        (weighted_kappa([(4, 4)] * 9), "too few to judge"),
        (weighted_kappa([(4, 4)] * 10), "undefined: all gave the same score"),
        (Agreement(30, 0.714), "0.71"),
    ],
)
def test_agreement_that_is_none_is_said_in_words(found: Agreement, said: str) -> None:
    assert agreement_words(found) == said


def test_a_point_is_four_weeks_and_the_twin_says_so(app: Flask) -> None:
    five = Mean(5, 22.0)
    trend = TeamTrend("Desk North", (Mean(), five, Mean(), five, five, Mean()))
    with app.test_request_context():
        chart = trend_chart(trend, WEEKS, 4.5)
    assert [row.cells for row in chart.rows] == [
        ("0", "10", "4.4"),
        ("5", "15", "4.4"),
        ("5", "10", "4.4"),
        ("0", "5", "too few to judge"),
        ("5", "5", "too few to judge"),
        ("0", "0", "–"),
    ]
    assert len(chart.marks) == 5
    assert [mark.strokes[1].kind for mark in chart.marks] == ["point few"] * 2 + ["point"] * 3
    assert chart.summary == "The last four weeks: 4.4, 10 scored packets; the goal is 4.5."


def test_the_scale_is_that_of_the_scores(app: Flask) -> None:
    with app.test_request_context():
        best, worst = (
            trend_chart(TeamTrend("Desk", (Mean(10, total),)), WEEKS[:1], 4.5).marks[0].strokes[1]
            for total in (50.0, 10.0)
        )
    assert " 18a" in best.d
    assert " 156a" in worst.d


def test_without_scores_lately_the_chart_says_so(app: Flask) -> None:
    with app.test_request_context():
        chart = trend_chart(TeamTrend("Desk", (Mean(),) * 6), WEEKS, 4.5)
    assert chart.summary == "No packet was scored in the last four weeks."
    assert chart.marks == ()
