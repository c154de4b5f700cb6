"""Signing in: password hashes, sessions and the account behind a request, by Flask-Security.

Only the parts in use are switched on; its own pages are not registered. What a signed-in person
may do is access.py's to say.
"""

from typing import Any

from flask import Flask
from flask_security import (
    RoleMixin,
    Security,
    UserDatastore,
    UserMixin,
    current_user,
    hash_password,
    login_user,
    logout_user,
    verify_and_update_password,
)
from sqlalchemy import func, select

from escalator.services.people import LONGEST_PASSWORD
from escalator.store.rows import Person
from escalator.web.database import db


class Account(UserMixin):
    """A person as the sign-in library sees them; `PeopleDatastore.put` writes a change back."""

    fs_uniquifier: str = ""  # looked for on the class

    def __init__(self, person: Person) -> None:
        self.person = person
        self.fs_uniquifier = person.fs_uniquifier
        self.active = person.active
        self.password = person.password
        self.roles = []  # roles are ours, see access.py


class PeopleDatastore(UserDatastore):
    """Finds accounts in our own table."""

    def __init__(self) -> None:
        super().__init__(Account, RoleMixin)

    def find_user(
        self, case_insensitive: bool = False, session: Any = None, **fields: Any
    ) -> Account | None:
        """Find an account by `fs_uniquifier` or `email`; an address in any case."""
        query = select(Person)
        if "email" in fields:
            query = query.where(func.lower(Person.email) == str(fields["email"]).strip().lower())
        else:
            query = query.where(Person.fs_uniquifier == fields["fs_uniquifier"])
        person = db.session.scalar(query)
        return Account(person) if person else None

    def find_role(self, role: str) -> None:
        """There are no roles here: ours are a column."""

    def put(self, model: Any) -> Any:
        """Take over a password that was hashed anew because its parameters were outdated."""
        if isinstance(model, Account):
            model.person.password = model.password
        return model

    def commit(self) -> None:
        """Write a rehashed password."""
        db.session.commit()


def init_sign_in(app: Flask) -> None:
    """Attach the sign-in library to the application."""
    Security(app, PeopleDatastore(), register_blueprint=False)


def signed_in_person() -> Person | None:
    """Give the person behind this request, None when nobody signed in."""
    account = current_user
    return account.person if account.is_authenticated else None


def sign_in(email: str, password: str) -> bool:
    """Sign a person in; False when address and password do not go together or they may not.

    Takes as long for an unknown address as for a known one, so that nobody can list addresses.
    """
    if len(password) > LONGEST_PASSWORD:
        return False  # nobody has one, and the library refuses to compare it
    account = PeopleDatastore().find_user(email=email)
    db.session.rollback()  # comparing takes long, and nobody should wait for a stranger's guesses
    if account is None or not account.password:
        hashed(password)  # costs what a comparison costs
        return False
    if not verify_and_update_password(password, account) or not account.active:
        return False
    return bool(login_user(account))


def password_fits(person: Person, password: str) -> bool:
    """Tell whether this is the person's password."""
    if not person.password or len(password) > LONGEST_PASSWORD:
        return False
    return bool(verify_and_update_password(password, Account(person)))


def sign_out() -> None:
    """End this session."""
    logout_user()


def hashed(password: str) -> str:
    """Give the argon2id hash of a password."""
    return str(hash_password(password))
