// Loaded before the first paint, so that a chosen theme never flashes the other one.
// The admin's own switch keeps its choice under the same name.
(() => {
  const themes = ["auto", "light", "dark"];

  function chosen() {
    try {
      const theme = localStorage.getItem("theme");
      return themes.includes(theme) ? theme : "auto";
    } catch {
      return "auto"; // storage may be switched off
    }
  }

  function apply(theme) {
    document.documentElement.dataset.theme = theme;
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const { scheme } = meta.dataset;
      if (theme === "auto") meta.media = `(prefers-color-scheme: ${scheme})`;
      else meta.media = scheme === theme ? "all" : "not all";
    }
  }

  apply(chosen());
  document.addEventListener("theme", (event) => apply(event.detail));
  addEventListener("storage", (event) => event.key === "theme" && apply(chosen()));
})();
