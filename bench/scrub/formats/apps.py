"""Logs of applications: Java, Python, .NET, Node, Go, Ruby, with stack traces."""

from bench.scrub.formats.model import Format

FORMATS = (
    Format(
        name="spring-boot",
        head="{isooffset}  ",
        lines=(
            "INFO {pid} --- [nio-8080-exec-{small}] {logger} : Login ok for {any.mail} from {ip} in {num} ms",
            "INFO {pid} --- [main] {logger} : Tomcat started on port(s): {port} (http) with context path '/api/v{small}'",
            "ERROR {pid} --- [{thread}] {logger} : Order {num} failed for user {any.login}\n\njava.lang.IllegalStateException: no stock for sku {num}\n\tat com.example.shop.StockService.reserve(StockService.java:{small}) ~[classes!/:{version}]\n\tat java.base/java.lang.Thread.run(Thread.java:840)\nCaused by: java.sql.SQLTimeoutException: ORA-01013 after {ms} ms",
            "WARN {pid} --- [{thread}] {logger} : HikariPool-1 - Connection is not available, request timed out after {num}ms (total=10, active=10, idle=0, waiting={small})",
            "WARN {pid} --- [{thread}] {logger} : Failed to authorize filter invocation [GET /admin] for principal {any.mail}",
            "DEBUG {pid} --- [{thread}] {logger} : traceId={trace} spanId={spanid} principal={any.login} remote={ip}",
        ),
    ),
    Format(
        name="log4j",
        head="{isocomma} ",
        lines=(
            "INFO  [{thread}] {logger} - Processing message {uuid} of queue orders.in offset {num}",
            "ERROR [{thread}] {logger} - Mail to {any.mail} could not be sent\njavax.mail.SendFailedException: Invalid Addresses\n\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:2064)\n\tat com.example.mail.Sender.send(Sender.java:{small})\n\t... {small} more",
            "WARN  [{thread}] {logger} - Slow query ({num} ms): select * from customer where email='{any.mail}'",
            "INFO  [{thread}] {logger} - User {any.login} logged in from {ip}, session {md}",
            "FATAL [{thread}] {logger} - java.lang.OutOfMemoryError: Java heap space (heap {num}K, max {num}K) at {hex}",
            "DEBUG [{thread}] {logger} - cache.get(user:{num}) -> miss, loader={logger}@{short}",
        ),
    ),
    Format(
        name="python",
        head="{isocomma} ",
        lines=(
            "INFO app.views: {any.mail} signed in from {ip}",
            'ERROR django.request: Internal Server Error: /orders/{num}/\nTraceback (most recent call last):\n  File "/srv/app/venv/lib/python3.11/site-packages/django/core/handlers/exception.py", line {small}, in inner\n    response = get_response(request)\n  File "/srv/app/orders/views.py", line {num}, in detail\n    order = Order.objects.get(pk=pk)\norders.models.Order.DoesNotExist: Order matching query does not exist.',
            "ERROR celery.app.trace: Task billing.tasks.send_invoice[{uuid}] raised unexpected: SMTPRecipientsRefused({'{any.mail}': (550, b'5.1.1 User unknown')})",
            "WARNING urllib3.connectionpool: Retrying (Retry(total={small})) after connection broken by 'ReadTimeoutError': /api/v1/items",
            "ERROR root: Uncaught\nTraceback (most recent call last):\n  File \"/home/{any.home}/projects/sync/main.py\", line {small}, in <module>\n    run(sys.argv[1])\nPermissionError: [Errno 13] Permission denied: '/var/lib/sync/{num}.db'",
            "DEBUG app.auth: login attempt username={any.login} remote_addr={ip} ok=False attempts={small}",
        ),
    ),
    Format(
        name="dotnet",
        lines=(
            "info: Microsoft.Hosting.Lifetime[14]\n      Now listening on: http://localhost:{port}",
            "info: Shop.Web.Controllers.AccountController[0]\n      User {any.mail} logged in from {ip}.",
            "fail: Microsoft.EntityFrameworkCore.Database.Command[20102]\n      Failed executing DbCommand ({num}ms) [Parameters=[@p0='?' (Size = 4000)], CommandType='Text', CommandTimeout='30']",
            "warn: Shop.Web.Auth.LockoutService[3]\n      Account {any.login} locked out after {small} failed attempts, connection {ulid}",
            'fail: Microsoft.AspNetCore.Server.Kestrel[13]\n      Connection id "0HN{amzid}", Request id "0HN{amzid}:00000002": An unhandled exception was thrown by the application.\n      System.IO.FileNotFoundException: Could not find file \'C:\\Users\\{any.home}\\AppData\\Local\\Temp\\tmp{short}.tmp\'.\n         at Shop.Web.Upload.Save(IFormFile file) in D:\\a\\1\\s\\Shop.Web\\Upload.cs:line {small}',
            "dbug: Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationHandler[8]\n      AuthenticationScheme: Identity.Application was successfully authenticated for {any.login}, trace {trace}",
        ),
    ),
    Format(
        name="pino-json",
        lines=(
            '{"level":30,"time":{epochms},"pid":{pid},"hostname":"{server}","reqId":"{uuid}","req":{"method":"GET","url":"/api/items/{num}","remoteAddress":"{ip}","remotePort":{port}},"msg":"incoming request"}',
            '{"level":30,"time":{epochms},"pid":{pid},"hostname":"{server}","user":{"id":{num},"email":"{any.mail}"},"msg":"user signed in"}',
            '{"level":50,"time":{epochms},"pid":{pid},"hostname":"{server}","err":{"type":"TypeError","message":"Cannot read properties of undefined","stack":"TypeError: Cannot read properties of undefined\\n    at /app/src/cart.js:{small}:{small}\\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)"},"msg":"request failed"}',
            '{"level":40,"time":{epochms},"pid":{pid},"hostname":"{server}","username":"{any.login}","ip":"{ip}","attempts":{small},"msg":"too many logins"}',
            '{"level":20,"time":{epochms},"pid":{pid},"hostname":"{server}","reqId":"{uuid}","responseTime":{ms},"res":{"statusCode":{status},"headers":{"etag":"W/\\"{short}\\"","content-length":"{num}"}},"msg":"request completed"}',
            '{"level":30,"time":{epochms},"pid":{pid},"hostname":"{server}","clientIp":"{ipsix}","traceId":"{trace}","to":["{any.mail}","{any2.mail}"],"msg":"mail queued"}',
        ),
    ),
    Format(
        name="go",
        lines=(
            'time="{isooffset}" level=info msg="handled" method=GET path=/v1/items/{num} status={status} dur={ms}ms remote={ip}:{port} request_id={ulid}',
            'time="{isooffset}" level=warning msg="login failed" user={any.login} remote={ip}:{port} attempts={small}',
            "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc={hex}]\n\ngoroutine {num} [running]:\nmain.(*Server).handle({hex}, {hex}, {hex})\n\t/go/src/example.com/shop/server.go:{small} +{hex}\nexit status 2",
            "{slashdate} http: TLS handshake error from {ip}:{port}: remote error: tls: unknown certificate",
            '{"level":"info","ts":{epochfloat},"caller":"api/user.go:{small}","msg":"profile updated","email":"{any.mail}","trace_id":"{trace}"}',
            "{slashdate} /home/{any.home}/go/src/example.com/tool/main.go:{small}: open /etc/tool/{num}.yml: permission denied",
        ),
    ),
    Format(
        name="rails",
        lines=(
            'I, [{isomicro} #{pid}]  INFO -- : [{uuid}] Started GET "/orders/{num}" for {ip} at {isospace} +0000',
            'I, [{isomicro} #{pid}]  INFO -- : [{uuid}]   Parameters: {"authenticity_token"=>"[FILTERED]", "user"=>{"email"=>"{any.mail}", "password"=>"[FILTERED]"}, "commit"=>"Sign in"}',
            "I, [{isomicro} #{pid}]  INFO -- : [{uuid}] Completed {status} OK in {num}ms (Views: {ms}ms | ActiveRecord: {ms}ms | Allocations: {num})",
            'D, [{isomicro} #{pid}] DEBUG -- : [{uuid}]   User Load ({ms}ms)  SELECT "users".* FROM "users" WHERE "users"."login" = \'{any.login}\' LIMIT 1',
            "F, [{isomicro} #{pid}] FATAL -- : [{uuid}] ActionView::Template::Error (undefined method `name' for nil:NilClass):\n    app/views/orders/_line.html.erb:{small}:in `_app_views_orders__line_html_erb___{num}'",
            "I, [{isomicro} #{pid}]  INFO -- : [ActiveJob] [MailJob] [{uuid}] Performed MailJob to {any.mail} in {ms}ms",
        ),
    ),
)
