"""Rules for names in what people write: sentences, greetings, signatures, beside an address, in chats.

Names in the fields of forms are forms.py's work, names typed in ticket fields names.py's.
"""

import re
from typing import Final

from escalator.scrub.gazetteer import Strength, could_be_person, given_strength, surname_strength
from escalator.scrub.lines import is_prose
from escalator.scrub.model import Kind
from escalator.scrub.prose import is_code, names_in
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.words import word_list

_UPPER: Final = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0106\u010c\u010e\u0118\u011a\u011e\u0130\u0139\u013d\u0141\u0143\u0147\u0150"
    "\u0158\u015a\u015e\u0160\u0164\u016e\u0170\u0179\u017b\u017d\u0218\u021a\u0386-\u03ab\u0401-\u042f"
)
_LOWER: Final = "a-z\u00df-\u00f6\u00f8-\u024f\u03ac-\u03ce\u0430-\u045f'\u2019-"
PART: Final = rf"[{_UPPER}][{_UPPER}{_LOWER}]{{1,30}}"
FULL: Final = rf"{PART}(?:[ ]+(?:[a-z]{{2,4}}[ ]+){{0,2}}(?:{PART}|[{_UPPER}]\.)){{1,3}}"
_TITLE: Final = (
    "Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Herr|Herrn|Frau|Monsieur|Madame|Mademoiselle|Mme|Mlle|Señora?|Srta|Sr|Sra|Signora?|Sig|Dott|"
    "Senhora?|Dona|Mevrouw|Meneer|Dhr|Mevr|Pani|Hr|Fru|Sir|Madam"
)
_HELLO: Final = (
    "Moin|Servus|Grüezi|Hi|Hello|Hey|Dear|Greetings|Hallo|Liebe|Lieber|Liebes|Guten Tag|Moin|Bonjour|Salut|Chère|Cher|Hola|Estimad[oa]|Querid[oa]|Olá|Oi|"
    "Prezad[oa]|Car[oa]|Ciao|Buongiorno|Gentile|Beste|Hoi|Geachte|Cześć|Dzień dobry|Ahoj|Hej|Hei|Kære|Kjære|Merhaba|Sayın|Bună|Dragă|Szia|Kedves"
)
_BYE: Final = (
    "quedo a la espera|mit besten|lg|vg|mfg|bis dann|à bientôt|abraço|un abrazo|a presto|cordiali|distinti|regards|cheers|thanks|thank you|thx|sincerely|yours truly|yours faithfully|best wishes|all the best|best|grüße|grüßen|gruß|gruss|"
    "cordialement|bien à vous|saludos|un saludo|atentamente|atenciosamente|cumprimentos|abraços|obrigad[oa]|groeten|groet|saluti|pozdrawiam|"
    "s pozdravem|üdvözlettel|hälsningar|hilsen|terveisin|saygılarımla|с уважением"
)
_SURNAME_CHINESE: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_SURNAME_KOREAN: Final = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현"


def _is_person(match: Match) -> bool:
    return could_be_person(match["v"])


def _in_line(match: Match) -> list[Span]:
    start = match.start()
    return [(start + low, start + high) for low, high in names_in(match[0])]


def _is_greeted(match: Match) -> bool:
    """Ask for a name; one word that is an ordinary one too needs its capital and the lists."""
    return could_be_person(match["v"])


def _is_speaker(match: Match) -> bool:
    """Ask for a name from the lists where a chat names who speaks."""
    words = word_list(match["v"])
    strong = [
        word for word in words if Strength.STRONG in (given_strength(word), surname_strength(word))
    ]
    is_timed = re.search(r"\d:\d\d", match[0]) is not None
    is_given = bool(words) and given_strength(words[0]) is not Strength.NONE
    return bool(strong or (is_timed and is_given)) and could_be_person(match["v"])


def _is_display_name(match: Match) -> bool:
    """Ask for a name; a lone word in capitals is a command of a protocol (`RCPT <x@y>`)."""
    name = match["q"] or match["v"]
    if " " not in name and is_code(name):
        return False  # an exception: SMTPRecipientsRefused({'jane@...
    if name.isupper() and " " not in name and given_strength(name) is Strength.NONE:
        return False
    return could_be_person(name)


def _is_mention(match: Match) -> bool:
    words = [word for word in word_list(match["v"].replace("_", " ")) if not word.isdigit()]
    if not words or not is_prose(_line(match)):
        return False
    return any(given_strength(word) is Strength.STRONG for word in words)


def _line(match: Match) -> str:
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    return text[max(start, match.start() - 300) : end if end != -1 else match.end() + 300]


def _is_korean(match: Match) -> bool:
    return match["v"] not in (
        "고객",
        "선생",
        "사장",
        "부장",
        "과장",
        "대리",
        "주임",
        "이사",
        "손님",
        "장님",
        "하나",
    )


