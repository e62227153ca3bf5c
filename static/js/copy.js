// <button data-copy="#id" hidden> copies that element's text; the button says that it did.
{
  const ready = (root) => {
    if (!navigator.clipboard) return; // only there on HTTPS and on this machine
    for (const button of root.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
    }
  };

  ready(document);
  document.addEventListener("htmx:load", (event) => ready(event.target));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    button.dataset.label ??= button.textContent;
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = button.dataset.label;
    }, 2000);
  });
}
