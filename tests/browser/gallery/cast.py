"""The invented people, packets, fields and figures that the gallery shows."""

from datetime import date
from types import SimpleNamespace as Thing

from escalator.services.figures.causes import ChecklistChange
from escalator.services.figures.filters import weeks_to
from escalator.services.figures.rates import Tally
from escalator.services.figures.scoreboard import Span
from escalator.web.drawing import Chart
from escalator.web.rate_chart import WEEKLY, rate_chart

SAM = Thing(
    name="Sam Ortega",
    role="Technician (S1)",
    team="Service Desk North",
    home_url="/mine",
    shortcuts=True,
)

NAV = (
    Thing(label="My packets", url="/mine", is_current=True, count=2),
    Thing(label="Team", url="/queue", is_current=False, count=None),
    Thing(label="My figures", url="/scoreboard", is_current=False, count=None),
    Thing(label="Validator", url="/components", is_current=False, count=None),
)

VIEWS = (
    Thing(label="Waiting", url="?view=waiting", is_current=True, count=7),
    Thing(label="Mine", url="?view=mine", is_current=False, count=3),
    Thing(label="P1", url="?view=p1", is_current=False, count=1),
    Thing(label="Back again", url="?view=back", is_current=False, count=2),
    Thing(label="All", url="?view=all", is_current=False, count=None),
)

SECTIONS = tuple(
    Thing(
        name=name,
        title=title,
        gap_count=gaps,
        is_complete=gaps == 0,
        words=f"{gaps} gaps" if gaps else "complete",
    )
    for name, title, gaps in (
        ("ask", "Target and ask", 0),
        ("context", "Context", 2),
        ("troubleshooting", "Troubleshooting done", 1),
        ("evidence", "Logs and evidence", 0),
        ("request_ids", "Request IDs", 1),
        ("urgency", "Urgency", 0),
        ("impact", "Business impact", 0),
    )
)
WHOLE = tuple(
    Thing(name=section.name, title=section.title, gap_count=0, is_complete=True, words="complete")
    for section in SECTIONS
)

GAPS = (
    Thing(item="region", place="", message="Say in which region it happens."),
    Thing(
        item="first_seen",
        place="",
        message="First seen has no time zone. Add it, such as +01:00.",
    ),
    Thing(
        item="troubleshooting",
        place="1.result",
        message="Say what came of the second thing you tried.",
    ),
    Thing(
        item="request_ids",
        place="",
        message="Engineers need a request ID to find this in the logs.",
    ),
)

ADVICE = (
    Thing(item="error_text", message="The error text does not occur in the log."),
    Thing(item="logs", message="The log ends before the time you gave as last seen."),
)


def field(name: str, label: str, widget: str = "line", **values: object) -> Thing:
    """Give a field object as the forms make it, with the values named."""
    plain: dict[str, object] = {
        "value": "",
        "hint": "",
        "why": "",
        "example": "",
        "limit": 300 if widget == "line" else 0,
        "is_optional": False,
        "error": "",
        "here": None,
        "note": "",
        "fault": "",
        "zone": "Europe/Berlin, +01:00 today",
        "choices": (),
        "not_available": None,
        "columns": (),
        "rows": (),
        "cell_errors": {},
        "kept": {},
        "max_rows": 50,
    }
    return Thing(name=name, label=label, widget=widget, **(plain | values))


def column(name: str, label: str, widget: str = "text", **values: object) -> Thing:
    """Give a column of rows as the forms make it."""
    plain: dict[str, object] = {"choices": (), "limit": 300, "example": "", "is_optional": False}
    return Thing(name=name, label=label, widget=widget, **(plain | values))


