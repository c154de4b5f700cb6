from collections.abc import Callable

import pytest

pytest_plugins = ("pytester",)

PLUGINS = ("-p", "tests.support.run", "-p", "tests.support.closing")

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run pytest over a module's source in a process of its own, with our closing lines."""

    def _run(source: str, *arguments: str) -> pytest.RunResult:
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess(*PLUGINS, "-p", "no:playwright", *arguments)

    return _run


def test_lines_say_how_many_passed_in_each_place(run: Run) -> None:
    result = run(
        """
        import pytest
        def test_rule(): pass
        @pytest.mark.parametrize("database", ["sqlite", "postgresql"])
        def test_rows(database): pass
        """
    )
    result.stdout.fnmatch_lines(["unit: 1 passed", "SQLite *: 1 passed", "PostgreSQL*: 1 passed"])
    assert result.ret == pytest.ExitCode.OK


@pytest.mark.parametrize("workers", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_run_with_a_skipped_test_fails_and_says_why(run: Run, workers: tuple[str, ...]) -> None:
    result = run(
        """
        import pytest
        def test_rule(): pass
        def test_other(): pytest.skip("no such machine")
        """,
        *workers,
    )
    result.stdout.fnmatch_lines(["unit: 1 passed, 1 NOT RUN (no such machine)"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_failure_in_the_tear_down_outweighs_the_pass_before_it(run: Run) -> None:
    result = run(
        """
        import pytest
        @pytest.fixture
        def broken():
            yield
            raise ValueError
        def test_rule(broken): pass
        """
    )
    result.stdout.fnmatch_lines(["unit: 1 failed"])


def test_run_of_everything_fails_when_a_place_has_no_test(run: Run) -> None:
    result = run("def test_rule(): pass", "--everything")
    result.stdout.fnmatch_lines(["unit: 1 passed", "Chromium*: NOT RUN (there is no such test)"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_run_of_one_file_may_leave_places_out(run: Run) -> None:
    assert run("def test_rule(): pass").ret == pytest.ExitCode.OK