PEOPLE: Final[tuple[Rule, ...]] = (
    Rule(
        name="name in a sentence",
        kind=Kind.NAME,
        pattern=r"[^\n]+",
        gate=(
            r"(?m)^(?!\W{0,3}(?:\d{1,4}[-/.:]\d{1,2}(?:[-/.:]\d{1,4})?[ T,_-]{1,3}\d|\d\d:\d\d:\d\d|\d{5,})|[A-Z][a-z]{2} [ \d]\d |\W{0,2}[{}])[^\n]+"
        ),
        before=0,
        after=0,
        pick=_in_line,
        source="names of many cultures from general knowledge; see namelists",
        hits=(
            "My name is ‹Zofia Kowalczyk› and I live in Warsaw.",
            "Hi there, can you check with ‹Mark Thompson› about the export?",
            "ask ‹J. Okafor› or ‹Jane D›. to look",
            "‹Vincent van der Berg› and ‹Ludwig von Mises› reported the same.",
            "I spoke with ‹Xhesika Brahimllari›, she says it works.",
            "told ‹priya› that ‹jane doering› cant log in",
            "‹JANE DOERING› CALLED ABOUT HER INVOICE",
            "die Rechnung von ‹Anna Schulz› ist falsch",
            "‹Ольга Петрова› пишет, что ‹Иван› не может войти.",
            "<p>Please call ‹Siobhán O'Neill› back</p>",
            "Ask ‹Mark› to restart Apache. ‹Rose› said the order is late.",
        ),
        misses=(
            "Mark the ticket as done. Grace period ends in May.",
            "one closed defect from May about the counter only",
            "The Grant Park server in Georgia is down since Monday; Jenkins failed, Jackson parses JSON.",
            "We use Apache Kafka with Spring Boot and PostgreSQL in New York and San Francisco.",
            "Order Service cannot reach Payment Gateway; see Release Notes.",
            "The user opened Internet Explorer, then Microsoft Word and Visual Studio Code.",
            "Error: User Profile Service failed the sign-in",
            "will rose mark the long page as done in may",
            "2026-03-12 10:20:30 INFO Jane Doering logged in",
            "Mar 12 10:20:30 web-1 app[12]: Maria Schmidt",
            "at com.example.Maria.Schmidt(Maria.java:12)",
        ),
    ),
    Rule(
        name="display name of an address",
        kind=Kind.NAME,
        pattern=(
            rf"(?:\"(?P<q>[^\"<>@\r\n]{{2,60}})\"|(?P<v>{PART}(?:[ ]+[.{_UPPER}{_LOWER}]{{1,30}}){{0,3}}))\s?(?=<[^\s<>@]{{1,64}}@|\((?:mailto:)?[^\s()@]{{1,64}}@[\w-]{{1,60}}\.|\[mailto:)"
        ),
        gate=r"<[^\s<>@]{1,64}@|\((?:mailto:)?[^\s()@]{1,64}@|\[mailto:",
        before=80,
        after=80,
        check=_is_display_name,
        pick=lambda match: (match.span("q") if match["q"] else match.span("v"),),
        source="RFC 5322 section 3.4",
        hits=(
            "From: ‹Jane Doe› <jane@example.com>",
            '"‹Doe, Jane›" <jd@example.com>',
            "‹Jane Doe› (jane@example.com)",
        ),
        misses=(
            "Support Team <support@example.com>",
            "see <jane@example.com>",
            "List<String>",
            "CONN [conn@32473 peer",
            "rejected RCPT <x@example.com>",
        ),
    ),
    Rule(
        name="greeting or title",
        kind=Kind.NAME,
        pattern=(
            "(?m)"
            rf"(?:(?:^[ \t]{{0,8}}|(?<=[>\n.!?] )|(?<=[\n\"'>]))(?:{_HELLO})[ ]+|"
            rf"\b(?:{_TITLE})\.?[ ]+)"
            rf"(?:(?:{_TITLE})\.?[ ]+){{0,2}}(?P<v>{PART}(?:[ ]{PART}){{0,2}})(?!\w)"
        ),
        gate=rf"\b(?:{_HELLO}|{_TITLE})\.?[ ]",
        before=12,
        after=160,
        check=_is_greeted,
        source="letters as commonly written",
        hits=(
            "Hi ‹Jane›, the export fails",
            "I called Mr. ‹Doe› twice",
            "Sehr geehrte Frau ‹Müller›,",
            "Estimada ‹Xiomara›:",
        ),
        misses=(
            "Hi team,",
            "Dear Support,",
            "Beste Grüße aus Hamburg",
            "Dr Watson Error".replace("Watson Error", "error"),
            "Hello World",
        ),
    ),
    Rule(
        name="signature",
        kind=Kind.NAME,
        pattern=(
            rf"(?i:\b(?:{_BYE}))"
            rf"[,.!]?[ ]?\r?\n(?:[ ]{{0,4}}\r?\n){{0,2}}[ ]{{0,4}}(?P<v>{FULL}|{PART})[ ]{{0,4}}(?=\r?\n|$|,|\||\()"
        ),
        gate=rf"(?i:\b(?:{_BYE})[,.!]?[ ]?\r?\n)",
        before=0,
        after=160,
        crosses_lines=True,
        check=_is_person,
        source="letters as commonly written",
        hits=(
            "Kind regards,\n‹Jane Doe›\nLisbon",
            "Mit freundlichen Grüßen\n\n‹Jörg Müller›",
            "thanks\n‹Jane›",
            "Un saludo,\n‹Xhesika Brahimllari›",
        ),
        misses=("Thanks,\nSupport Team", "regards the queue\nWorker stopped"),
    ),
    Rule(
        name="speaker in a chat",
        kind=Kind.NAME,
        pattern=(
            r"(?m)^[>*\s]{0,4}(?:[\[(]?\d{1,4}[\d:./, T-]{3,20}(?:[ ]?[AaPp][Mm])?[\])]?[ -]{0,3})?"
            rf"<?(?P<v>{PART}(?:[ ]{PART}){{0,2}})>?(?:[ ]\([^()\n]{{1,20}}\))?(?:[ ][\[(]?\d{{1,2}}:\d\d(?:[ ]?[AaPp][Mm])?[\])]?)?[:>][ ]"
        ),
        gate=rf"(?m)^[>*\s\[(]{{0,4}}(?:\d[\d:./, T-]{{3,20}}[AaPpMm\]) -]{{0,6}})?<?[{_UPPER}][^\W\d_A-Z][^\n\[(:=]{{0,50}}[:(\[>]",
        before=0,
        after=60,
        check=_is_speaker,
        source="chat transcripts as commonly copied",
        hits=(
            "[10:32] ‹Jane Doering›: it fails again",
            "[20:41] ‹Jan›: nog steeds",
            "10:32 AM ‹Priya›: yes",
            "<‹Zofia›> hello",
            "2026-03-12 10:32 - ‹Priya Sharma›: ok",
            "‹Priya Sharma› (Agent) 10:32: how can I help",
        ),
        misses=(
            "[10:32] Error: it fails again",
            "10:20:30 Main Thread: started",
            "Note: nothing",
            "Mark: see above",
        ),
    ),
    Rule(
        name="mention",
        kind=Kind.USER,
        pattern=r"(?<![\w@./:])@(?P<v>[A-Za-z][\w.-]{1,30}\w)(?![\w@/(])",
        anchors=("@",),
        before=1,
        after=40,
        check=_is_mention,
        source="chats and trackers as commonly used",
        hits=("thanks @‹priya› and @‹zofia.kowalczyk›!",),
        misses=("@Override", "@angular/core", "@media print", "@here look", "jane@example.com"),
    ),
    Rule(
        name="chinese or japanese name before its title",
        kind=Kind.NAME,
        pattern=(
            rf"(?P<v>[{_SURNAME_CHINESE}][\u4e00-\u9fff]{{0,2}}?)(?=先生|女士|小姐|老师|同学)|"
            r"(?<![\u4e00-\u9fff])(?P<jp>[\u4e00-\u9fff々]{2,6}|[\u30a1-\u30fa]{2,8})(?=さん|さま|様|氏|くん|ちゃん)"
        ),
        anchors=(
            "先生",
            "女士",
            "小姐",
            "老师",
            "同学",
            "さん",
            "さま",
            "様",
            "氏",
            "くん",
            "ちゃん",
        ),
        before=10,
        after=6,
        check=lambda match: (
            match[0]
            not in ("皆", "お客", "奥", "担当者", "お疲れ", "取引先", "関係者", "日本", "患者")
        ),
        pick=lambda match: (match.span("v") if match["v"] else match.span("jp"),),
        source="forms of address in Chinese and Japanese",
        hits=("请联系‹王小明›先生", "‹田中›さんから電話", "昨天‹李›女士来电"),
        misses=("お客様", "先生好", "皆さん"),
    ),
    Rule(
        name="korean name before its title",
        kind=Kind.NAME,
        pattern=rf"(?<![가-힣])(?P<v>[{_SURNAME_KOREAN}][가-힣]{{1,3}}?)(?=\s?(?:님|씨|선생님|고객님))",
        anchors=("님", "씨"),
        before=8,
        after=6,
        check=_is_korean,
        source="forms of address in Korean",
        hits=("‹김민수›님이 전화했습니다", "‹이영희› 씨"),
        misses=("고객님 안녕하세요", "선생님"),
    ),
)