ASK = field(
    "ask",
    "What should they do?",
    "text",
    value="Find out why tokens of one tenant are refused since the update, and fix it.",
    why="An engineer who knows the task can start at once instead of asking what you expect.",
    example="Restore the deleted project 8841 from the nightly backup of 3 March.",
    limit=20_000,
)
PROBLEM = field(
    "problem",
    "The problem in one sentence",
    value="All API calls of one customer answer 401 since Tuesday's update",
    why="It is the title engineers see in their queue.",
    example="Exports over 10,000 rows end in an empty file since version 4.18.",
)
REGION = field(
    "region",
    "Region",
    error="Say in which region it happens.",
    note="Engineers returned 12 of 40 packets here because the region was missing.",
    why="Each region has its own servers and logs; without it they search them all.",
    example="eu-central-1",
)
ENVIRONMENT = field(
    "environment",
    "Environment",
    "choice",
    value="production",
    choices=(("production", "Production"), ("staging", "Staging"), ("test", "Test")),
)
FIRST_SEEN = field(
    "first_seen",
    "First seen",
    "timestamp",
    value="2026-03-03T09:12:00",
    error="First seen has no time zone. Add it, such as +01:00.",
    why="Engineers match it with what was released that day.",
    example="2026-03-03T09:12:00+01:00",
)
HERE = Thing(
    hidden=(
        Thing(name="EMAIL-1", words="e-mail address"),
        Thing(name="IP-2.1", words="IP address"),
    ),
    more=3,
    doubts=(Thing(key="a1", word="q7Zk2pLx9Rv4Tt8WmB3x", where="Exact error text"),),
)

ERROR_TEXT = field(
    "error_text",
    "Exact error text",
    "code",
    value='{"error":"invalid_token","error_description":"signature key not found"}',
    limit=50_000,
    why="Engineers search the code for these exact words.",
    example='HTTP 409 {"error":"version_conflict","expected":7}',
    not_available=Thing(is_marked=False, reason="", error=""),
    here=HERE,
)
REPRODUCES = field(
    "reproduces",
    "Does it reproduce?",
    "choice",
    value="always",
    choices=(
        ("always", "Always"),
        ("sometimes", "Sometimes"),
        ("no", "No"),
        ("not_tried", "Not tried"),
    ),
)
SOP = field(
    "sop",
    "Which SOP or article did you follow?",
    not_available=Thing(
        is_marked=True,
        reason="",
        error="Say why it cannot be had.",
    ),
    is_optional=True,
)
TROUBLESHOOTING = field(
    "troubleshooting",
    "What you tried",
    "rows",
    why="What is ruled out need not be tried a second time.",
    example="New key made for the same tenant: same answer, so it is not the key.",
    columns=(
        column("tried", "What you tried"),
        column("result", "What came of it"),
        column("rules_out", "What that rules out", is_optional=True),
    ),
    rows=(
        {
            "tried": "Made a new API key for the tenant",
            "result": "Same answer, 401",
            "rules_out": "An expired or revoked key",
        },
        {"tried": "Called from another network", "result": "", "rules_out": ""},
    ),
    cell_errors={"1.result": "Say what came of the second thing you tried."},
)
LOGS = field(
    "logs",
    "Log excerpts",
    "rows",
    columns=(
        column("source", "Where it is from", "line"),
        column("time_range", "Time range", "line"),
        column("text", "The excerpt", "code"),
    ),
    rows=(
        {"source": "gateway.log", "time_range": "09:10 to 09:20 +01:00", "text": ""},
        {
            "source": "Client",
            "time_range": "09:12 +01:00",
            "text": "09:12:04 GET /v2/orders 401 req=8f14e45f\n"
            "09:12:05 GET /v2/orders 401 req=c9f0f895",
        },
    ),
    kept={
        "0.text": Thing(
            words="200 kB in 3,120 lines, saved 12:04",
            key="0",
            excerpt="09:10:00 INFO  gateway start pid=411\n09:10:02 INFO  keys loaded n=14",
            url="#",
        )
    },
)
REQUEST_IDS = field(
    "request_ids",
    "Request, trace or correlation IDs",
    "rows",
    error="Engineers need a request ID to find this in the logs.",
    fault="Please add the ID of one failing call, with its time.",
    columns=(
        column("id", "ID", "line"),
        column("at", "When", "timestamp"),
        column("action", "What was done", "line"),
    ),
    rows=({},),
)
SCOPE = field(
    "scope",
    "How far does it reach?",
    "choice",
    value="one_customer",
    choices=(
        ("one_user", "One user"),
        ("one_site", "One site"),
        ("one_customer", "One customer"),
        ("many_customers", "Many customers"),
    ),
)
AT_STAKE = field(
    "at_stake",
    "What is at stake?",
    "choices",
    value=("money", "contract"),
    choices=(
        ("money", "Money"),
        ("contract", "A contract"),
        ("data", "Data"),
        ("safety", "Safety"),
        ("none", "Nothing of these"),
    ),
)
AFFECTED = field("affected_count", "How many are affected?", "number", value="140")
TICKET_URL = field("ticket_url", "Link to the ticket", "url", is_optional=True, limit=2000)
CAUSE = field(
    "component",
    "Suspected component",
    "choice",
    choices=tuple(
        (name, name.capitalize())
        for name in ("gateway", "login", "orders", "mail", "search", "ui", "jobs")
    ),
    is_optional=True,
)

