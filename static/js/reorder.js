// Drags the items of a list into another order; a form then keeps it. The buttons beside each item
// do the same one place at a time, and need no script.

for (const list of document.querySelectorAll("[data-reorder-list]")) {
  const form = document.getElementById(list.dataset.reorderList);
  let dragged = null;

  for (const item of list.querySelectorAll("[data-reorder-item]")) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      item.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("dragged");
      dragged = null;
    });
  }

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-reorder-item]");
    if (!dragged || !over || over.parentElement !== list) {
      return;
    }
    event.preventDefault();
    if (over === dragged) {
      return;
    }
    const box = over.getBoundingClientRect();
    over[event.clientY > box.top + box.height / 2 ? "after" : "before"](dragged);
    form.querySelector("[data-reorder-save]")?.removeAttribute("hidden");
  });
}
