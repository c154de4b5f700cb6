"""What SQLite's query planner is told about the tables, so that it plans alike everywhere.

SQLite gathers statistics only when it is asked to, and plans badly without: a search among 100,000
packets took six times as long. Told the shape of a large installation once and for all, it takes
the plans that were measured (`make bench`), on the first day as after years. PostgreSQL gathers
its own. See https://www.sqlite.org/optoverview.html under "Manual Control Of Query Plans Using
SQLITE_STAT Tables".
"""

from sqlalchemy import Connection, text

SHAPE: dict[str, dict[str, str]] = {
    "packets": {
        "sqlite_autoindex_packets_1": "100000 1",
        "sqlite_autoindex_packets_2": "100000 1",
        "ix_packets_author": "100000 2000 1",
        "ix_packets_category": "100000 10000 1 1",
        "ix_packets_first_decision": "100000 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "ix_packets_first_submitted": "100000 1 1 1 1",
        "ix_packets_mine": "100000 2000 700 1",
        "ix_packets_open": "100000 12000 1 1",
        "ix_packets_queue": "100000 20000 5000 2000 1",
        "ix_packets_restricted": "100000 50000 1",
        "ix_packets_target": "100000 20000 1 1",
        "ix_packets_team": "100000 20000 10000 1",
        "ix_packets_ticket": "100000 2",
    },
    "revisions": {"sqlite_autoindex_revisions_1": "130000 2 1"},
    "events": {
        "ix_events_action": "600000 40000 1 1",
        "ix_events_actor": "600000 20000 5000 1",
        "ix_events_at": "600000 1",
        "ix_events_packet_id": "600000 7",
    },
    "submissions": {
        "sqlite_autoindex_submissions_1": "130000 2 1",
        "ix_submissions_decided": "130000 1 1 1 1 1 1",
        "ix_submissions_waited": "130000 30000 2 1 1",
    },
    "bounces": {
        "ix_bounces_at": "30000 1",
        "ix_bounces_packet_id": "30000 1",
        "ix_bounces_ruling": "30000 100 1",
    },
    "charges": {"ix_charges_bounce_id": "40000 2"},
    "faults": {"ix_faults_charge_id": "60000 2", "ix_faults_item": "60000 1000"},
    "questions": {"ix_questions_open": "100 1", "ix_questions_packet_id": "16000 1"},
    "exceptions": {"ix_exceptions_packet_id": "4000 1", "ix_exceptions_state": "4000 1000"},
    "placeholders": {
        "sqlite_autoindex_placeholders_1": "2000000 20 5 1 1",
        "ix_placeholders_packet_id": "2000000 20",
    },
    "people": {
        "sqlite_autoindex_people_1": "200 1",
        "sqlite_autoindex_people_2": "200 1",
        "ix_people_team_id": "200 10",
    },
    "teams": {"sqlite_autoindex_teams_1": "20 1"},
    "checklists": {"sqlite_autoindex_checklists_1": "50 5 1"},
    "working_copies": {"sqlite_autoindex_working_copies_1": "10 1"},
    # Without the last word a breakdown skips through the whole index, not through its dimension.
    "day_counts": {"sqlite_autoindex_day_counts_1": "500000 50000 7000 140 2 1 noskipscan"},
    "errors": {"ix_errors_digest": "100000 8 1"},
    "proposal_decisions": {"sqlite_autoindex_proposal_decisions_1": "400 80 3 1"},
    "resolutions": {
        "sqlite_autoindex_resolutions_1": "70000 1",
        "ix_resolutions_at": "70000 1 1 1 1 1 1 1",
        "ix_resolutions_took": "70000 1 1 1",
    },
    "stated": {"ix_stated_at": "120000 2 2 1 1", "ix_stated_packet_id": "120000 2"},
    "problems": {
        "sqlite_autoindex_problems_1": "200 1",
        "ix_problems_state": "200 40 20",
    },
    "problem_packets": {"ix_problem_packets_problem": "4000 20 1"},
    "problem_events": {"ix_problem_events_problem_id": "6000 30"},
    "samples": {"sqlite_autoindex_samples_1": "600 4 1"},
    "sampled_packets": {
        "sqlite_autoindex_sampled_packets_1": "4000 7 1",
        "ix_sampled_packets_at": "4000 1 1",
        "ix_sampled_packets_packet_id": "4000 1",
    },
    "assignments": {
        "sqlite_autoindex_assignments_1": "4400 2 1 1",
        "ix_assignments_reviewer": "4400 100 7",
    },
    "scores": {"sqlite_autoindex_scores_1": "4000 2 1 1"},
    "line_scores": {"sqlite_autoindex_line_scores_1": "20000 5 1"},
    "coaching_notes": {
        "ix_coaching_notes_packet_id": "1000 1",
        "ix_coaching_notes_person": "1000 10 1",
    },
    "set_up_links": {"sqlite_autoindex_set_up_links_1": "100 1"},
}
"""Table -> index -> rows, then how many of them are alike in its first column, first two, ..."""


def describe(connection: Connection) -> None:
    """Tell SQLite's planner the shape, unless it knows it; other databases need no telling."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text("ANALYZE sqlite_schema"))  # makes the table where there is none
    wanted = {
        (table, index, shape) for table, ways in SHAPE.items() for index, shape in ways.items()
    }
    found = connection.execute(text("SELECT tbl, idx, stat FROM sqlite_stat1"))
    if {tuple(row) for row in found} == wanted:
        return
    connection.execute(text("DELETE FROM sqlite_stat1"))
    connection.execute(
        text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :shape)"),
        [{"table": table, "index": index, "shape": shape} for table, index, shape in wanted],
    )
