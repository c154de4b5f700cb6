"""Which account names are nobody's: root, services, images' default users, role accounts.

They say what failed, not who. It looks at a name alone, never at the text around it.
"""

import re
from typing import Final

from escalator.scrub.words import COMMON

SERVICE: Final = frozenset(
    "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc "
    "gnats nobody nogroup systemd systemd-network systemd-resolve messagebus syslog _apt sshd "
    "ntp chrony polkitd dbus avahi colord ubuntu debian centos fedora ec2-user vagrant pi "
    "runner runneradmin runner-user node app deploy deployer git gitlab gitlab-runner jenkins "
    "circleci travis docker containeradministrator containeruser postgres mysql oracle "
    "mongodb redis kafka zookeeper hadoop hdfs yarn hive hbase impala spark flink "
    "elasticsearch kibana logstash tomcat jboss wildfly nginx apache httpd haproxy rabbitmq "
    "www webmaster administrator admin guest public default shared localhost system "
    "localsystem networkservice localservice defaultuser0 appveyor vsts vssadministrator "
    "ansible puppet chef salt nagios zabbix prometheus grafana telegraf datadog dd-agent "
    "splunk solr memcache memcached jovyan coder vscode gitpod codespace airflow superset "
    "linuxbrew azureuser opc sftp ftp anonymous dummy nova neutron glance cinder keystone "
    "swift heat ceph qemu libvirt rpc rpcuser nfsnobody mailnull smmsp named postfix dovecot "
    "dovenull exim squid gdm gdm3 lightdm sddm xfs vcsa pcap tcpdump rtkit saslauth sssd "
    "unbound clamav amavis opendkim bind dnsmasq stunnel vault consul etcd minio sonarqube "
    "nexus teamcity tss abrt usbmux operator halt shutdown adm nscd ldap radvd webalizer "
    "mailman hsqldb fax quagga distcache dwm-1 dwm-2 dwm-3 umfd-0 umfd-1 umfd-2 "
    "wdagutilityaccount cyrus systemd-coredump systemd-oom systemd-timesync uuidd landscape "
    "pollinate lxd whoopsie kernoops saned geoclue dhcpcd tor git-daemon php-fpm php nfs "
    "statd rpcbind ntpd chronyd kube kubelet kubernetes flannel calico loki alertmanager "
    "node_exporter rundeck bamboo bitbucket jira confluence nextcloud keycloak traefik caddy "
    "envoy istio-proxy sa dbo sysdba dbsnmp replication repl replicator monitor pgbouncer "
    "barman patroni rdsadmin cloudsqladmin debian-sys-maint mysql.sys mysql.session "
    "mysql.infoschema mariadb.sys cassandra elastic kibana_system logstash_system "
    "beats_system remote_monitoring_user couchbase neo4j cloud-user core rancher rocky "
    "almalinux ssm-user bitnami suse kali packer terraform atlantis argocd flux drone tekton "
    "buildkite-agent kernel syslog-ng rsyslog dhcpd dhcp netdata defaultapppool mssqlserver "
    "sqlserveragent krbtgt healthmailbox msol adsync wsman trustedinstaller www-run wwwrun "
    "local_user unknown-user".split()
)
"""Accounts that systems, packages and images bring along."""

_NOT_USERS: Final = COMMON | frozenset(
    "agent current_user username bool record successfully id ids name names not null none n/a "
    "na nil undefined unauthenticated authenticated session sessions logged agent_id everyone "
    "all any someone self me interface defined groups group details management application "
    "security setup forwarded uid gid child mode input requests space mapping manager records "
    "entry entries activity event events quota preferences policy query queries thread action "
    "actions rights permission permissions credentials attempt attempts info registration "
    "lookup slice daemons tty console leader follower candidate standby secondary replica "
    "healthy redacted filtered masked hidden removed anonymized anonymised protected peer "
    "upstream downstream signal undef principal connections connecting privilege privileges "
    "separation command commands agents string strings preauth postauth".split()
)

_MASK: Final = re.compile(r"x{3,}|_{3,}|%\w+%?|\{\w*\}?")
"""What stands where a name was taken out or is filled in."""

_ONE_FOR_ALL: Final = frozenset(
    "root admin administrator guest user test anonymous null none unknown nobody default".split()
)


_IDENTIFIER: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-|(?:job|task|application|appattempt|attempt|container|session|instance|request)_\d|(?:tty|pts)\w{0,4}$|[0-9a-f]{16,}$|s-1-\d|\d+$|(?=[a-f]*\d)[0-9a-f]{8,}$|(?=.{10})[^\d]*(?:\d+[a-z]+){3}"
)
"""UUIDs, digests, security identifiers, letters and digits in turn: accounts by number."""


def is_account(value: str) -> bool:
    """Tell whether a name may be a person's: no service or role account, no number, no word."""
    plain = value.lower()
    return (
        len(plain) >= 2
        and plain not in SERVICE
        and plain not in _NOT_USERS
        and not plain.replace("-", "").replace(".", "").isdigit()
        and not _MASK.fullmatch(plain)
        and not plain.startswith(("svc-", "svc_", "sa-", "system-", "system:", "nt-", "service-"))
        and not plain.endswith(("-svc", "_svc", "-service", "[bot]", "-bot", "$"))
        and not _IDENTIFIER.match(plain)
        and not _is_made_of_words(plain)
    )


def _is_made_of_words(name: str) -> bool:
    """Tell `front-desk` and `created_at` from jane.doe."""
    return all(part in COMMON for part in re.split(r"[-_.]", name) if part)


def is_tried_account(value: str) -> bool:
    """Tell whether an account that a system does not have may say something about a person.

    Only what everybody tries stays: the rest is a name, a customer number or a password typed into
    the wrong field.
    """
    return bool(value) and value.lower() not in _ONE_FOR_ALL
