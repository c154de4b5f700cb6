"""One password or token in each notation that code, configurations, shells and tickets have."""

import pytest

from escalator.scrub.resolve import merge
from escalator.scrub.rule import unmarked
from escalator.scrub.typed import survey

HIDDEN = r"""
DB_PASSWORD=‹Zk4plan81›
DB_PASSWORD="‹Zk4 plan 81›"
export DB_PASSWORD='‹Zk4plan81›'
password=‹summer›
password: ‹summer›
  password: ‹summer›
POSTGRES_PASSWORD: ‹postgres›
    - MYSQL_ROOT_PASSWORD=‹example1›
db.password = ‹p@ss,w0rd;x›
spring.datasource.password=‹p&ss=w0rd›
password: "‹m{{h}o)p${e]nob(ody[finds>-_$#thisone}›"
password: ‹m{{h}o)p${e]nob(ody[finds>-_$#thisone}›
password = ‹m{{h}o)p${e]nob(ody[finds>-_$#thisone}›
$password = '‹hunter2›';
'password' => '‹hunter2›',
"password" => "‹hunter2›"
:password => '‹hunter2›'
password: '‹hunter2›',
password := "‹hunter2›"
var password string = "‹hunter2›"
const dbPassword = '‹hunter2›';
String password = "‹hunter2›";
private static final String API_KEY = "‹a8s7d6f5g4h3›";
val apiKey: String = "‹a8s7d6f5g4h3›"
api_key: str = "‹a8s7d6f5g4h3›"
#define WIFI_PASSWORD "‹hunter2›"
password = b"‹hunter2›"
password = r'‹hunter2›'
password = @"‹hunter2›";
password = u"‹hunter2›"
password = N'‹hunter2›'
os.environ["DB_PASSWORD"] = "‹hunter2›"
ENV['DB_PASSWORD'] = '‹hunter2›'
process.env.DB_PASSWORD || '‹hunter2›'
os.getenv("DB_PASSWORD", "‹hunter2›")
config["database"]["password"] = "‹hunter2›"
$config['db']['password'] = '‹hunter2›';
define('DB_PASSWORD', '‹hunter2›');
putenv("DB_PASSWORD=‹hunter2›");
setenv DB_PASSWORD ‹hunter2›
set DB_PASSWORD=‹hunter2›
$env:DB_PASSWORD = "‹hunter2›"
ENV DB_PASSWORD ‹hunter2›
ARG DB_PASSWORD=‹hunter2›
if (password == "‹hunter2›")
if password != '‹hunter2›':
if (db_pass === "‹hunter2›")
{"password":"‹hunter2›"}
{\"password\":\"‹hunter2›\"}
{\\\"password\\\":\\\"‹hunter2›\\\"}
{'password': '‹hunter2›'}
{password=‹hunter2›, user=x}
User(name=x, password=‹hunter2›)
<password>‹hunter2›</password>
<add key="DbPassword" value="‹hunter2›"/>
<user username="x" password="‹hunter2›" roles="y"/>
<param name="password">‹hunter2›</param>
Server=x;Uid=z;Pwd=‹hunter2›;
Data Source=x;User ID=sa;Password="‹hun;ter2›";Encrypt=yes
jdbc:mysql://db:3306/x?user=y&password=‹hunter2›
jdbc:postgresql://db/x?user=y&password=‹hunter2›&ssl=true
jdbc:sqlserver://db:1433;databaseName=x;user=sa;password=‹hunter2›;encrypt=true
jdbc:oracle:thin:scott/‹tiger7›@//db:1521/x
mongodb+srv://user:‹hunter2›@cluster0.example.net/x
postgresql+psycopg2://user:‹hun%40ter2›@db/x
redis://:‹hunter2›@cache:6379/0
amqps://user:‹hunter2›@mq/vhost
smtp://user%40example.com:‹hunter2›@mail.example.com:587
user:‹hunter2›@tcp(127.0.0.1:3306)/db
ftp://user:‹hunter2›@ftp.example.com/
https://user:‹hunter2›@proxy.example.com:8080
DATABASE_URL=postgres://u:‹p:w›@h/d
AccountName=x;AccountKey=‹abcdefghij+klm/nop==›;EndpointSuffix=core
Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=‹abcdefghij+klm/nop=›
curl -u jdoe7:‹hunter2› https://a.example
curl --user "jdoe7:‹hun ter2›" https://a.example
curl -H "X-Api-Key: ‹a8s7d6›" https://a.example
curl -H 'Authorization: Bearer ‹abc.def-123›' https://a.example
curl -d 'user=x&password=‹hunter2›' https://a.example
curl -d '{"password":"‹hunter2›"}' https://a.example
curl -b 'sid=‹abc123›' https://a.example
curl --cookie "sid=‹abc123›; x=‹y1›" https://a.example
wget --http-password=‹hunter2› https://a.example
wget --header="PRIVATE-TOKEN: ‹a8s7d6f5g4›" https://a.example
mysql -uroot -p‹hunter2› db
mysql -u root --password=‹hunter2›
psql "host=db user=x password=‹hunter2› dbname=y"
PGPASSWORD=‹hunter2› psql -h db
sshpass -p '‹hunter2›' ssh x@y
docker login -u x -p ‹hunter2› registry.example.com
kubectl create secret generic x --from-literal=password=‹hunter2›
helm install x --set auth.password=‹hunter2›,image.tag=2
ansible-playbook x.yml -e "db_password=‹hunter2›"
az login --service-principal -u x -p ‹hunter2!› --tenant y
aws configure set aws_secret_access_key ‹abcd1234efgh5678›
echo "‹hunter2›" | docker login --password-stdin
echo ‹hunter2› | sudo -S ls
net use x: \\srv\share /user:dom\jdoe ‹hunter2!›
runas /user:x /savecred
CREATE USER 'x'@'%' IDENTIFIED BY '‹hunter2›';
ALTER USER x WITH PASSWORD '‹hunter2›';
ALTER USER x IDENTIFIED BY "‹hunter2›";
GRANT ALL ON *.* TO 'x'@'%' IDENTIFIED BY '‹hunter2›'
CREATE LOGIN x WITH PASSWORD = '‹hunter2›', DEFAULT_DATABASE=y
UPDATE users SET password = '‹hunter2›' WHERE id=1
Authorization: Basic ‹dXNlcjpwYXNz›
authorization: token ‹a8s7d6f5g4›
Authorization: ApiKey ‹a8s7d6f5g4›
Authorization: ‹a8s7d6f5g4h3j2›
proxy-authorization: Basic ‹dXNlcjpwYXNz›
x-api-key: ‹a8s7d6›
X-Auth-Token: ‹a8s7d6f5g4›
X-CSRF-Token: ‹a8s7d6f5g4›
x-amz-security-token: ‹IQoJb3JpZ2luX2VjEXAMPLE1›
X-Vault-Token: ‹a8s7d6f5g4›
cookie: a=‹1›; b=‹true›
Set-Cookie: a=‹1x›; Path=/; HttpOnly; SameSite=Lax
The password is ‹Summer24!›
password is "‹summer›"
my password is ‹summer24›
The password for the admin account is ‹Summer24!›.
Password: ‹Summer24!›
Password - ‹Summer24!›
Passwort: ‹Sommer24!›
Das Passwort ist ‹Sommer24!›
Kennwort lautet: ‹Sommer24!›
mot de passe : ‹Soleil24!›
Le mot de passe est ‹Soleil24!›
contraseña: ‹Verano24!›
La contraseña es ‹Verano24!›
senha: ‹Verao24!›
pw: ‹Summer24!›
pwd: ‹Summer24!›
pass: ‹Summer24!›
user: x / pass: ‹Summer24!›
username: x password: ‹Summer24!›
login: jdoe7 / ‹Summer24!›
log in as jdoe7 with password ‹Summer24!›
I reset it to password ‹Summer24!›
she used ‹Summer24!› as her password
client_secret=‹geheim›
clientSecret: "‹geheim›"
aws_secret_access_key = ‹wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz›
token: ‹a8s7d6f5g4h3›
"token": "‹a8s7d6f5g4h3›"
//registry.example.com/:_authToken=‹a8s7d6f5g4h3›
_auth=‹dXNlcjpwYXNz›
machine a.example login x password ‹hunter2›
*:*:db:user:‹hunter2›
ssh_pass: ‹hunter2›
ansible_become_pass: ‹hunter2›
vault_password: ‹hunter2›
wpa_passphrase=‹correcthorse›
psk="‹correct horse›"
PreSharedKey = ‹abcdefghijklmnop1234567890=›
PrivateKey = ‹abcdefghijklmnop1234567890=›
requirepass ‹hunter2›
masterauth ‹hunter2›
rootpw ‹hunter2›
bindpw ‹hunter2›
secret_key_base: ‹a8s7d6f5g4h3a8s7d6f5g4h3›
SECRET_KEY = '‹django-insecure-abc$%^1›'
JWT_SECRET=‹mysupersecret›
encryption_key: ‹a8s7d6f5g4h3a8s7d6f5g4h3›
OTP: ‹493021›
your verification code is ‹493021›
PIN is ‹4711›
cvv=‹123›
mnemonic: "‹legal winner thank year wave sausage worth useful legal winner thank yellow›"
mutation { login(email: "x", password: "‹hunter2›") { token } }
password%3D‹hunter2›%26x
password=‹hunter2›&x=1
&quot;password&quot;:&quot;‹hunter2›&quot;
password=&quot;‹hunter2›&quot;
| password | ‹hunter2› |
|| Password | ‹Summer24!› |
Password	‹Summer24!›
**Password:** ‹Summer24!›
`password`: `‹Summer24!›`
- password: ‹Summer24!›
password (temp): ‹Summer24!›
temporary password: ‹Summer24!›
Temp pw is ‹Summer24!›
logstash: input { jdbc { jdbc_password => "‹hunter2›" } }
resource "x" { password = "‹hunter2›" }
credentials: { username: 'x', password: '‹hunter2›' }
withCredentials(user: 'x', password: '‹hunter2›')
auth=('x', '‹hunter2›')
login("x", "‹hunter2›")
new NetworkCredential("x", "‹hunter2›")
mysqli_connect("localhost", "x", "‹hunter2›", "db")
DriverManager.getConnection(url, "x", "‹hunter2›")
private_key: ‹0xabcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789›
storepass ‹hunter2›
-Djavax.net.ssl.keyStorePassword=‹changeit›
--set-string password=‹hunter2›
/p:Password=‹hunter2›
-p:Password=‹hunter2›
heroku config:set SECRET=‹hunter2›
"apikey" "‹a8s7d6f5g4h3›"
apikey ‹a8s7d6f5g4h3›
API key: ‹a8s7d6f5g4h3›
api-key=‹a8s7d6f5g4h3›
Access Key: ‹a8s7d6f5g4h3›
theapikey: "‹a8s7d6f5g4h3›"
some_token = ‹a8s7d6f5g4h3›
AWS Secret Access Key [None]: ‹wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz›
\u0022password\u0022:\u0022‹hunter2›\u0022
password → ‹Summer24!›
Password for jdoe: ‹hunter2›
jdoe@web-1's password: ‹hunter2›
Enter password: ‹hunter2›
api_key: "‹abc123›"
api_key = ‹1234567890›
"apiKey": "‹abcdefghijklmnopqrstuvwx›"
db.createUser({user: "x", pwd: "‹hunter2›", roles: []})
vault kv put secret/x password=‹hunter2›
proxy_set_header Authorization "Basic ‹dXNlcjpwYXNzd29yZDEy›";
storePassword "‹hunter2›"
    password '‹hunter2›'
[x setPassword:@"‹hunter2›"];
smtp.login("x", "‹hunter2›")
conn = pymysql.connect("localhost", "root", "‹hunter2›", "db")
_Password_: ‹Summer24!›
*Password*: ‹Summer24!›
<strong>Password</strong>: ‹Summer24!›
my pass is ‹hunter2›
login/password: jdoe/‹hunter2›
password=3D‹hunter2›
requirepass "‹hunter2›"
ipsec pre-shared key: ‹geheim77›
[smtp.example.com]:587 user:‹hunter2›
""".strip().splitlines()

