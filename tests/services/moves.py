"""Small moves that several files of the services' tests make."""

from escalator.services.drafts import Edit, save_draft
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House


def engineer_of(row: PacketRow) -> str:
    """Give the cast's engineer in the packet's target team."""
    return {"applications-s2": "erin", "infrastructure-s2": "ivo", "platform-s3": "theo"}[
        row.target_team.slug
    ]


def reload(house: House, row: PacketRow) -> PacketRow:
    with house.session() as session:
        return session.get_one(PacketRow, row.id)


def save(house: House, row: PacketRow, **answers: str) -> PacketRow:
    with writing():
        return save_draft(house.desk("sam"), row.reference, Edit(answers, {}), version=None).row
