"""Rules for user names in the logs of mail servers."""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.userform import NAME, is_named, user_rule

MAILBOXES: Final[tuple[Rule, ...]] = (
    user_rule(
        "user of a mail server",
        r"\b(?:imap|pop3|lmtp|lda|managesieve|sieve|submission|indexer-worker|doveadm|imap-hibernate|quota-warning)\((?P<v>[A-Za-z][\w.+-]{1,63})[)@]|"
        r"\b(?:pam|sql|ldap|passwd-file|passwd|static|shadow|checkpassword|lua|userdb|passdb|oauth2|dict|imap)\((?P<v2>[A-Za-z][\w.+-]{1,63}),",
        anchors=(
            "imap(", "pop3(", "lmtp(", "lda(", "sieve(", "submission(", "worker(", "doveadm(", "hibernate(", "warning(", "pam(", "sql(", "ldap(", "file(",
            "passwd(", "static(", "shadow(", "password(", "lua(", "userdb(", "passdb(", "oauth2(", "dict(",
        ),
        before=20,
        after=80,
        source="Dovecot, log_prefix and auth lines",
        hits=(
            "dovecot: imap(‹wei90›)<72482><I6afBUg>: Logged out",
            "auth: passwd-file(‹wei90›,10.0.0.1): unknown user",
        ),
        misses=("imap(root)<1>", "sql(SELECT 1)", "passwd-file(admin,10.0.0.1)"),
    ),
    user_rule(
        "user of Exim or Cyrus",
        rf"(?<= <= )(?P<v>{NAME})(?= U=)|(?<= U=)(?P<v2>{NAME})(?= P=)|(?<= => )(?P<v3>{NAME})(?= <| R=| \()|\bset_id=(?P<v4>{NAME})(?=[) @])|"
        rf"\b(?:bad)?login: (?:\S{{1,100}} )?\[\S{{1,45}}\] (?:(?i:plaintext|plain|login|cram-md5|digest-md5|gssapi|scram-[\w-]{{2,12}})[+\w]{{0,9}} )?(?P<v5>(?!(?i:plain|login|cram-|digest-|gssapi|scram-)){NAME})(?= )",
        anchors=(" <= ", " u=", " => ", "set_id=", "login: "),
        check=is_named,
        before=4,
        after=260,
        source="Exim, format of the main log; Cyrus IMAP",
        hits=(
            "1hXyZa-0001Ab-2C <= ‹jdoe› U=‹jdoe› P=local S=1234",
            "1hXyZa-0001Ab-2C => ‹jdoe› <x> R=local_user",
            "535 Incorrect authentication data (set_id=‹jdoe›)",
            "cyrus/imap[77]: login: dsl7.example.net [10.0.0.7] ‹jdoe› plaintext+TLS User logged in",
            "cyrus/imap[77]: badlogin: [10.0.0.7] plaintext ‹jdoe› SASL(-13): authentication failure",
        ),
        misses=("1hXyZa-0001Ab-2C => root <x> R=local_user", "a <= b", "x => y", "login: Login: user=<x>"),
    ),
)  # fmt: skip