KEPT = r"""
password: true
password: null
passwordPolicy: strong
password_hash_algorithm=bcrypt
keyboard: qwerty123
monkey=banana12345
tokenUrl: https://a.example/x
token_type: Bearer
authorId: 12345678
password_field = "user_password"
password = getpass.getpass()
password = input("Password: ")
password = os.environ["DB_PASSWORD"]
password = os.getenv("DB_PASSWORD")
password = config.get("db", "password")
password: ${DB_PASSWORD}
password: {{ db_password }}
password: {{ .Values.password }}
password: $(DB_PASSWORD)
password: !vault |
password = <your password>
password = "********"
password=xxxxx
password: ""
Password: required
the password field is empty
Invalid password for user
password authentication failed for user "x"
password changed successfully
wrong password: attempt 3
Password must be at least 8 characters
token expired
Token is invalid
invalid token: unexpected end
unexpected token: '}' at line 3
SyntaxError: Unexpected token '<'
token=null
token: string
secretName: my-tls-secret
secretKeyRef: x
secretRef: db-credentials
imagePullSecrets: regcred
existingSecret: my-release-postgresql
primary key: order_id
foreign_key: user_id
key: value
cache_key=user:123:profile
sort_key=created_at
partition_key: customerId
public_key: AAAAB3
api_key_id=key_1
apiVersion: v1
access_token_url=https://a.example/oauth/token
id_token_signed_response_alg: RS256
auth: basic
auth_type=kerberos
authentication: required
authority=https://login.example.com
session_timeout=3600
sessions: 12
session: closed
signature: valid
sig: 11
code: 200
code=ECONNREFUSED
error_code=invalid_grant
status code: 404
pin: closed
pinned: true
spin: 12
salt: 1
assertion failed: x == y
assert token == expected_token
return token
token = tokens[0]
token = response.data.token
token = self.get_token()
const token = await getToken();
password: this.state.password,
password:e.password,token:t.token
password=password,
passwd=args.passwd
password: passwordField.value
type="password"
id="password" name="password"
class="password-input"
for password in passwords:
def login(user, password):
function(password, token)
"password": "string"
"token": {"type": "string"}
"required": ["username", "password"]
/run/secrets/db_password
PASSWORD_FILE=/run/secrets/db
--password-stdin
docker login -u x --password-stdin
passwd: files sss
password    requisite     pam_pwquality.so
max_token_length=4096
prompt_tokens: 812, completion_tokens: 91
next_token=2
nextPageToken: 2
tokens used: 4096
csrf: enabled
CSRF token missing or incorrect.
oauth2: configured
oauth_version=1.0
X-Request-Id: 4bf92f3577b34da6a3ce929d0e0e4736
request_id=4bf92f3577b34da6a3ce929d0e0e4736
trace_id: 4bf92f3577b34da6a3ce929d0e0e4736
commit 9e107d9d372bb6826bd81d3542a419d6a1b2c3d4
sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
integrity sha512-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ==
etag: "5d8c72a5edda8d6a"
image: nginx@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
uuid=550e8400-e29b-41d4-a716-446655440000
client_id=550e8400-e29b-41d4-a716-446655440000
tenant_id: 550e8400-e29b-41d4-a716-446655440000
AWS_DEFAULT_REGION=eu-central-1
aws_access_key_id=${AWS_ACCESS_KEY_ID}
ssh-rsa key mismatch
host key verification failed
Host key: ecdsa
key exchange: curve25519
StackTrace: at com.example.TokenStore.load(TokenStore.java:42)
passed=14 failed=0 passrate=100
pass 12 of 14
bypass=true
compass: north
passenger: jane12345
passport_number_field: x
design=flat2
signal: 11
assign: user12345
""".strip().splitlines()


@pytest.mark.parametrize("line", HIDDEN)
def test_a_secret_is_hidden_whole_in_every_notation(line: str) -> None:
    text, marked = unmarked(line)
    found = [(one.start, one.end) for one in merge(survey(text), text)]
    for start, end in marked:
        assert any(low <= start and end <= high for low, high in found)


@pytest.mark.parametrize("line", HIDDEN)
def test_little_else_of_the_line_is_hidden_with_it(line: str) -> None:
    text, marked = unmarked(line)
    found = merge(survey(text), text)
    hidden = sum(one.end - one.start for one in found)
    assert hidden <= sum(end - start for start, end in marked) + len("jdoe7")


@pytest.mark.parametrize("line", KEPT)
def test_what_only_looks_like_a_secret_stays(line: str) -> None:
    assert merge(survey(line), line) == []
