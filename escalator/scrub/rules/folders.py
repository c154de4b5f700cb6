"""Rules for users in the paths of home folders, mail boxes and crontabs."""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.userform import accounts
from escalator.scrub.service import is_account

_UNIX: Final = r"[A-Za-z_\u00c0-\u024f][\w.+-]{0,63}"


def _is_account(match: Match) -> bool:
    return is_account(match["v"])


FOLDERS: Final[tuple[Rule, ...]] = (
    Rule(
        name="home folder",
        kind=Kind.USER,
        pattern=(
            r"(?:(?<![\w.%-])(?:/(?:export|mnt|nfs|data|net|srv|var|usr|c|mnt/\w{1,16}|cygdrive/c|media|Volumes/\w{1,30}|afs/[\w.-]{1,60}|lustre|gpfs|global|work|scratch|storage|pool|tank|raid|ceph|beegfs|vol\w{0,8}|rhome|ccs|cluster|private|System/Volumes/Data|host|rootfs|nfs/\w{1,16}|shared|export/\w{1,16}))?"
            rf"/(?:(?:home\d{{0,2}}|homes|homedirs?)/(?:(?:staff|students?|users?|employees|faculty|people|[a-z]|\d{{3,6}})/(?=[a-z]))?|(?:Users|u/home|var/home|g/g\d\d?|usr/people)/)|"
            r"(?:(?<=smb://)|(?<=cifs://)|(?<=sftp://)|(?<=ssh://)|(?<=scp://)|(?<=afp://)|(?<=nfs://)|(?<=rsync://))[\w.@:-]{1,80}/(?:home|homes|Users|profiles)\$?/|(?<![\w.%-])/(?:var/(?:spool/)?(?:mail|cron(?:/crontabs|/tabs)?)|var/lib/AccountsService/users|var/cpanel/users|run/media|etc/sudoers\.d)/|"
            rf"(?<![\w%])%2F(?:home|Users)%2F)(?P<v>{_UNIX})(?![\w@])"
        ),
        anchors=(
            "/home",
            "/Users/",
            "/g/g",
            "/people/",
            "/mail/",
            "/cron",
            "/users/",
            "/media/",
            "/sudoers.d/",
            "%2Fhome%2F",
            "%2FUsers%2F",
        ),
        is_cased=True,
        before=40,
        after=120,
        check=lambda match: is_account(match["v"].rstrip(".-")),
        pick=accounts,
        source="Filesystem Hierarchy Standard 3.0, section 3.8; macOS",
        hits=(
            "/home/‹jdoe›/app.py",
            "open '/Users/‹jane.doe›/Library'",
            "file:///home/‹jdoe›.",
            "/export/home/‹jdoe›",
            "chdir(/home/‹jdoe›) failed",
            "/var/home/‹jdoe›/x",
            "loading /g/g24/‹jdoe2›/run: failed",
            "/home/staff/‹jdoe›/x and /global/homes/j/‹jdoe›/y",
            "/home2/‹jdoe›/x",
            "smb://fs-1/homes/‹jdoe›/x",
            "/var/spool/mail/‹jdoe›: full",
            "/var/spool/cron/crontabs/‹jdoe›",
        ),
        misses=(
            "/home/ubuntu/app",
            "https://example.com/home/about",
            "/scim/v2/Users/abc",
            "/Users/Shared/x",
        ),
    ),
    Rule(
        name="home folder on Windows",
        kind=Kind.USER,
        pattern=(
            r"(?i:(?:\b[a-z]:|\\\\[\w.-]{1,64}(?:\\{1,2}[a-z]\$)?|%systemdrive%|\\{1,2}harddiskvolume\d{1,3}|(?<=\w)(?=\\)|(?<==)(?=\\))(?:\\{1,4}|/)(?:users|documents and settings|profiles|(?<=\\)home)(?:\\{1,4}|/))"
            r"(?P<v>[^\\/:*?\"<>|\r\n\[\]]{1,64}(?=[\\/])|[\w.+~-]{1,64})"
        ),
        anchors=("users", "documents and settings", "profiles", "\\home\\"),
        before=90,
        after=160,
        check=_is_account,
        pick=accounts,
        source="Windows user profiles",
        hits=(
            "C:\\Users\\‹jdoe›\\AppData",
            "C:\\\\Users\\\\‹Jane Doe›\\\\AppData",
            "c:/users/‹jdoe›/x",
            "in C:\\Users\\‹jdoe›.",
            "\\Device\\HarddiskVolume3\\Users\\‹jdoe›\\x",
            "file:///C:/Users/‹jdoe›/x",
            "\\\\wsl$\\Ubuntu\\home\\‹jdoe›\\x",
            "HOMEPATH=\\Users\\‹jdoe›",
        ),
        misses=("C:\\Users\\Public\\x", "D:\\Users\\Default\\y", "C:\\Windows\\System32"),
    ),
)
