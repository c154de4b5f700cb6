"""Logs of web servers and load balancers."""

from bench.scrub.formats.model import Format

FORMATS = (
    Format(
        name="nginx-access",
        lines=(
            '{ip} - - [{clf}] "GET /assets/app-{short}.js HTTP/2.0" {status} {num} "https://shop.example.com/" "{agent_string}"',
            '{ip} - {any.login} [{clf}] "POST /api/v2/orders/{num}/lines HTTP/1.1" {status} {num} "-" "{agent_string}" rt={ms} uct="0.001"',
            '{ipsix} - - [{clf}] "GET /account?email={any.mail}&page={small} HTTP/1.1" {status} {num} "-" "{agent_string}"',
            '{ip} - - [{clf}] "GET /.env HTTP/1.1" 404 {num} "-" "curl/{version}" "{privip}"',
            '{privip} - - [{clf}] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.29" {uuid}',
            '{ip} - - [{clf}] "GET /download/{uuid}/report-{day}.pdf HTTP/2.0" {status} {num} "https://mail.example.com/" "{agent_string}"',
        ),
    ),
    Format(
        name="nginx-error",
        head="{slashdate} ",
        lines=(
            '[error] {pid}#{pid}: *{num} connect() failed (111: Connection refused) while connecting to upstream, client: {ip}, server: shop.example.com, request: "GET /api/cart HTTP/1.1", upstream: "http://{privip}:{port}/api/cart", host: "shop.example.com"',
            '[warn] {pid}#{pid}: *{num} a client request body is buffered to a temporary file /var/cache/nginx/client_temp/00{num}, client: {ip}, server: _, request: "POST /upload HTTP/1.1"',
            '[error] {pid}#{pid}: *{num} user "{any.login}": password mismatch, client: {ip}, server: admin.example.com, request: "GET / HTTP/1.1"',
            '[error] {pid}#{pid}: *{num} open() "/home/{any.home}/public_html/favicon.ico" failed (2: No such file or directory), client: {ip}',
        ),
    ),
    Format(
        name="apache-access",
        lines=(
            '{rdns} - - [{clf}] "GET /images/logo.gif HTTP/1.0" {status} {num}',
            '{ip} - {any.login} [{clf}] "GET /private/report.php?id={num} HTTP/1.1" {status} {num} "http://www.example.com/start.html" "{agent_string}"',
            '{ip} - - [{clf}] "GET /~{any.home}/index.html HTTP/1.1" {status} {num} "-" "{agent_string}"',
            'www.example.com:443 {ip} - - [{clf}] "OPTIONS * HTTP/1.0" 200 126 "-" "Apache/2.4.57 (Debian) OpenSSL/{version} (internal dummy connection)"',
        ),
    ),
    Format(
        name="apache-error",
        head="[{apachedate}] ",
        lines=(
            "[core:error] [pid {pid}:tid {tid}] [client {ip}:{port}] AH00126: Invalid URI in request GET /../../etc HTTP/1.1",
            "[auth_basic:error] [pid {pid}:tid {tid}] [client {ip}:{port}] AH01618: user {any.login} not found: /admin",
            "[proxy:error] [pid {pid}:tid {tid}] (111)Connection refused: AH00957: HTTP: attempt to connect to {privip}:{port} (backend) failed",
            '[auth_basic:error] [pid {pid}:tid {tid}] [client {rdns}:{port}] AH01617: user {any.login}: authentication failure for "/reports": Password Mismatch',
            "[php:notice] [pid {pid}] [client {ip}:{port}] PHP Notice:  Undefined index: id in /home/{any.home}/www/cart.php on line {small}, referer: https://shop.example.com/cart",
            "[ssl:warn] [pid {pid}:tid {tid}] AH01909: www.example.com:443:0 server certificate does NOT include an ID which matches the server name",
        ),
    ),
    Format(
        name="iis-w3c",
        top="#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n",
        head="{isospace} ",
        lines=(
            "{privip} GET /owa/auth/logon.aspx url=https%3a%2f%2fmail.example.com%2fowa%2f 443 - {ip} Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64) - {status} 0 0 {num}",
            "{privip} POST /EWS/Exchange.asmx - 443 CORP\\{any.login} {ip} MacOutlook/{version}.24012312+(Intelx64+Mac+OS+X+Version+13.6) - {status} 0 0 {num}",
            "{privip} GET /reports/default.aspx id={num}&tab={small} 443 CORP\\{any.login} {ip} Mozilla/5.0+(Windows+NT+6.1.1.0) - {status} 0 64 {num}",
            "{privip} POST /Microsoft-Server-ActiveSync/default.eas Cmd=Ping&User={any.mail}&DeviceId={md}&DeviceType=iPhone 443 {any.mail} {ip} Apple-iPhone14C5/2103.79 - {status} 0 0 {num}",
        ),
    ),
    Format(
        name="aws-alb",
        lines=(
            'https {isomicro} app/shop-alb/{hexs} {ip}:{port} {privip}:80 0.001 {ms} 0.000 {status} {status} {num} {num} "GET https://shop.example.com:443/cart?item={num} HTTP/2.0" "{agent_string}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-west-1:{account}:targetgroup/shop/{hexs} "Root=1-{short}-{hexl}" "shop.example.com" "session-reused" 0 {isomicro} "forward" "-" "-"',
            'http {isomicro} app/intern/{hexs} {ip}:{port} - -1 -1 -1 503 - {num} {num} "GET http://{privip}:80/ HTTP/1.1" "{agent_string}" - - - "Root=1-{short}-{hexl}" "-" "-" {small} {isomicro} "fixed-response" "-" "-"',
            'h2 {isomicro} app/shop-alb/{hexs} [{ipsix}]:{port} {privip}:8080 0.000 {ms} 0.000 {status} {status} {num} {num} "POST https://api.example.com:443/v1/users/{uuid}/avatar HTTP/2.0" "{agent_string}" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:us-east-1:{account}:targetgroup/api/{hexs} "Self=1-{short}-{hexl};Root=1-{short}-{hexl}" "api.example.com" "arn:aws:acm:us-east-1:{account}:certificate/{uuid}" 1 {isomicro} "waf,forward" "-" "-"',
            'https {isomicro} app/shop-alb/{hexs} {ip}:{port} {privip}:80 0.002 {ms} 0.000 {status} {status} {num} {num} "GET https://shop.example.com:443/reset?user={any.mail} HTTP/1.1" "{agent_string}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 - "Root=1-{short}-{hexl}" "shop.example.com" "-" 0 {isomicro} "forward" "-" "-"',
        ),
    ),
)
