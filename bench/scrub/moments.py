"""Times and the other values that only logs have."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bench.scrub.model import Role
from bench.scrub.writer import Leaf

_TIMES: Mapping[str, Callable[[datetime], str]] = {
    "syslog": lambda now: f"{now:%b} {now.day:2} {now:%H:%M:%S}",
    "isoz": lambda now: f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z",
    "isomicro": lambda now: f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond:06}Z",
    "isooffset": lambda now: f"{now:%Y-%m-%dT%H:%M:%S}+02:00",
    "isospace": lambda now: f"{now:%Y-%m-%d %H:%M:%S}",
    "isocomma": lambda now: f"{now:%Y-%m-%d %H:%M:%S},{now.microsecond // 1000:03}",
    "isodot": lambda now: f"{now:%Y-%m-%d %H:%M:%S}.{now.microsecond // 1000:03}",
    "slashdate": lambda now: f"{now:%Y/%m/%d %H:%M:%S}",
    "shortslash": lambda now: f"{now:%y/%m/%d %H:%M:%S}",
    "usdate": lambda now: f"{now.month}/{now.day}/{now.year} {now:%I:%M:%S %p}",
    "clf": lambda now: f"{now:%d/%b/%Y:%H:%M:%S} +0000",
    "ctime": lambda now: f"{now:%a %b %d %H:%M:%S %Y}",
    "apachedate": lambda now: f"{now:%a %b %d %H:%M:%S}.{now.microsecond:06} {now.year}",
    "klog": lambda now: f"{now:%m%d %H:%M:%S}.{now.microsecond:06}",
    "logcat": lambda now: f"{now:%m-%d %H:%M:%S}.{now.microsecond // 1000:03}",
    "asadate": lambda now: f"{now:%b %d %Y %H:%M:%S}",
    "compact": lambda now: f"{now:%y%m%d %H%M%S}",
    "isoday": lambda now: f"{now:%Y-%m-%d}",
    "isotime": lambda now: f"{now:%H:%M:%S}",
    "epochus": lambda now: f"{int(now.timestamp() * 1_000_000)}",
    "epochfloat": lambda now: f"{now.timestamp():.6f}",
    "ms3": lambda now: f"{now.microsecond // 1000:03}",
}

_SHAPES: Mapping[str, tuple[str, str]] = {
    "prio": ("number", "1<d2>"),
    "fingerprint": ("hash", "<w43>"),
    "queueid": ("id", "4<w9>"),
    "eximid": ("id", "1<w5>-<w6>-<w2>"),
    "tid": ("thread", "1<d14>"),
    "hexs": ("hex", "<h16>"),
    "hexl": ("hex", "<h24>"),
    "account": ("number", "<n1><d11>"),
    "trace": ("trace", "<h32>"),
    "spanid": ("trace", "<h16>"),
    "snowflake": ("number", "<n1><d17>"),
    "blk": ("id", "blk_-<n1><d18>"),
    "pod": ("id", "shop-api-<a9>-<a5>"),
    "amzid": ("id", "<U16>"),
    "object": ("id", "<h24>"),
    "ulid": ("id", "01<U24>"),
}

_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/124.0.6367.91 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "python-requests/2.31.0",
    "okhttp/4.12.0.1",
)
_THREADS = (
    "http-nio-8080-exec-7",
    "main",
    "pool-3-thread-12",
    "ForkJoinPool-1-worker-3",
    "scheduling-1",
    "QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181",
    "reactor-http-epoll-2",
    "Thread-184",
)
_CLASSES = (
    "o.s.web.servlet.DispatcherServlet",
    "com.example.shop.order.OrderService",
    "org.apache.zookeeper.server.NIOServerCnxn",
    "c.e.billing.InvoiceMailer$Retry",
    "org.hibernate.engine.jdbc.spi.SqlExceptionHelper",
    "com.example.auth.TokenFilter",
    "o.a.hadoop.hdfs.StateChange",
    "io.netty.channel.AbstractChannelHandlerContext",
)


def _time(make: Callable[[datetime], str]) -> Leaf:
    return Leaf(Role.KEEP, "timestamp", lambda draw: make(draw.now))


def _shape(kind: str, pattern: str) -> Leaf:
    return Leaf(Role.KEEP, kind, lambda draw: draw.shape(pattern))


def _pool(kind: str, pool: tuple[str, ...]) -> Leaf:
    return Leaf(Role.KEEP, kind, lambda draw: draw.pick(pool))


def _either(kind: str, pattern: str) -> Leaf:
    return Leaf(Role.EITHER, kind, lambda draw: draw.shape(pattern))


MOMENTS: Mapping[str, Leaf] = {
    **{name: _time(make) for name, make in _TIMES.items()},
    **{name: _shape(kind, pattern) for name, (kind, pattern) in _SHAPES.items()},
    "agent_string": _pool("user agent", _AGENTS),
    "thread": _pool("thread", _THREADS),
    "logger": _pool("class", _CLASSES),
    "octets": Leaf(Role.HIDE, "mac", lambda draw: draw.shape("a<h1>:<h2>:<h2>:<h2>:<h2>:<h2>")),
    "fqdn": _either("host", "srv-<l4>-<d2>.corp.example.com"),
    "sid": _either("security id", "S-1-5-21-<n1><d9>-<n1><d9>-<n1><d8>-1<d3>"),
}
