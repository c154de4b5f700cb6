"""Rules for user names in the logs of VPN, RADIUS, proxies, firewalls and routers."""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.userform import NAME, V4, is_named, user_rule

TUNNELS: Final[tuple[Rule, ...]] = (
    user_rule(
        "user of a tunnel",
        rf"(?<![\w./:@-])(?P<v>[A-Za-z][\w.+-]{{1,63}})/{V4}:\d{{2,5}} (?=MULTI|SENT |TLS|VERIFY|peer info|Peer |PUSH|Data Channel|Control Channel|Connection |SIG|Inactivity|Outgoing|Incoming|Delayed|\[|Authenticate|OPTIONS|WARNING|Bad |client_)|"
        rf"SENT CONTROL \[(?P<v2>{NAME})\]|(?<=\[)(?P<v3>{NAME})(?=\] (?:Peer Connection|Inactivity))|depth=0, (?:[^\n]{{0,200}}?[ ,/])?CN=(?P<v4>{NAME})(?=\s*$|[,/ ])",
        anchors=(
            " multi", "sent control", " tls", " verify", "peer info", "peer conn", " push", " channel", "connection reset", "inactivity", "depth=0", " sig", "authenticate",
        ),
        check=is_named,
        source="OpenVPN server log",
        hits=(
            "Sun May 24 01:04:49 2026 ‹pbianchi›/203.0.113.197:64810 MULTI: Learn: 192.168.5.92",
            "10.0.0.7:13531 SENT CONTROL [‹giuseppe84›]: 'PUSH_REPLY'",
            "10.0.0.7:13531 [‹jdoe›] Peer Connection Initiated",
            "‹jdoe›/10.0.0.7:51234 [‹jdoe›] Inactivity timeout (--ping-restart), restarting",
            "10.0.0.7:51234 VERIFY OK: depth=0, CN=‹jdoe›",
        ),
        misses=(
            "nn-1.example/10.0.0.1:8020 ready",
            "Connection reset, restarting [0]",
            "VERIFY OK: depth=1, C=DE, O=Example, CN=Example CA",
            "VERIFY OK: depth=0, CN=vpn.example.com",
        ),
    ),
    user_rule(
        "user in the status of a tunnel",
        rf"(?m:(?:^|CLIENT_LIST,|ROUTING_TABLE,[^,\n]{{1,60}},|^[\da-f.:]{{3,40}},))(?P<v>{NAME})(?=,{V4}:\d{{1,5}},)(?:,[^,\n]{{0,60}}){{7}}(?:,(?P<v2>{NAME}),\d{{1,6}},\d{{1,6}})?|"
        rf"(?m:(?:^|CLIENT_LIST,|ROUTING_TABLE,[^,\n]{{1,60}},|^[\da-f.:]{{3,40}},))(?P<v3>{NAME})(?=,{V4}:\d{{1,5}},)",
        gate=r"[\w$],\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}:\d{1,5},",
        before=130,
        after=260,
        source="OpenVPN, status file versions 1 and 2",
        hits=(
            "CLIENT_LIST,‹jdoe›,10.0.0.7:51234,10.8.0.6,,12345,67890,2026-03-12 10:20:30,1773310830,‹jdoe2›,3,0,AES-256-GCM",
            "‹jdoe›,10.0.0.7:51234,12345,67890,Thu Mar 12 10:20:30 2026",
            "10.8.0.6,‹jdoe›,10.0.0.7:51234,Thu Mar 12 10:20:30 2026",
        ),
        misses=("a=b,10.0.0.7:51234,x", "UNDEF,10.0.0.7:51234,1,2", "admin,10.0.0.7:51234,1,2"),
    ),
    user_rule(
        "user of a gateway",
        rf"(?:\bworker|\bmain|\bsec-mod)\[(?P<v>{NAME})\]:|\.\.\.[\da-f.:]{{3,40}}\[(?P<v2>{NAME})\]|\bCHAP (?:Response|Challenge) [^\n]{{1,80}}name = \\?\"(?P<v3>{NAME})\"|"
        rf"\bLogin (?:OK|incorrect)[^\n\[]{{0,160}}: \[(?:[\w.-]{{1,60}}\\{{1,3}})?(?P<v4>{NAME})(?=[/\]])",
        anchors=("worker[", "main[", "sec-mod[", "...", "chap ", "login ok", "login incorrect"),
        check=is_named,
        after=320,
        source="OpenConnect server, strongSwan, pppd, FreeRADIUS",
        hits=(
            "ocserv[77]: worker[‹jdoe›]: 10.0.0.7 suggesting DPD of 90 secs",
            "between 10.0.0.1[vpn.example.com]...10.0.0.7[‹jdoe›]",
            'rcvd [CHAP Response id=0x1 <0123456789abcdef>, name = "‹jdoe›"]',
            "(12) Login OK: [‹jdoe›/<via Auth-Type = eap>] (from client ap-1 port 0)",
            "(12) Login incorrect (mschap: MS-CHAP2-Response is incorrect): [‹jdoe›] (from client ap-1)",
        ),
        misses=("main[1234]: started", "10.0.0.1...10.0.0.7[vpn.example.com]", "Login OK: [admin/x]"),
    ),
    user_rule(
        "user of a firewall's connection",
        rf"%(?:ASA|FTD|PIX)-\d-\d{{6}}: [^\n]{{1,300}}?\((?:[\w.-]{{1,60}}\\)?(?P<v>{NAME})\)(?=\s*$| duration)|%(?:ASA|FTD|PIX)-\d-\d{{6}}: [^\n]{{1,200}}?\(LOCAL\\(?P<v2>{NAME})\)",
        anchors=("%asa-", "%ftd-", "%pix-"),
        check=is_named,
        before=0,
        after=420,
        source="Cisco Secure Firewall ASA Series Syslog Messages: 302013 to 302016",
        hits=(
            "%ASA-6-302013: Built inbound TCP connection 12 for outside:10.0.0.7/512 (10.0.0.7/512) to inside:10.0.0.5/443 (10.0.0.5/443) (‹jdoe›)",
            "%ASA-6-302014: Teardown TCP connection 12 for inside:10.0.0.5/51234(LOCAL\\‹jdoe›) duration 0:00:01",
        ),
        misses=("%ASA-6-302013: Built inbound TCP connection 12 for outside:10.0.0.7/512 (10.0.0.7/512)",),
    ),
    user_rule(
        "user among the columns of a proxy or firewall",
        rf"(?<=\S )(?P<v>{NAME})(?= (?:HIER_|DIRECT/|NONE/|FIRSTUP_|TIMEOUT_|DEFAULT_PARENT|ROUNDROBIN_|PARENT_HIT|SIBLING_HIT|FIRST_PARENT)\S)|"
        rf"(?<=,)[A-Za-z][\w.-]{{1,30}}\\(?P<v2>{NAME})(?=,)",
        anchors=(" hier_", " direct/", " none/", " firstup_", " timeout_", " default_parent", " roundrobin_", " parent_hit", " sibling_hit", " first_parent", "\\"),
        source="Squid, access.log; PAN-OS, fields of the traffic log",
        hits=(
            "TCP_MISS/200 4567 GET http://www.example.com/ ‹jdoe› HIER_DIRECT/203.0.113.7 text/html",
            "0.0.0.0,allow-web,example\\‹jdoe›,,web-browsing",
        ),
        misses=("CONNECT www.example.com:443 - HIER_NONE/- text/html", "a,C:\\Windows\\x,b"),
    ),
)  # fmt: skip
