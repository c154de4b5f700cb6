import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from escalator.domain.markdown import body_of, render
from escalator.domain.markdown_syntax import LONGEST_INLINE, closes, fence_of
from escalator.domain.model import Answer, Packet
from escalator.web.abridge import MOST_CHARACTERS, abridge
from escalator.web.html import marked, packet_html
from tests.domain.packets import ANSWERS, CHECKLIST, any_text, make_packet, packets, with_answers

TAGS = {
    *("div", "h2", "h3", "h4", "p", "ul", "li", "pre", "code", "em", "strong", "a", "mark"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "div": {"class"},
    "p": {"class"},
    "code": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "mark": {"class", "title"},
}

CODE_SPAN = re.compile("`[^`]+`")

HOSTILE = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.test></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "![x](x){: onerror=alert(1)}",
    "<javascript:alert(1)>",
    "<https://evil.test/>",
    "[a]: javascript:alert(1)\n\n[x][a]",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&NewLine;&Tab;&colon;",
    "</code></pre><script>alert(1)</script>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "~~~\n<script>alert(1)</script>",
    "`` ` `` <b>x</b>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'https://evil.test'</style>",
    "<p style='background:url(javascript:alert(1))'>",
    "<base href='https://evil.test/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.test'>",
    "<form action=https://evil.test><input name=password>",
    # Mutations: what one parser takes for text and the next for a tag.
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg><![CDATA[><image xlink:href="]]><img src=x onerror=alert(1)//"></svg>',
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<template><script>alert(1)</script></template>",
    "\x02wzxhzdk:0\x03",
    "\x02klzzwxh:0000\x03 \x0260\x03script\x0262\x03",
    '<a href="//evil.test">x</a>',
    "[x](//evil.test)",
    "https://user:pass@evil.test/<script>",
    'https://x.test/?q="onmouseover=alert(1)',
    "https://x.test/'><script>alert(1)</script>",
    "[EMAIL-1]<script>",
    '<p title="[EMAIL-1]">',
    "## Heading `ask`",
    "| a | b |\n|---|---|\n| <b> | c |",
    "{{ 7 * 7 }} {% raw %}",
    "\u202e<script>",
)


@pytest.fixture
def pages() -> Iterator[None]:
    """Just enough of an application to make addresses."""
    app = Flask("pages")
    for rule, name in (
        ("/packets/<reference>/items/<item>/<int:number>", "packet.log"),
        ("/packets/<reference>.md", "packet.markdown"),
    ):
        app.add_url_rule(rule, name, lambda **_: "")
    with app.test_request_context():
        yield


def assert_harmless(html: Markup) -> BeautifulSoup:
    """Hold a document to the tags, attributes and addresses that a packet may have."""
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(True):
        assert tag.name in TAGS, tag.name
        assert set(tag.attrs) <= ATTRIBUTES.get(tag.name, set()), tag.attrs
    for link in page.select("a"):
        assert str(link["href"]).startswith(("https://", "http://", "/packets/")), link["href"]
    return page


def texts_outside_fences(body: str) -> Iterator[str]:
    bar: str | None = None
    for line in body.split("\n"):
        if bar is None:
            bar = fence_of(line)
            if bar is None:
                yield line
        elif closes(line, bar):
            bar = None


def everywhere(text: str) -> Packet:
    """Put one text into every place of a packet that holds a person's words."""
    row = {"tried": text, "result": text, "source": text, "text": text, "id": text}
    answers: dict[str, Answer] = {
        "ask": text,
        "problem": text,
        "scope": text,
        "at_stake": (text, "money"),
        "error_text": text,
        "troubleshooting": (row, {"result": text}),
        "logs": (row,),
        "unknown": text,
    }
    return make_packet(
        answers=answers, not_available={"environment": text}, priority_rationale=text
    )


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    page = assert_harmless(packet_html(everywhere(text), CHECKLIST))
    shown = "".join(page.get_text().split())
    assert "".join(text.replace("\x02", "").replace("\x03", "").split()) in shown


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_of_several_lines_stays_text(text: str) -> None:
    assert_harmless(packet_html(everywhere(f"a line\n{text}\n\n{text}"), CHECKLIST))


@pytest.mark.usefixtures("pages")
def test_no_packet_makes_anything_but_the_tags_of_a_packet() -> None:
    @given(packets)
    def every_packet_is_harmless(packet: Packet) -> None:
        assert_harmless(packet_html(packet, CHECKLIST))

    every_packet_is_harmless()


@given(any_text)
def test_marked_words_hold_nothing_but_marks(text: str) -> None:
    html = re.sub('<mark class="placeholder" title="[\\w -]+">(.*?)</mark>', r"\1", marked(text))
    assert html == escape(text)


@pytest.mark.usefixtures("pages")
def test_a_placeholder_is_marked_and_named() -> None:
    page = assert_harmless(packet_html(with_answers(ask="Write to [EMAIL-2] at [IP-1]"), CHECKLIST))
    assert [(one.get_text(), one["title"]) for one in page.select("mark.placeholder")] == [
        ("[EMAIL-2]", "Hidden e-mail address 2"),
        ("[IP-1]", "Hidden IP address 1"),
    ]


@pytest.mark.usefixtures("pages")
def test_an_item_has_an_id_and_its_name_is_not_shown() -> None:
    page = assert_harmless(packet_html(with_answers(problem="It fails"), CHECKLIST))
    heading = page.select_one("#item-problem")
    assert heading is not None
    assert heading.get_text() == "Problem in one sentence"


@pytest.mark.usefixtures("pages")
def test_an_item_that_the_checklist_does_not_ask_is_shown_by_its_name() -> None:
    page = assert_harmless(packet_html(with_answers(weather="Rainy all day"), CHECKLIST))
    assert page.select_one("#item-weather") is not None
    assert "weather" in page.get_text()


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("answers", "selector", "words"),
    [
        ({"scope": "one_user"}, "#item-scope + * > p", "One user"),
        ({"at_stake": ("money",)}, "#item-at_stake + * > ul li", "Money"),
        ({"problem": "Fails for bulk_imports"}, "#item-problem + * > p", "Fails for bulk_imports"),
        ({"error_text": "HTTP 502: no_up"}, "#item-error_text + * > p > code", "HTTP 502: no_up"),
        ({"ask": "two\nlines"}, "#item-ask + * > pre > .language-text", "two\nlines\n"),
        ({"error_text": "a\nb"}, "#item-error_text + * > pre > .language-log", "a\nb\n"),
    ],
)  # fmt: skip
def test_an_answer_is_shown_as_what_it_is(
    answers: dict[str, Answer], selector: str, words: str
) -> None:
    page = assert_harmless(packet_html(with_answers(**answers), CHECKLIST))
    assert [one.get_text() for one in page.select(selector)] == [words]


@pytest.mark.usefixtures("pages")
def test_a_web_address_can_be_followed_and_tells_the_other_side_nothing() -> None:
    page = assert_harmless(
        packet_html(with_answers(ask="https://desk.test/t/1?a=1&b=2"), CHECKLIST)
    )
    link = page.select_one("a")
    assert link is not None
    assert link["href"] == "https://desk.test/t/1?a=1&b=2"
    assert "noreferrer" in str(link["rel"])


@pytest.mark.usefixtures("pages")
def test_a_long_log_keeps_head_and_tail_and_links_to_the_whole() -> None:
    log = "\n".join(f"line {number} of it" for number in range(2_346))
    page = packet_html(with_answers(logs=({"source": "a"}, {"text": log})), CHECKLIST)
    text = BeautifulSoup(page, "html.parser").get_text()
    assert "line 0 of it" in text
    assert "line 2345 of it" in text
    assert "line 1000 of it" not in text
    assert "2,310 lines left out." in text
    assert 'href="/packets/E-1042/items/logs/1"' in page


@pytest.mark.usefixtures("pages")
def test_one_endless_line_is_cut_inside() -> None:
    page = packet_html(with_answers(error_text="x" * 50_000), CHECKLIST)
    assert len(page) < 5_000
    assert "47,600 characters left out." in page


@pytest.mark.usefixtures("pages")
def test_a_packet_without_reference_has_nowhere_to_link_to() -> None:
    page = packet_html(make_packet(reference="", answers={"ask": "x\n" * 5_000}), CHECKLIST)
    assert "lines left out." in page
    assert "<a " not in page


def test_outside_the_application_there_are_no_links_to_it() -> None:
    page = packet_html(make_packet(answers={"ask": "x\n" * 5_000}), CHECKLIST)
    assert "lines left out." in page
    assert "<a " not in page


@pytest.mark.usefixtures("pages")
def test_the_largest_packet_gives_a_page_of_bounded_size() -> None:
    text = f"{'<&[EMAIL-1]> ' * 8}\n" * 1_000
    rows = tuple(
        {"source": f"{number}\n{text}", "text": text, "result": text} for number in range(50)
    )
    packet = make_packet(answers={**ANSWERS, "logs": rows})
    page = packet_html(packet, CHECKLIST)
    assert len(abridge(body_of(render(packet, CHECKLIST)), None)) <= MOST_CHARACTERS + 200
    assert "too long for a page." in page
    assert_harmless(page)


@given(packets)
def test_no_packet_gives_the_renderer_more_than_its_cap(packet: Packet) -> None:
    most = 500
    assert len(abridge(body_of(render(packet, CHECKLIST)), None, most=most)) <= most + 200


@pytest.mark.parametrize("sign", ["[", "*", "_", "`", "<", "&", "!", "(", "\\", "|", "[![", "<!-"])
def test_a_long_run_of_a_sign_reaches_the_renderer_only_as_code(sign: str) -> None:
    # Python-Markdown's inline patterns are quadratic or worse on these; in code none is tried.
    _title, _, body = body_of(render(everywhere(sign * 5_000), CHECKLIST)).partition("\n")
    read = (CODE_SPAN.sub("", line) for line in texts_outside_fences(body))
    assert max(map(len, read)) < LONGEST_INLINE
    assert sign * 1_000 in body


@given(packets, st.integers(min_value=1, max_value=600))
def test_every_shortened_fence_is_closed(packet: Packet, most: int) -> None:
    bar: str | None = None
    for line in abridge(body_of(render(packet, CHECKLIST)), None, most=most).split("\n"):
        if bar is None:
            bar = fence_of(line)
        elif closes(line, bar):
            bar = None
    assert bar is None
