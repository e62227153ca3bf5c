// <button data-opens="id" hidden> opens <dialog id="id">; a button with data-closes shuts it.
{
  const ready = (root) => {
    for (const button of root.querySelectorAll("[data-opens]")) button.hidden = false;
  };

  ready(document);
  document.addEventListener("htmx:load", (event) => ready(event.target));
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    if (event.target.closest("[data-closes]") || event.target.matches("dialog")) {
      event.target.closest("dialog")?.close();
    }
  });
}
