"""What goes wrong in the demo: each story changes some answers of its category's example packet.

A table of content; longer than a module should be, because it is one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from escalator.domain.model import Answer


@dataclass(frozen=True, slots=True)
class Story:
    """One thing that went wrong.

    category: whose example packet it starts from.
    answers: what it says differently; {customer} stands for the customer's name.
    """

    category: str
    answers: Mapping[str, Answer] = field(default_factory=dict)


def _story(category: str, **answers: Answer) -> Story:
    return Story(category, answers)


STORIES: tuple[Story, ...] = (
    _story("api-integration"),
    _story(
        "api-integration",
        problem="Orders created over the API answer 504 for one tenant since this morning",
        ask="Find out why POST /v2/orders times out for this tenant only, and say when it is safe to retry.",
        actual="Every third order answers 504 after 30 seconds. The order exists all the same, so a retry makes two.",
        expected="201 within two seconds, and one order for one idempotency key.",
        error_text="upstream request timeout: order-writer did not answer within 30000 ms",
        api_path="/v2/orders",
        http_status="504 for about a third of the calls, 201 for the rest",
        product_area="Orders API",
        cannot_do="Take orders from their shop without checking each one by hand.",
        recent_changes="They doubled their nightly batch yesterday. Nothing on our side that we know of.",
        not_affected="Reading orders is fine, and so is the same call for two other tenants.",
        workaround="painful",
        workaround_text="They look each order up before they retry; it takes two people all day.",
    ),
    _story(
        "api-integration",
        problem="The invoice export API leaves out the last page when it has fewer than ten entries",
        ask="Confirm that the last page is lost and fix it, or tell us how to ask for it.",
        actual="1,207 invoices in the screen, 1,200 through the API. The cursor of page 12 is null.",
        expected="A thirteenth page with the remaining seven invoices.",
        error_text="next_cursor: null after page 12 of 13",
        api_method="GET",
        api_path="/v2/invoices/export",
        http_status="200 on every page",
        product_area="Invoices API",
        cannot_do="Close their month: the totals do not agree.",
        recent_changes="The export was moved to cursors in the spring.",
        not_affected="Exports with an even number of full pages are complete.",
        workaround="good",
        workaround_text="They fetch the last day again by date.",
        blocked="degraded",
    ),
    _story(
        "api-integration",
        problem="API calls are refused as rate limited although the customer is far below the limit",
        ask="Say which limit they hit and raise it, or repair the counter.",
        actual="429 with retry-after 3600 at about 40 calls a minute; their limit is 600.",
        expected="No 429 below 600 calls a minute.",
        error_text="rate limit exceeded: bucket tenant_default, used 600 of 600",
        api_method="GET",
        api_path="/v2/customers",
        http_status="429 for nine calls out of ten",
        rate_limit="40 calls a minute against a limit of 600",
        product_area="API gateway",
        cannot_do="Synchronise their address book; it is a day behind.",
        recent_changes="Their plan was changed last week from the small to the large one.",
        not_affected="Calls with a second key of the same tenant pass.",
    ),
    _story("release-regression"),
    _story(
        "release-regression",
        problem="Since the last release the date filter of reports ignores the last day",
        ask="Confirm the regression and say whether switching the flag off brings the old filter back.",
        actual="A report from 1 to 31 leaves the 31st out. It was right before the release.",
        expected="Both days of the range are part of the report.",
        error_text="filter applied: created_at < 31T00:00:00Z",
        product_area="Reports",
        cannot_do="Hand in monthly figures without adding the last day by hand.",
        blocked="degraded",
        workaround="good",
        workaround_text="They choose one day more and delete it in the spreadsheet.",
    ),
    _story(
        "release-regression",
        problem="Labels print half size after the update of the print service",
        ask="Say which version restores the size, and whether it can be rolled back at this site.",
        actual="Labels come out at 50 %; scanners at the gate cannot read them.",
        expected="Labels of 100 x 150 mm as before the update.",
        error_text="scaling: printer dpi 203, template dpi 406",
        product_area="Print service",
        cannot_do="Send parcels: the gate refuses unreadable labels.",
        workaround="none",
        workaround_text="",
    ),
    _story("data-integrity"),
    _story(
        "data-integrity",
        problem="Stock counts of one warehouse jump back to last week's figures every night",
        ask="Find what writes the old counts and stop it before tonight's run.",
        actual="At 02:10 each night 312 articles get the counts of the previous Friday.",
        expected="Counts change only by goods received and goods sent.",
        error_text="stock_level overwritten by job=nightly-restore source=snapshot",
        product_area="Stock",
        cannot_do="Trust the counts: each morning two people count shelves again.",
    ),
    _story(
        "data-integrity",
        problem="Two customers share one account number after a merge",
        ask="Undo the merge for this account and say how many others it touched.",
        actual="Account 55-210 shows the invoices of two companies.",
        expected="One account number for one company.",
        error_text="duplicate key accepted: account_number 55-210, constraint disabled",
        product_area="Accounts",
        cannot_do="Send reminders: they would go to the wrong company.",
    ),
    _story("email-delivery"),
    _story(
        "email-delivery",
        problem="Order confirmations to one large provider arrive six hours late",
        ask="Find where the messages wait and say what we tell the customer.",
        error_text="421 4.7.0 connection rate limited, try again later",
        actual="Messages leave at once and are deferred by the receiving side until the afternoon.",
        product_area="Outgoing mail",
        cannot_do="Rely on confirmations: recipients order twice.",
    ),
    _story(
        "email-delivery",
        problem="Replies to tickets bounce for everybody at one company",
        ask="Read the bounce and say whether our signature or their filter is at fault.",
        error_text="550 5.7.26 unauthenticated mail is not accepted, alignment failed",
        actual="Every reply since their move to another mail host comes back within a minute.",
        product_area="Ticket mail",
        cannot_do="Get an answer from us by mail at all.",
    ),
    _story("endpoint-device"),
    _story(
        "endpoint-device",
        problem="Hand scanners lose the wireless network after ten minutes in the cold store",
        ask="Compare the scanner's roaming settings with a working site and push the right ones.",
        error_text="wlan0: disconnected (reason 4: inactivity) while associated",
        actual="The scanner drops out, asks for the password and takes it only after a restart.",
        cannot_do="Scan pallets in the cold store.",
    ),
    _story(
        "endpoint-device",
        problem="Laptops of one model ask for the recovery key at every start since the firmware update",
        ask="Say whether the firmware changed the measured state, and suspend or reseal the key safely.",
        error_text="BitLocker recovery: PCR 7 binding mismatch after firmware change",
        actual="24 laptops stop at the blue recovery screen each morning; the key helps for one start.",
        cannot_do="Start work before somebody reads them a 48-digit key.",
    ),
    _story("network-connectivity"),
    _story(
        "network-connectivity",
        problem="A branch reaches everything except the booking system since the line was changed",
        ask="Check the route and the firewall rule for the branch's new range.",
        error_text="connect to booking:443 timed out after 21000 ms, last hop edge-2",
        actual="Pages of the booking system time out; everything else opens at once.",
        cannot_do="Book or change any appointment at the counter.",
    ),
    _story(
        "network-connectivity",
        problem="Calls over the tunnel break up every afternoon between two and four",
        ask="Find who fills the line in the afternoon and shape it, or tell us whom to ask.",
        error_text="rtp loss 14 %, jitter 61 ms on tunnel br-17",
        actual="Voices break up, then the call drops; before two and after four all is well.",
        cannot_do="Take calls for two hours a day.",
        blocked="degraded",
    ),
    _story("performance-outage"),
    _story(
        "performance-outage",
        problem="The search of the document archive takes forty seconds since Monday",
        ask="Find out what the search waits for, and whether the index has to be rebuilt.",
        error_text="query took 40213 ms, waiting on shard 3 of 5",
        actual="Each search takes between 35 and 45 seconds, at any time of day.",
        operation="Search by customer number in the archive",
        product_area="Archive search",
        cannot_do="Look anything up while a caller waits.",
        blocked="degraded",
    ),
    _story(
        "performance-outage",
        problem="Nobody in one region can open the dashboard; it loads for a minute and fails",
        ask="Bring the dashboard back for this region, and say what we tell customers meanwhile.",
        error_text="503 no healthy upstream, region eu-south",
        actual="The page shows the frame only, then an error after 60 seconds, for all users there.",
        operation="Open the dashboard after signing in",
        product_area="Dashboard",
        cannot_do="See any of their figures or alarms.",
        scope="many_customers",
        blocked="blocked",
        workaround="none",
        workaround_text="",
    ),
    _story("security"),
    _story(
        "security",
        problem="An API key of a customer turned up in a public repository",
        ask="Revoke the key, say what it was used for since, and what the customer has to do.",
        actual="The key was public for about three hours before the customer took the file down.",
        product_area="API keys",
        cannot_do="Be sure that nobody else reads their data.",
    ),
    _story(
        "security",
        problem="A user received forty push requests for sign-in that they did not start",
        ask="Check the account's sessions, close what is not theirs, and say whether others are hit.",
        actual="Forty requests within ten minutes at night; the user refused all of them.",
        product_area="Sign-in",
        cannot_do="Use their account: it is locked as a precaution.",
    ),
    _story("login-sso"),
    _story(
        "login-sso",
        problem="Users of one company come back to the sign-in page after signing in",
        ask="Say why our side does not accept the answer of their identity provider.",
        actual="They sign in, see our page for a second and stand before the sign-in page again.",
        expected="They land on the start page, signed in.",
        error_text="assertion rejected: audience mismatch, expected urn:escort:prod",
        product_area="Single sign-on",
        cannot_do="Work at all: nobody of 180 people gets in.",
    ),
    _story(
        "login-sso",
        problem="New employees come in without any rights since groups were renamed",
        ask="Map the new group names, and tell us whether the old ones may go.",
        actual="Sign-in works; the start page is empty because no group matches.",
        expected="Rights follow from the groups they are in.",
        error_text="no role for groups [app-users-2026]; known: [app-users]",
        product_area="Provisioning",
        cannot_do="Use anything but their profile page.",
        blocked="degraded",
    ),
    _story("general"),
    _story(
        "general",
        problem="The approval of holiday requests goes to a manager who left the company",
        ask="Move the open approvals to the new manager, and say how we do it ourselves next time.",
        actual="Eleven requests wait with somebody whose account was closed in the spring.",
        expected="Requests go to the manager named in the organisation chart.",
        error_text="approver inactive, no delegate set",
        product_area="Workflows",
        cannot_do="Get their holidays approved.",
    ),
    _story(
        "general",
        problem="Printed invoices carry last year's bank details at the bottom",
        ask="Change the footer of this template, or tell us where S1 can change it.",
        actual="The new bank details are in the settings, but the print still shows the old ones.",
        expected="The print follows the settings.",
        error_text="template invoice_de, footer version 7 pinned",
        product_area="Documents",
        cannot_do="Send invoices without a note by hand.",
        blocked="degraded",
        workaround="painful",
        workaround_text="They stamp the new details on each print.",
    ),
)

WANTED: Mapping[str, str] = {
    "request_ids": "Add the request ID of at least one failing call with its time; without it the logs cannot be searched.",
    "steps": "Write the steps so that someone who does not know the customer can follow them, with the account used.",
    "logs": "Attach the log of the failing service around the error, not the gateway's alone.",
    "recent_changes": "Say what changed on the customer's side in the days before, or that they confirmed nothing did.",
    "known_issues_searched": "Name the words you searched the known issues for, and what came up.",
    "troubleshooting": "Say what each attempt rules out; two of the rows only repeat the problem.",
    "actual": "Say what happens exactly, with one example and its time.",
    "not_affected": "Say who is not affected; it tells us whether this is the tenant or the region.",
    "workaround_text": "Describe the workaround, so that we can judge how long the customer can wait.",
    "sop": "Follow the SOP of this product area first, and say at which step it stopped you.",
    "error_text": "Paste the exact error text instead of describing it.",
}
"""What engineers write when they return a packet for an item."""

ADDED: Mapping[str, str] = {
    "request_ids": "",
    "steps": "Done again with the test account of the tenant; it fails in the same way.",
    "recent_changes": "Asked the customer again: no other change in the last seven days.",
    "known_issues_searched": "Searched again with the exact error text: no open record.",
    "actual": "Seen again today with the customer on the phone, three attempts out of three.",
    "not_affected": "Two other sites of the same customer were checked and work.",
    "workaround_text": "The customer can live with it until the end of the week, not longer.",
    "sop": "Followed again from the start; it stops at the last step, which S1 may not do.",
    "error_text": "(the same text in the browser's console)",
}
"""What authors add when they answer such a return."""

RESOLVED = (
    (
        "defect",
        "A worker kept a stale configuration after its restart. Fixed and rolled out; the customer can retry now.",
    ),
    (
        "defect",
        "The last batch was skipped when it was short. Fixed in the next patch, applied for this tenant today.",
    ),
    (
        "configuration",
        "The tenant's setting pointed to the old host. Corrected; tell the customer to reload the page.",
    ),
    (
        "configuration",
        "The rule did not know the new range. Added, tested from the branch with the customer.",
    ),
    (
        "environment",
        "The customer's proxy cut long answers. Their network team raised its limit; confirmed working.",
    ),
    (
        "third_party",
        "The provider throttled us after a burst. They lifted it; we now send in smaller batches.",
    ),
    (
        "usage",
        "The export was started twice in parallel. Explained in the article; S1 can point to it next time.",
    ),
    (
        "unknown",
        "It stopped by itself before we found the cause. We added logging and will see it if it returns.",
    ),
)
"""Root cause and what the engineer states, by how often they are drawn."""
