// Folded parts of a page stay folded when it is drawn again; on a phone most begin folded.
(() => {
  const key = `folds:${location.pathname}`;
  const wide = matchMedia("(min-width: 44rem)");
  const first = ["vitals", "attacks"];

  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };

  const apply = () => {
    const kept = read();
    for (const fold of document.querySelectorAll("details.fold")) {
      fold.open = kept[fold.id] ?? (wide.matches || first.includes(fold.id));
    }
  };

  // Before the click folds or unfolds it: what is open now will be closed.
  document.addEventListener("click", (event) => {
    const fold = event.target.closest("summary")?.parentElement;
    if (fold?.matches("details.fold")) {
      sessionStorage.setItem(key, JSON.stringify({ ...read(), [fold.id]: !fold.open }));
    }
  });

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.matches("details.fold")) target.open = true;
  };

  apply();
  reveal();
  addEventListener("hashchange", reveal);
  document.addEventListener("htmx:afterSettle", apply);
})();
