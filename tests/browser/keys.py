"""Somebody at their keyboard, for the tests in which nobody touches the mouse."""

from playwright.sync_api import Page

FURTHEST = 150
"""No field is more presses of Tab away from the one before it."""


class Keys:
    """Somebody's keyboard: nothing here clicks, and nothing is focused but by keys."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self._page.keyboard.press(key)

    def focused(self, what: str) -> str:
        """Give one property of what has the focus."""
        return str(self._page.evaluate(f"String(document.activeElement.{what} ?? '')"))

    def reach(self, name: str) -> None:
        """Go on by Tab to the next field or button of a name, or with these words."""
        for _ in range(FURTHEST):
            if name in (self.focused("name"), self.focused("id")):
                return
            if self.focused("textContent").strip().startswith(name):
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    def write(self, name: str, text: str) -> None:
        self.reach(name)
        self.press("Control+a")
        self._page.keyboard.insert_text(text)

    def choose(self, name: str, value: str) -> None:
        """Choose among radio buttons or the options of a list by the arrow keys."""
        self.reach(name)
        if self.focused("type") == "radio":
            self.press("Space")
        for _ in range(30):
            if self.focused("value") == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name} has no {value}")

    def tick(self, name: str, values: tuple[str, ...]) -> None:
        for value in values:
            self.reach(name)
            while self.focused("value") != value:
                self.press("Tab")
            self.press("Space")
