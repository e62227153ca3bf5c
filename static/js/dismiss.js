// Messages can be put away: <button data-dismiss hidden> inside a .message.
{
  const shown = (root) => {
    for (const button of root.querySelectorAll("[data-dismiss]")) button.hidden = false;
  };

  shown(document);
  document.addEventListener("htmx:load", (event) => shown(event.target));
  document.addEventListener("click", (event) => {
    event.target.closest("[data-dismiss]")?.closest(".message")?.remove();
  });
}
