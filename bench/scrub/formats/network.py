"""Logs of firewalls, VPN gateways, access points and proxies."""

from bench.scrub.formats.model import Format

FORMATS = (
    Format(
        name="cisco-asa",
        head="{asadate} {server} : ",
        lines=(
            "%ASA-6-302013: Built inbound TCP connection {num} for outside:{ip}/{port} ({ip}/{port}) to inside:{privip}/443 ({privip}/443)",
            '%ASA-4-106023: Deny tcp src outside:{ip}/{port} dst inside:{privip}/22 by access-group "outside_in" [0x{short}, 0x0]',
            "%ASA-6-113039: Group <Staff> User <{any.login}> IP <{ip}> AnyConnect parent session started.",
            "%ASA-4-113019: Group = Staff, Username = {any.login}, IP = {ip}, Session disconnected. Session Type: SSL, Duration: 1h:{small}m:{small}s, Bytes xmt: {num}, Bytes rcv: {num}, Reason: User Requested",
            "%ASA-5-713130: Group = {privip}, IP = {ip}, Received unsupported transaction mode attribute: {small}",
            '%ASA-6-605005: Login permitted from {ip}/{port} to outside:{privip}/ssh for user "{any.login}"',
        ),
    ),
    Format(
        name="pf-filterlog",
        head="{syslog} {server} ",
        lines=(
            "filterlog[{pid}]: {small},,,{num},igb0,match,block,in,4,0x0,,{small},{num},0,DF,6,tcp,60,{ip},{privip},{port},22,0,S,{num},,64240,,mss;sackOK",
            "pf: 00:00:{small}.{num} rule 5/0(match): block in on em0: {ip}.{port} > {privip}.443: Flags [S], seq {num}, win 65535",
            "openvpn[{pid}]: user '{any.login}' authenticated",
            "dhcpd[{pid}]: DHCPACK on {privip} to {mac} ({any.first}s-iphone) via igb1",
            "charon[{pid}]: {small}[IKE] <con-{small}|{num}> received AUTHENTICATION_FAILED from {ip}",
            "charon[{pid}]: {small}[CFG] <{num}> looking for peer configs matching {privip}[%any]...{ip}[{any.mail}]",
        ),
    ),
    Format(
        name="iptables",
        head="{syslog} {server} kernel: [{num}.{num}] ",
        lines=(
            "[UFW BLOCK] IN=eth0 OUT= MAC={octets}:{octets}:08:00 SRC={ip} DST={privip} LEN=44 TOS=0x00 PREC=0x00 TTL=241 ID={num} PROTO=TCP SPT={port} DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0",
            "DROP IN=eth0 OUT= MAC= SRC={ip} DST={privip} LEN=60 TTL={small} ID={num} DF PROTO=UDP SPT={port} DPT=53 LEN=40",
            "[UFW ALLOW] IN=tun0 OUT=eth1 MAC= SRC={privip} DST={ip} LEN=52 TTL=63 ID={num} DF PROTO=TCP SPT={port} DPT=443",
            "nf_conntrack: table full, dropping packet {num}, src {ipsix} mac {mac}",
        ),
    ),
    Format(
        name="fortigate",
        head="date={isoday} time={isotime} ",
        lines=(
            'devname="fw-{small}" devid="FGT60F{account}" logid="0000000013" type="traffic" srcip={ip} srcport={port} dstip={privip} dstport=443 sessionid={num} action="accept" policyid={small} duration={num} sentbyte={num} rcvdbyte={num}',
            'devname="fw-{small}" logid="0101039424" type="event" subtype="vpn" action="tunnel-up" remip={ip} tunnelip={privip} user="{any.login}" group="vpn-users" msg="SSL tunnel established"',
            'devname="fw-{small}" logid="0100032002" type="event" subtype="system" user="{any.login}" ui="ssh({ip})" action="login" status="failed" reason="passwd_invalid"',
            'devname="fw-{small}" type="traffic" srcip={privip} srcmac="{mac}" osname="Windows" srcname="LAPTOP-{amzid}" user="{any.login}" dstip={ip} hostname="cdn.example.net" sessionid={num}',
        ),
    ),
    Format(
        name="squid",
        lines=(
            "{epoch}.{ms3} {num} {privip} TCP_MISS/{status} {num} GET http://www.example.com/index-{num}.html {any.login} HIER_DIRECT/{ip} text/html",
            "{epoch}.{ms3} {num} {privip} TCP_TUNNEL/200 {num} CONNECT mail.example.com:443 - HIER_DIRECT/{ip} -",
            "{epoch}.{ms3} {num} {privip} TCP_DENIED/407 {num} GET http://cdn.example.net/{uuid}.js - HIER_NONE/- text/html",
            "{epoch}.{ms3} {num} {ip} TCP_MISS/{status} {num} POST http://api.example.com/v1/u?mail={any.mail} {any.login} HIER_DIRECT/{privip} application/json",
        ),
    ),
    Format(
        name="hostapd-radius",
        head="{ctime} : ",
        lines=(
            "Auth: ({num}) Login OK: [{any.login}] (from client ap-{small} port {small} cli {mac})",
            "Info: ({num}) eap_peap: TLS-Alert read: fatal: unknown ca, station {mac}",
            "Auth: ({num}) Login incorrect (mschap: MS-CHAP2-Response is incorrect): [{any.login}] (from client ap-{small} port 0 cli {mac})",
            "Auth: ({num}) Login incorrect: [host/{any.login}] (from client ap-{small} port {small} cli {mac} via TLS tunnel)",
        ),
    ),
)
