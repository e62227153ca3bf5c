"""A person who has a keyboard and nothing else."""

LAST = 150
# What a screen reader would call the thing that has the focus, roughly.
NAME = """() => {
  const it = document.activeElement;
  const words = it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
  return words.replace(/\\s+/g, " ").trim();
}"""


class Keyboard:
    """Tab, Enter and letters. What Tab does not reach is not there."""

    def __init__(self, page):
        self.page = page

    def walk_to(self, name):
        """Press Tab until something is reached whose name begins with ``name``."""
        passed = []
        for _ in range(LAST):
            self.page.keyboard.press("Tab")
            passed.append(self.page.evaluate(NAME))
            if passed[-1].startswith(name):
                return
        raise AssertionError(f"Tab does not reach {name!r}: {passed}")

    def press(self, name):
        self.walk_to(name)
        self.page.keyboard.press("Enter")

    def type(self, name, text):
        self.walk_to(name)
        self.page.keyboard.type(text)