REASONS = tuple(
    Thing(value=value, label=label, description=description, charged=charged)
    for value, label, description, charged in (
        ("missing", "Missing", "Something to act on is not there.", True),
        ("unusable", "Unusable", "It is there, but nobody can work with it.", True),
        ("does_not_reproduce", "Does not reproduce", "The steps lead elsewhere.", True),
        ("sop_skipped", "SOP skipped", "A written procedure covers this.", True),
        ("unscrubbed", "Personal data left in", "It must be hidden first.", True),
        ("checklist_gap", "The checklist did not ask", "We need it, nobody asked.", False),
        ("new_information", "New information", "It turned out later.", False),
    )
)
FAULTS = tuple(
    Thing(name=name, label=label, section="Context", suggested=suggested)
    for name, label, suggested in (
        ("ask", "What should they do?", ()),
        ("problem", "The problem in one sentence", ()),
        ("region", "Region", ("missing",)),
        ("error_text", "Exact error text", ("unusable",)),
        ("steps", "Steps to reproduce", ("does_not_reproduce",)),
        ("sop", "SOP or article", ("sop_skipped",)),
        ("request_ids", "Request IDs", ("missing",)),
        ("logs", "Log excerpts", ("unscrubbed",)),
    )
)
CHOSEN = Thing(
    reason="missing",
    item_names=("region", "request_ids"),
    wanted="Add the ID of one failing call with its time, and the region.",
)
CHARGES = (
    Thing(
        reason="Missing",
        wanted="Add the ID of one failing call with its time, and the region.",
        faults=(("Request IDs", "#request_ids"), ("Region", "#region")),
    ),
)

EVENTS = (
    Thing(
        at="2026-03-03T12:10:00+01:00",
        when="12:10",
        who="Erin Vale",
        words="accepted it",
        quote="",
        kind="go",
    ),
    Thing(
        at="2026-03-03T11:48:00+01:00",
        when="11:48",
        who="Sam Ortega",
        words="submitted it again, revision 2",
        quote="",
        kind="note",
    ),
    Thing(
        at="2026-03-03T11:02:00+01:00",
        when="11:02",
        who="Erin Vale",
        words="bounced it",
        quote="Add the ID of one failing call with its time, and the region.",
        kind="stop",
    ),
    Thing(
        at="2026-03-03T10:40:00+01:00",
        when="10:40",
        who="Sam Ortega",
        words="submitted it to Platform S3",
        quote="",
        kind="note",
    ),
    Thing(
        at="2026-03-03T10:21:00+01:00",
        when="10:21",
        who="Sam Ortega",
        words="started the packet",
        quote="",
        kind="",
    ),
)

DIFF = (
    ("same", "Called from another network"),
    ("removed", "still broken"),
    ("added", "Same answer, 401, from a network of ours and of the customer's"),
    ("added", "Rules out: their proxy"),
)

TYPED = {
    "ask": "Find out why tokens of one tenant are refused since the update, and fix it.",
    "troubleshooting-0-tried": "Made a new API key for the tenant",
}

TEAMS = (
    ("Service Desk North", 41, 6, "14.6 %", "6.9 to 28.4 %", 0.146, 0.069, 0.284),
    ("Service Desk South", 38, 9, "23.7 %", "13.0 to 39.2 %", 0.237, 0.130, 0.392),
    ("Night Desk", 6, 1, "too few to judge", "", 0, -1, -1),
)


RATES = (34, 28, 31, 40, 26, 33, 30, 24, 36, 29, 52, 30, 27, 22, 18, 16, 21, 14, 12, 17, 10, 13)


def chart() -> Chart:
    """Draw a rate over 22 weeks, a checklist changed in the 14th."""
    weeks = weeks_to(date(2026, 3, 1), len(RATES), "UTC")
    spans = [
        Span(days, Tally(accepted=50 - rate // 2, bounced=rate // 2))
        for days, rate in zip(weeks, RATES, strict=True)
    ]
    changed = ChecklistChange("general", 2, weeks[13].period.start)
    return rate_chart(WEEKLY, spans, [changed], url_of=lambda span: f"#{span.days.first}").chart
