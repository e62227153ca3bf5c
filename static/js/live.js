// What refreshes itself rests while nobody looks.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.closest("[data-live]")) event.preventDefault();
});
