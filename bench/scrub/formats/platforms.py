"""Logs of Windows, Android and distributed systems."""

from bench.scrub.formats.model import Format

FORMATS = (
    Format(
        name="windows-event-xml",
        lines=(
            '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-Auditing" Guid="{{uuid}}"/><EventID>4624</EventID><TimeCreated SystemTime="{isomicro}"/><EventRecordID>{num}</EventRecordID><Execution ProcessID="{pid}" ThreadID="{pid}"/><Computer>{fqdn}</Computer></System><EventData><Data Name="TargetUserName">{any.login}</Data><Data Name="TargetUserSid">{sid}</Data><Data Name="LogonType">3</Data><Data Name="IpAddress">{ip}</Data><Data Name="IpPort">{port}</Data></EventData></Event>',
            '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Service Control Manager"/><EventID Qualifiers="16384">7036</EventID><TimeCreated SystemTime="{isomicro}"/><EventRecordID>{num}</EventRecordID><Computer>{fqdn}</Computer></System><EventData><Data Name="param1">Windows Update</Data><Data Name="param2">stopped</Data></EventData></Event>',
            '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-TerminalServices"/><EventID>21</EventID><TimeCreated SystemTime="{isomicro}"/></System><UserData><EventXML><User>CORP\\{any.login}</User><SessionID>{small}</SessionID><Address>{ip}</Address></EventXML></UserData></Event>',
            '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><EventID>4688</EventID><TimeCreated SystemTime="{isomicro}"/></System><EventData><Data Name="SubjectUserName">{any.login}</Data><Data Name="SubjectLogonId">{hex}</Data><Data Name="NewProcessName">C:\\Users\\{any.home}\\AppData\\Local\\App\\app.exe</Data></EventData></Event>',
        ),
    ),
    Format(
        name="windows-event-text",
        lines=(
            "{usdate}\nLogName=Security\nEventCode=4625\nComputerName={fqdn}\nMessage=An account failed to log on.\n\nSubject:\n\tSecurity ID:\t\tS-1-0-0\n\tLogon ID:\t\t0x0\n\nAccount For Which Logon Failed:\n\tAccount Name:\t\t{any.login}\n\tAccount Domain:\t\tCORP\n\nNetwork Information:\n\tSource Network Address:\t{ip}\n\tSource Port:\t\t{port}\n",
            "{usdate}\nLogName=System\nEventCode=41\nComputerName={fqdn}\nMessage=The system has rebooted without cleanly shutting down first. BugcheckCode {num} BugcheckParameter1 {hex}\n",
            "{usdate}\nLogName=Application\nEventCode=1000\nMessage=Faulting application name: outlook.exe, version: 16.0.{num}.20000, time stamp: {hex}\nFaulting module path: C:\\Windows\\System32\\ntdll.dll\nReport Id: {uuid}\nFaulting application path: C:\\Users\\{any.home}\\AppData\\Local\\Programs\\outlook.exe\n",
            "{usdate}\nLogName=Security\nEventCode=4740\nMessage=A user account was locked out.\n\nAccount That Was Locked Out:\n\tSecurity ID:\t\t{sid}\n\tAccount Name:\t\t{any.login}\n\nAdditional Information:\n\tCaller Computer Name:\t{server}\n",
        ),
    ),
    Format(
        name="android-logcat",
        head="{logcat}  {pid}  {pid} ",
        lines=(
            "I ActivityManager: Start proc {pid}:com.example.shop/u0a{num} for activity {com.example.shop/.MainActivity}",
            "E AndroidRuntime: FATAL EXCEPTION: main\n{logcat}  {pid}  {pid} E AndroidRuntime: Process: com.example.shop, PID: {pid}\n{logcat}  {pid}  {pid} E AndroidRuntime: java.lang.NullPointerException at com.example.shop.CartFragment.onResume(CartFragment.kt:{small})",
            "D AccountSync: account {any.mail} type=com.example synced {num} items in {num}ms",
            "W GoogleApiManager: account={any.mail} not found, uid={num}",
            "I wpa_supplicant: wlan0: Associated with {mac}",
            "D WifiStateMachine: wlan0 connected bssid={mac} ip=/{privip} netId={small} rssi=-{small}",
            "D LocationManagerService: provider fused got location {coords} acc={small}",
            "V GnssLocationProvider: reportLocation lat/lon {coords} hAcc={ms}",
        ),
    ),
    Format(
        name="zookeeper",
        head="{isocomma} - ",
        lines=(
            "INFO  [{thread}:FastLeaderElection@774] - Notification time out: {num}",
            "WARN  [NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181:NIOServerCnxn@349] - caught end of stream exception, sessionid {hex}, likely client has closed socket",
            "INFO  [{thread}:NIOServerCnxnFactory@197] - Accepted socket connection from /{privip}:{port}",
            "INFO  [CommitProcessor:1:ZooKeeperServer@595] - Established session {hex} with negotiated timeout {num} for client /{privip}:{port}",
        ),
    ),
    Format(
        name="hadoop-hdfs",
        head="{compact} {num} ",
        lines=(
            "INFO dfs.DataNode$PacketResponder: PacketResponder {small} for block {blk} terminating",
            "INFO dfs.FSNamesystem: BLOCK* NameSystem.addStoredBlock: blockMap updated: {privip}:50010 is added to {blk} size {num}",
            "INFO dfs.DataNode$DataXceiver: Receiving block {blk} src: /{privip}:{port} dest: /{privip}:50010",
            "INFO dfs.FSNamesystem: ugi={any.login},hdfs ip=/{privip} cmd=open src=/user/{any.home}/input/part-{num}.parquet dst=null perm=null",
            'WARN dfs.FSNamesystem: PriviledgedActionException as:{any.login} cause: Permission denied: user={any.login}, access=WRITE, inode="/data":hdfs:supergroup:drwxr-xr-x',
            "INFO dfs.DataBlockScanner: Verification succeeded for {blk}",
        ),
    ),
    Format(
        name="spark",
        head="{shortslash} ",
        lines=(
            "INFO executor.Executor: Finished task {small}.0 in stage {small}.0 (TID {num}). {num} bytes result sent to driver",
            "INFO storage.MemoryStore: Block broadcast_{num}_piece0 stored as bytes in memory (estimated size {num} KB, free {num} MB)",
            "INFO SecurityManager: SecurityManager: authentication disabled; ui acls disabled; users with view permissions: Set({any.login}); users with modify permissions: Set({any.login})",
            "INFO Client: Submitting application application_{epochms}_{num} to ResourceManager, user: {any.login}, queue default",
            "WARN TaskSetManager: Lost task {small}.{small} in stage {small}.0 (TID {num}, {privip}, executor {small}): java.io.IOException: Connection reset by peer",
            "INFO DAGScheduler: Job {num} finished: count at Report.scala:{small}, took {ms} s",
        ),
    ),
    Format(
        name="git-ci",
        lines=(
            "{isoz} ##[group]Run actions/checkout@v4",
            "{isoz} HEAD is now at {short} Merge pull request from {any.login}/fix-{num}",
            "{isoz} Author: {any.full} <{any.mail}>",
            "{isoz} commit {sha} by {any.full} on {isospace} +0200",
            "{isoz} npm ERR! A complete log of this run can be found in: /home/{any.home}/.npm/_logs/{num}-debug-0.log",
            "{isoz} Downloaded pkg-{version}-py3-none-any.whl sha256:{shaa} ({num} kB)",
        ),
    ),
)
