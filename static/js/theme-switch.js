// The button that goes from the system's colours to light to dark.
{
  const names = { auto: "as the system", light: "light", dark: "dark" };
  const order = Object.keys(names);

  function describe(button) {
    const label = `Colours: ${names[document.documentElement.dataset.theme]}`;
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  function choose(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Without storage the choice holds for this page.
    }
    document.dispatchEvent(new CustomEvent("theme", { detail: theme }));
  }

  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    describe(button);
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = order.indexOf(document.documentElement.dataset.theme);
      choose(order[(now + 1) % order.length]);
      describe(button);
    });
  }
}
