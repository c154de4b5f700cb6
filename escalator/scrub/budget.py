"""How much work a text may cost before it is refused.

It knows no clock of its own; whoever starts the process hands one over. It judges no text.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from escalator.scrub.errors import TooMuchWork

SECONDS: Final = 20.0
"""What any text may cost, in seconds of the processor."""

SECONDS_PER_MILLION: Final = 20.0
"""What a million characters more may cost: some ten times what they cost on a slow machine."""

Clock = Callable[[], float]


class Budget:
    """What is left for one piece of work.

    clock: gives seconds; best those that the thread itself used, so that others' load counts not.
    seconds: how many the work may take.
    """

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raise TooMuchWork when nothing is left."""
        if self._clock() > self._end:
            raise TooMuchWork


class _NoLimit(Budget):
    def __init__(self) -> None:
        pass

    def check(self) -> None:
        pass


_NO_LIMIT: Final = _NoLimit()
_current: ContextVar[Budget] = ContextVar("budget", default=_NO_LIMIT)


class _Limit:
    clock: Clock | None = None


def limit_work(clock: Clock | None) -> None:
    """Let each text of this process cost so much of a clock's time; None for no limit."""
    _Limit.clock = clock


def current_budget() -> Budget:
    """Return the budget of the work that is going on."""
    return _current.get()


@contextmanager
def budget_for(characters: int) -> Iterator[None]:
    """Give the work inside the block what so many characters may cost."""
    if _Limit.clock is None:
        yield
        return
    seconds = SECONDS + SECONDS_PER_MILLION * characters / 1_000_000
    token = _current.set(Budget(_Limit.clock, seconds))
    try:
        yield
    finally:
        _current.reset(token)
