"""Rules for user names in Unix programs' own lines: su, cron, FTP; listings, accounts' files.

OpenSSH and PAM are in logins.py.
"""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.userform import NAME, is_logged, user_rule

UNIX: Final[tuple[Rule, ...]] = (
    user_rule(
        "user of su or crontab",
        rf"\b(?:su|su-l)(?:\[\d{{1,9}}\])?: (?:(?:FAILED SU )?\(to (?P<v>{NAME})\) (?P<v2>{NAME}) on |[+-] \S{{1,20}} (?P<v3>{NAME}):(?P<v4>{NAME})|"
        rf"(?:BAD SU )?(?P<v5>{NAME}) to (?P<v6>{NAME}) on )|"
        rf"\bcrontab\[\d{{1,9}}\]: \((?P<v7>{NAME})\) [A-Z ]{{2,12}} \((?P<v8>{NAME})\)|\bRELOAD \((?:crontabs|cron|tabs)/(?P<v9>{NAME})\)",
        anchors=("su: ", "su[", "su-l", "crontab[", "reload ("),
        source="su(1) of BSD, util-linux and shadow-utils; crontab(1), cron(8)",
        hits=(
            "su[12]: (to ‹mkowalski›) root on none",
            "su[12]: FAILED SU (to root) ‹jdoe› on pts/1",
            "su[12]: + /dev/pts/1 ‹jdoe›:root",
            "su: BAD SU ‹jdoe› to root on /dev/ttyp0",
            "crontab[12]: (root) BEGIN EDIT (‹jdoe›)",
            "cron[12]: (root) RELOAD (crontabs/‹jdoe›)",
        ),
        misses=("su: (to root) root on none", "cron[1]: (*system*) RELOAD (/etc/crontab)", "menu: a to b on c"),
    ),
    user_rule(
        "user of a password, a login or an account tool",
        rf"\bpassword for \[(?P<v>{NAME})\]|\bFOR '(?P<v2>{NAME})', Auth|\bLOGIN FROM \S{{1,80}} as (?P<v3>{NAME})|\bname=(?P<v4>{NAME}), GID=|"
        rf"\bsubsystem '\S{{1,20}}' for (?P<v5>{NAME}) from |\bClose session: user (?P<v6>{NAME}) from |\bunix-user:(?P<v7>{NAME})|"
        rf"\bpkexec\[\d{{1,9}}\]: (?P<v8>{NAME}): Executing|\bdoas: (?P<v9>{NAME}) ran command",
        anchors=("password for [", "for '", "login from", "name=", "subsystem '", "close session", "unix-user:", "pkexec[", "doas: "),
        source="sudo(8), login(1), ftpd(8), shadow-utils, sshd(8), polkit, doas(1)",
        hits=(
            "sudo: pam_unix(sudo:auth): auth could not identify password for [‹jdoe›]",
            "FAILED LOGIN (1) on '/dev/tty1' FOR '‹jdoe›', Authentication failure",
            "FTP LOGIN FROM 10.0.0.7 as ‹jdoe›",
            "group added to /etc/group: name=‹jdoe›, GID=1001",
            "Starting session: subsystem 'sftp' for ‹jdoe› from 10.0.0.7 port 5",
            "authenticated as unix-user:‹jdoe› to gain",
            "pkexec[12]: ‹jdoe›: Executing command [USER=root]",
        ),
        misses=("password for [root]", "owned by unix-user:root)", "name=docker, GID=5"),
    ),
    user_rule(
        "user of a file server",
        rf"\[(?P<v>{NAME})\] (?:OK|FAIL) [A-Z]{{3,12}}: |\((?P<v2>{NAME})@[\w.:-]{{2,80}}\) \[(?:INFO|WARNING|NOTICE|ERROR|DEBUG)\]|"
        rf"\bauth failed on module \S{{1,60}} from \S{{1,80}} (?:\(\S{{1,60}}\) )?for (?P<v3>{NAME})(?=:|\s|$)|"
        rf"\brsync (?:on|to) \S{{1,100}} from (?P<v4>{NAME})@|"
        rf" [ab] [_CUT]{{1,3}} [oid] [rga] (?P<v5>{NAME}) ftp |\) - USER (?P<v6>{NAME})(?=[: ])|\bAuthorizedKeysCommand \S{{1,120}} (?P<v7>{NAME}) (?=failed|terminated|exited)",
        anchors=("] ok ", "] fail ", ") [info", ") [warn", ") [notice", ") [err", ") [debug", "auth failed on", "rsync ", " ftp ", ") - user ", "authorizedkeyscommand"),
        source="vsftpd, Pure-FTPd, rsyncd; xferlog(5)",
        hits=(
            '[pid 2] [‹jdoe›] OK LOGIN: Client "10.0.0.7"',
            "pure-ftpd: (‹jdoe›@10.0.0.7) [INFO] x",
            "auth failed on module backup from dsl7.example.net (10.0.0.7) for ‹jdoe›: password mismatch",
            "rsync on backup/ from ‹jdoe›@dsl7.example.net (10.0.0.7)",
            "proftpd[1]: h (10.0.0.7[10.0.0.7]) - USER ‹jdoe› (Login failed): x",
            "1 10.0.0.7 1234 /pub/x.txt b _ o r ‹jdoe› ftp 0 * c",
        ),
        misses=("[anonymous] OK LOGIN: Client", "(?@10.0.0.7) [INFO] New connection", "rsync on x from unknown"),
    ),
    user_rule(
        "owner in a listing of files",
        rf"(?<!\S)[-dlcbps](?:[r-][w-][xsStTl-]){{3}}[.+@]?\s{{1,4}}(?:\d{{1,6}}\s{{1,4}})?(?P<v>{NAME})\s{{1,16}}(?P<v2>{NAME})\s{{1,16}}(?=\d)",
        gate=r"(?<!\S)[-dlcbps][r-][w-][xsS-][r-][w-]",
        before=2,
        after=160,
        source="ls(1), POSIX: the long format; hdfs dfs -ls",
        hits=(
            "-rw-r--r-- 1 ‹jdoe› ‹mkowalski› 1234 Mar 12 10:20 notes.txt",
            "drwxr-x---. 12 ‹jdoe› www-data  4096 Mar 12  2026 x",
        ),
        misses=("drwxr-xr-x 2 root root 4096 Mar 12 10:20 bin", "-rw- x", "-r--r--r--"),
    ),
    user_rule(
        "user in a listing of processes or sessions",
        rf"(?m:^)(?:(?P<v>{NAME})\+?[ ]{{1,24}}\d{{1,8}}[ ]{{1,9}}(?:\d{{1,3}}\.\d[ ]{{1,6}}\d{{1,3}}\.\d[ ]{{1,12}}\d{{1,12}}[ ]|\d{{1,8}}[ ]{{1,9}}\d{{1,3}}[ ]{{1,6}}(?:\d\d:\d\d|[A-Z][a-z]{{2}}\d\d)[ ])|"
        rf"[ ]{{0,8}}\d{{1,8}}[ ]{{1,4}}(?P<v2>{NAME})\+?[ ]{{1,16}}(?:rt|-?\d{{1,3}})[ ]{{1,6}}-?\d{{1,3}}[ ]{{1,9}}\d[\d.gmtk]{{0,12}}[ ]|"
        rf"(?P<v3>{NAME})[ ]{{1,24}}(?:pts/\d{{1,4}}|tty\w{{1,4}}|:\d)(?=[ ]))",
        gate=r"(?m:^)(?:[A-Za-z_][\w.+-]{0,31}[ ]{1,24}(?:\d{1,8}[ ]{1,9}\d|pts/|tty|:\d[ ])|[ ]{0,8}\d{1,8}[ ]{1,4}[A-Za-z_][\w.+-]{0,31}[ ]{1,16}(?:rt|-?\d{1,3})[ ]{1,6}-?\d)",
        before=0,
        after=160,
        source="ps(1), top(1), who(1), last(1)",
        hits=(
            "‹jdoe›      1234  0.0  0.1  12345  6789 pts/0    Ss   10:20   0:00 -bash",
            "‹jdoe›   1234     1  0 10:20 pts/0    00:00:00 bash",
            "  1234 ‹jdoe›     20   0  123456  65432   1234 S   1.0   0.5   0:01.23 python",
            "‹jdoe›  pts/0        10.0.0.7     Thu Mar 12 10:20   still logged in",
        ),
        misses=(
            "root         1  0.0  0.1 168404 11840 ?        Ss   Mar11   0:05 /sbin/init",
            "Mem 1234 5 6",
            "reboot   system boot  5.15.0-91-generi Thu Mar 12 08:00",
            "Total 12 34 56",
        ),
    ),
    user_rule(
        "user in a file of accounts",
        rf"(?m:^)(?P<v>{NAME}):(?=[!*]{{0,2}}\$[\dy]|\{{S?SHA|[!*x]{{1,2}}:\d{{1,6}}:\d)|(?m:^)[\w-]{{1,32}}:[x!*]?:\d{{1,6}}:(?P<v2>{NAME})(?:,(?P<v3>{NAME}))?(?:,(?P<v4>{NAME}))?(?:,(?P<v5>{NAME}))?(?=,|\s|$)",
        gate=r"(?m:^)[A-Za-z_][\w.-]{0,31}:(?:[x!*]{0,2}:\d|[!*]{0,2}\$|\{)",
        before=0,
        after=200,
        source="passwd(5), shadow(5), group(5), htpasswd",
        hits=(
            "‹jdoe›:x:1001:1001::/home/x:/bin/bash",
            "sudo:x:27:‹jdoe›,‹mkowalski›",
            "‹jdoe›:$6$abcdefgh",
        ),
        misses=("root:x:0:0:root:/root:/bin/bash", "adm:x:4:syslog", "key:value"),
    ),
    user_rule(
        "user of a message of spamd",
        rf"\bspamd: [^\n]{{1,160}}? for (?P<v>{NAME}):\d{{1,6}}(?=\s|$)",
        anchors=("spamd: ",),
        check=is_logged,
        after=260,
        source="SpamAssassin spamd",
        hits=("mx-1 spamd[7]: spamd: clean message (0.1/5.0) for ‹jdoe›:1001 in 1.2 seconds",),
        misses=("Mar 12 10:20:30 mx-1 spamd[7]: spamd: clean message (0.1/5.0) for root:0 in 1.2 seconds",),
    ),
)  # fmt: skip
