"""Logs of clouds, clusters and identity providers."""

from bench.scrub.formats.model import Format

FORMATS = (
    Format(
        name="kubernetes-klog",
        lines=(
            'I{klog} {pid} kubelet.go:{num}] "SyncLoop (PLEG): event for pod" pod="shop/{pod}" event={ID:{uuid} Type:ContainerStarted Data:{shaa}}',
            'E{klog} {pid} pod_workers.go:{num}] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"api\\" with CrashLoopBackOff: back-off 5m0s" pod="shop/{pod}" podUID="{uuid}"',
            "W{klog} {pid} reflector.go:{num}] pkg/mod/k8s.io/client-go@v0.29.3/tools/cache/reflector.go:229: watch of *v1.Pod ended with: too old resource version: {num} ({num})",
            'I{klog} {pid} trace.go:{num}] Trace[{num}]: "List" url:/api/v1/namespaces/shop/pods,user-agent:kubectl/v1.29.3,audit-id:{uuid},client:{ip} (total time: {num}ms)',
            'I{klog} {pid} httplog.go:{num}] "HTTP" verb="GET" URI="/api/v1/nodes?limit=500" latency="{ms}ms" userAgent="kubectl/v1.29.3" audit-ID="{uuid}" srcIP="{ip}:{port}" user="{any.mail}" resp={status}',
            'E{klog} {pid} authentication.go:{num}] "Unable to authenticate the request" err="[invalid bearer token, Token has expired]" user="{any.login}"',
        ),
    ),
    Format(
        name="kubernetes-events",
        lines=(
            "shop  {small}m  Warning  BackOff  pod/{pod}  Back-off restarting failed container api in pod {pod}_shop({uuid})",
            'shop  {small}s  Normal  Pulled  pod/{pod}  Successfully pulled image "registry.example.com/shop/api:{version}" in {ms}s ({ms}s including waiting)',
            'shop  {small}m  Warning  Unhealthy  pod/{pod}  Readiness probe failed: Get "http://{privip}:8080/healthz": dial tcp {privip}:8080: connect: connection refused',
            "dev-{any.login}  {small}m  Normal  Scheduled  pod/{pod}  Successfully assigned dev-{any.login}/{pod} to ip-10-0-{small}-{small}.eu-west-1.compute.internal",
        ),
    ),
    Format(
        name="aws-cloudtrail",
        lines=(
            '{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","principalId":"AIDA{amzid}","arn":"arn:aws:iam::{account}:user/{any.login}","accountId":"{account}","userName":"{any.login}"},"eventTime":"{isoz}","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"eu-west-1","sourceIPAddress":"{ip}","userAgent":"{agent_string}","eventID":"{uuid}"}',
            '{"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","principalId":"AROA{amzid}:{any.mail}","arn":"arn:aws:sts::{account}:assumed-role/Admin/{any.mail}","accountId":"{account}"},"eventTime":"{isoz}","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"{ip}","requestParameters":{"bucketName":"reports-{num}","key":"{day}/{uuid}.csv"},"requestID":"{amzid}","eventID":"{uuid}"}',
            '{"eventVersion":"1.09","userIdentity":{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"},"eventTime":"{isoz}","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","sourceIPAddress":"autoscaling.amazonaws.com","responseElements":{"instancesSet":{"items":[{"instanceId":"i-{hexs}","imageId":"ami-{hexs}","privateIpAddress":"{privip}"}]}},"eventID":"{uuid}"}',
            '{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","userName":"{any.login}","accountId":"{account}"},"eventTime":"{isoz}","eventSource":"iam.amazonaws.com","eventName":"AddUserToGroup","sourceIPAddress":"{ipsix}","requestParameters":{"groupName":"admins","userName":"{any2.login}"},"requestID":"{uuid}","eventID":"{uuid}"}',
        ),
    ),
    Format(
        name="azure-signin",
        lines=(
            '{"id":"{uuid}","createdDateTime":"{isoz}","userDisplayName":"{any.full}","userPrincipalName":"{any.mail}","userId":"{uuid}","appId":"{uuid}","appDisplayName":"Office 365","ipAddress":"{ip}","clientAppUsed":"Browser","correlationId":"{uuid}","status":{"errorCode":{num},"failureReason":"Invalid username or password."},"location":{"city":"Leeds","countryOrRegion":"GB"}}',
            '{"time":"{isoz}","resourceId":"/tenants/{uuid}/providers/Microsoft.aadiam","operationName":"Sign-in activity","category":"SignInLogs","resultType":"50126","durationMs":{num},"callerIpAddress":"{ip}","identity":"{any.turned}","properties":{"userPrincipalName":"{any.mail}","deviceDetail":{"operatingSystem":"Windows 10","browser":"Edge {version}"}}}',
            '{"id":"{uuid}_{num}","createdDateTime":"{isoz}","userPrincipalName":"{any.mail}","ipAddress":"{ipsix}","riskLevelDuringSignIn":"none","authenticationRequirement":"multiFactorAuthentication","originalRequestId":"{uuid}","processingTimeInMilliseconds":{num}}',
            '{"time":"{isoz}","category":"AuditLogs","operationName":"Reset user password","correlationId":"{uuid}","initiatedBy":{"user":{"displayName":"{any.full}","userPrincipalName":"{any.mail}"}},"targetResources":[{"type":"User","userPrincipalName":"{any2.mail}"}]}',
        ),
    ),
    Format(
        name="okta",
        lines=(
            '{"actor":{"id":"00u{amzid}","type":"User","alternateId":"{any.mail}","displayName":"{any.full}"},"client":{"userAgent":{"rawUserAgent":"{agent_string}","os":"Windows 10"},"ipAddress":"{ip}","zone":"null"},"eventType":"user.session.start","outcome":{"result":"SUCCESS"},"published":"{isoz}","severity":"INFO","uuid":"{uuid}"}',
            '{"actor":{"id":"00u{amzid}","type":"User","alternateId":"{any.mail}","displayName":"{any.turned}"},"eventType":"user.account.lock","legacyEventType":"core.user_auth.account_locked","outcome":{"result":"FAILURE","reason":"LOCKED_OUT"},"published":"{isoz}","transaction":{"type":"WEB","id":"{hexl}"},"uuid":"{uuid}","request":{"ipChain":[{"ip":"{ip}","version":"V4"}]}}',
            '{"actor":{"id":"0oa{amzid}","type":"PublicClientApp","alternateId":"unknown","displayName":"shop"},"eventType":"app.oauth2.as.token.grant","published":"{isoz}","uuid":"{uuid}","debugContext":{"debugData":{"requestUri":"/oauth2/v1/token","requestId":"{hexl}"}}}',
            '{"actor":{"id":"00u{amzid}","type":"User","alternateId":"{any.mail}"},"target":[{"id":"00u{amzid}","type":"User","alternateId":"{any2.mail}","displayName":"{any2.full}"}],"eventType":"group.user_membership.add","client":{"ipAddress":"{ipsix}"},"published":"{isoz}","uuid":"{uuid}"}',
        ),
    ),
    Format(
        name="gcp-json",
        lines=(
            '{"insertId":"{ulid}","logName":"projects/shop-{num}/logs/run.googleapis.com%2Frequests","httpRequest":{"requestMethod":"GET","requestUrl":"https://api.example.com/v1/items/{num}","status":{status},"remoteIp":"{ip}","latency":"{ms}s","userAgent":"{agent_string}"},"timestamp":"{isomicro}","trace":"projects/shop-{num}/traces/{trace}","spanId":"{spanid}"}',
            '{"insertId":"{ulid}","protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","authenticationInfo":{"principalEmail":"{any.mail}"},"requestMetadata":{"callerIp":"{ip}","callerSuppliedUserAgent":"gcloud/{version}"},"methodName":"v1.compute.instances.delete"},"timestamp":"{isomicro}","severity":"NOTICE"}',
            '{"insertId":"{ulid}","jsonPayload":{"message":"worker {num} took {ms} ms","component":"scheduler"},"resource":{"labels":{"pod_name":"{pod}","location":"europe-west3-a"}},"severity":"INFO","timestamp":"{isomicro}"}',
            '{"insertId":"{ulid}","textPayload":"login of {any.mail} from {ip} refused","resource":{"type":"cloud_run_revision"},"severity":"WARNING","timestamp":"{isomicro}"}',
        ),
    ),
)
