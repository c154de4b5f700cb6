"""Rules for users in the paths of home folders, mail boxes and crontabs."""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.userform import accounts, is_built_as_login
from escalator.scrub.service import is_account

_UNIX: Final = r"[A-Za-z_\u00c0-\u024f][\w.+-]{0,63}"
_DOMAIN: Final = (
    r"(?:[a-z0-9][\w-]{0,30}(?:\.[a-z0-9][\w-]{0,30}){0,3}\.(?:com|net|org|edu|local|lan|corp|internal|intern|intra|example)|"
    r"[A-Z][A-Z0-9-]{1,14}(?=/[a-z]))"
)
"""A domain of Active Directory above the home folders of its users, as sssd and winbind make it."""

_PROFILES: Final = (
    r"users|documents[ ]and[ ]settings|dokumente[ ]und[ ]einstellungen|profiles|benutzer|utilisateurs|usuarios|usu[áa]rios|utenti|utilizadores|gebruikers|"
    r"u[żz]ytkownicy|userdata|userhome|homedirs|inetpub\\{1,2}ftproot(?:\\{1,2}localuser)?"
)
"""Folders of profiles as Windows shows them in its languages, and as shares are called."""


def _is_account(match: Match) -> bool:
    return is_account(match["v"])


FOLDERS: Final[tuple[Rule, ...]] = (
    Rule(
        name="home folder",
        kind=Kind.USER,
        pattern=(
            r"(?:(?<![\w.%-])(?<!GET )(?<!PUT )(?<!POST )(?<!PATCH )(?<!DELETE )(?:/(?:export|mnt|nfs|data|net|srv|var|usr|c|mnt/\w{1,16}|cygdrive/c|media|Volumes/\w{1,30}|afs/[\w.-]{1,60}|lustre|gpfs|global|work|scratch|storage|pool|tank|raid|ceph|beegfs|vol\w{0,8}|rhome|ccs|cluster|private|System/Volumes/Data|host|rootfs|nfs/\w{1,16}|shared|export/\w{1,16}))?"
            rf"/(?:(?:home\d{{0,2}}|homes|homedirs?)/(?:(?:staff|students?|users?|employees|faculty|people|[a-z]|\d{{3,6}})/(?=[a-z]))?|(?:Users|Volumes/Users|u/home|var/home|g/g\d\d?|usr/people)/)|"
            r"(?:(?<=smb://)|(?<=file://)|(?<=vscode-remote://)|(?<=dav://)|(?<=davs://)|(?<=fish://)|(?<=cifs://)|(?<=sftp://)|(?<=ssh://)|(?<=scp://)|(?<=afp://)|(?<=nfs://)|(?<=rsync://))[\w.@:+%-]{1,80}/(?:home|homes|Users|profiles)\$?/|(?<![\w.%-])/(?:var/(?:spool/)?(?:mail|cron(?:/crontabs|/tabs)?)|var/lib/AccountsService/users|var/cpanel/users|run/media|etc/sudoers\.d)/|"
            rf"(?<![\w%])%2F(?:home|Users)%2F)(?:{_DOMAIN}/)?(?P<v>{_UNIX})(?![\w@]|\.\w|/\[USER-)"
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
            "/home/CORP/‹jdoe›/x and /home/corp.example/‹jdoe›/x",
            "file://fs-1/home/‹jdoe›/x",
        ),
        misses=(
            "/home/ubuntu/app",
            "https://example.com/home/about",
            "/scim/v2/Users/abc",
            "scim PATCH /Users/u_1f3a",
            "/Users/Shared/x",
        ),
    ),
    Rule(
        name="home folder on Windows",
        kind=Kind.USER,
        pattern=(
            r"(?i:(?:\b[a-z]:|\\\\[\w.-]{1,64}(?:\\{1,2}[a-z]\$)?|%systemdrive%|\\{1,2}harddiskvolume\d{1,3}|(?<=\w)(?=\\)|(?<==)(?=\\))(?:\\{1,4}|/)"
            rf"(?:{_PROFILES}|(?<=\\)homes?|(?<=:/)homes?)(?:\\{{1,4}}|/))"
            r"(?P<v>[^\\/:*?\"<>|\r\n\[\]]{1,64}(?=[\\/])|[\w.+~-]{1,64})"
        ),
        anchors=(
            "users",
            "documents and settings",
            "dokumente und einstellungen",
            "profiles",
            "\\home",
            ":/home",
            "benutzer",
            "utilisateurs",
            "usuarios",
            "usuários",
            "utenti",
            "utilizadores",
            "gebruikers",
            "ytkownicy",
            "userdata",
            "ftproot",
            "localuser",
        ),
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
            "D:\\Benutzer\\‹jdoe›\\Dokumente",
            "C:\\Utilisateurs\\‹mdupont›\\Bureau",
            "E:\\home\\‹jdoe›\\x",
        ),
        misses=("C:\\Users\\Public\\x", "D:\\Users\\Default\\y", "C:\\Windows\\System32"),
    ),
    Rule(
        name="user in a path",
        kind=Kind.USER,
        pattern=(
            r"(?i:(?<=/)(?:users?|u|members?|profiles?|people|accounts?|media|homedir|personal|employees|mitarbeiter|benutzer|usuarios)/(?:[a-z]/)?)@?(?P<v>[A-Za-z][\w.+-]{2,62}\w)(?=[/?#\s\"'&,;)]|$)|"
            r"(?<![\w/])[A-Z]:\\{1,2}(?P<v2>[a-z][\w.-]{3,40})(?=\\)"
        ),
        anchors=(
            "user/",
            "users/",
            "/u/",
            "member/",
            "members/",
            "profile/",
            "profiles/",
            "people/",
            "account/",
            "accounts/",
            "media/",
            "homedir/",
            "personal/",
            "employees/",
            "mitarbeiter/",
            "benutzer/",
            "usuarios/",
            ":\\",
        ),
        before=16,
        after=110,
        check=lambda match: is_built_as_login(match["v"] or match["v2"]),
        pick=accounts,
        source="addresses and folders as commonly made: a collection, then its member",
        hits=(
            "GET /api/users/‹fhartmann›/orders",
            "/data/users/‹fhartmann›/x",
            "/afs/example.com/user/f/‹fhartmann›/x",
            "H:\\‹fhartmann›\\x",
        ),
        misses=(
            "/api/users/profile",
            "/users/list?x=1",
            "/media/cdrom",
            "/api/accounts/4711",
            "C:\\Windows\\x",
            "D:\\jenkins\\x",
            "/users/page2",
        ),
    ),
)
