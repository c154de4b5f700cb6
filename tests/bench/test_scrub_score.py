from bench.scrub.logs import logs
from bench.scrub.model import Document, Half, Label, Output, Role, Span
from bench.scrub.report import NOTHING, summary
from bench.scrub.score import Count, Tally
from bench.scrub.show import LEAKED, TOUCHED, examples
from bench.scrub.spans import replaced
from bench.scrub.texts import texts

TEXT = "Jane wrote to jane@example.com from 10.0.0.1, Jane is late"
NAME, MAIL, IP, AGAIN = (0, 4), (14, 30), (36, 44), (46, 50)


def document(name: str = "ticket/en/1", half: Half = Half.TUNING) -> Document:
    labels = (
        Label(*NAME, Role.HIDE, "name"),
        Label(*MAIL, Role.HIDE, "email"),
        Label(*IP, Role.KEEP, "private ip"),
        Label(*AGAIN, Role.HIDE, "name"),
    )
    return Document(name, half, TEXT, labels, form_names=("Jane Doe",))


def output(*spans: tuple[int, int, str]) -> Output:
    parts, last = [], 0
    for start, end, replacement in spans:
        parts += [TEXT[last:start], replacement]
        last = end
    return Output("".join([*parts, TEXT[last:]]), tuple(Span(*span) for span in spans))


def tally(*spans: tuple[int, int, str]) -> Tally:
    counted = Tally()
    counted.add(document(), output(*spans))
    return counted


def wrong(counted: Tally, role: Role, kind: str) -> Count:
    return counted.total(list(Half), role, kinds=frozenset({kind}))


def test_what_can_be_read_has_leaked() -> None:
    counted = tally((*MAIL, "[M]"))
    assert wrong(counted, Role.HIDE, "name") == Count(2, 2, 8, 8)
    assert wrong(counted, Role.HIDE, "email") == Count(1, 0, 14, 0)


def test_half_a_value_is_a_leak_and_its_characters_are_counted() -> None:
    counted = tally((14, 18, "[M]"))
    assert wrong(counted, Role.HIDE, "email") == Count(1, 1, 14, 10)


def test_a_rest_of_three_characters_is_no_leak_of_a_long_value() -> None:
    counted = tally((14, 27, "[M]"))
    assert wrong(counted, Role.HIDE, "email") == Count(1, 0, 14, 3)


def test_a_token_that_was_touched_is_destroyed() -> None:
    counted = tally((38, 39, "x"))
    assert wrong(counted, Role.KEEP, "private ip") == Count(1, 1, 5, 5)


def test_text_outside_labels_is_counted_when_hidden() -> None:
    counted = tally((5, 10, "[X]"))
    outside = counted.outside[Half.TUNING, "text"]
    assert (outside.characters, outside.wrong_characters) == (len("wrotetofromislate"), 5)


def test_names_of_the_form_are_counted_apart() -> None:
    assert tally((*NAME, "[N]")).form_names[Half.TUNING] == Count(2, 1, 8, 4)


def test_one_value_with_two_placeholders_is_counted() -> None:
    assert tally((*NAME, "[N-1]"), (*AGAIN, "[N-2]")).repeated[Half.TUNING].wrong_values == 1
    assert tally((*NAME, "[N-1]"), (*AGAIN, "[N-1]")).repeated[Half.TUNING].wrong_values == 0


def test_two_values_with_one_placeholder_are_counted() -> None:
    shared = tally((*NAME, "[X]"), (*MAIL, "[X]")).distinct[Half.TUNING]
    assert (shared.values, shared.wrong_values) == (2, 2)
    apart = tally((*NAME, "[N]"), (*MAIL, "[M]"), (*AGAIN, "[N]")).distinct[Half.TUNING]
    assert (apart.values, apart.wrong_values) == (2, 0)


def test_a_person_may_keep_a_placeholder_for_a_part_of_the_name() -> None:
    text = "Jane Doe, Jane, John"
    places = ((0, 8), (10, 14), (16, 20))
    labels = tuple(Label(*place, Role.HIDE, "name") for place in places)
    counted = Tally()
    same = Output("[N], [N], [M]")
    counted.add(Document("ticket/en/2", Half.TUNING, text, labels), same)
    assert counted.distinct[Half.TUNING].wrong_values == 0
    counted.add(Document("ticket/en/3", Half.TUNING, text, labels), Output("[N], [N], [N]"))
    assert counted.distinct[Half.TUNING].wrong_values > 0


def test_logs_and_halves_are_counted_apart() -> None:
    counted = Tally()
    counted.add(document("log/nginx/1", Half.HELD_OUT), output())
    assert counted.total([Half.HELD_OUT], Role.HIDE, source="log").values == 3
    assert counted.total([Half.TUNING], Role.HIDE).values == 0
    assert counted.total(list(Half), Role.HIDE, source="text").values == 0


def test_spans_that_do_not_explain_the_output_are_not_believed() -> None:
    claimed = Output(TEXT, (Span(*MAIL, "[M]"),))
    assert replaced(TEXT, claimed) == ()


def test_an_output_without_spans_is_compared_with_the_input() -> None:
    bare = Output(output((*MAIL, "[M]")).text)
    (span,) = replaced(TEXT, bare)
    assert (span.start, span.end) == MAIL


def test_an_output_with_other_lines_is_compared_as_a_whole() -> None:
    assert replaced("a\nsecret\nb", Output("a\nb")) != ()
    (span,) = replaced("key one two", Output("key [X]\n"))[:1]
    assert span.start == 4


class Silent:
    """An engine that hides the private address and nothing else."""

    name = "silent"
    version = "1"

    def scrub(self, documents: object) -> list[Output]:
        return [output((*IP, "[IP]"))]


def test_examples_come_from_the_tuning_half_only() -> None:
    held_out = document(half=Half.HELD_OUT)
    assert list(examples(LEAKED, iter([held_out]), Silent())) == []
    leaked = list(examples(LEAKED, iter([document(), held_out]), Silent()))
    assert [example.kind for example in leaked] == ["name", "email", "name"]
    (touched,) = examples(TOUCHED, iter([document()]), Silent())
    assert "»10.0.0.1«" in touched.before
    assert "[IP]" in touched.after


def everything_hidden(of: Document) -> Output:
    return Output("[ALL]", (Span(0, len(of.text), "[ALL]"),))


def test_an_engine_that_does_nothing_leaks_all_and_one_that_hides_all_destroys_all() -> None:
    idle, eager = Tally(), Tally()
    for one in [*texts(84, "seed"), *logs(0.2, "seed")]:
        idle.add(one, Output(one.text, ()))
        eager.add(one, everything_hidden(one))
    for role in (Role.HIDE, Role.KEEP, Role.ALIKE):
        for counted, share in ((idle, 100), (eager, 0)):
            wrong_share = share if role is Role.HIDE else 100 - share
            assert counted.total(list(Half), role).share == wrong_share
    assert all(count.character_share == 0 for count in idle.outside.values())
    assert all(count.character_share == 100 for count in eager.outside.values())


def test_every_line_of_the_summary_counts_something() -> None:
    counted = Tally()
    for one in [*texts(840, "seed"), *logs(1, "seed")]:
        counted.add(one, Output(one.text, ()))
    empty = {what for what, cell in summary(counted, [Half.TUNING]) if cell == NOTHING}
    assert empty == {"same value, different placeholders", "different values, same placeholder"}
    assert summary(counted, [Half.HELD_OUT])[0] == ("structured kinds leaked", "100")
