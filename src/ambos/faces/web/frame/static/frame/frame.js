// What every page does in the browser. All of it is convenience: without it every page and form still works.

// A form is sent once: its buttons rest until the answer is there.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if ((form.getAttribute("method") || "").toLowerCase() !== "post") return;
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// Whoever changes a filter sees its answer; the button beside it is for browsers without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-instant]");
  if (form) form.requestSubmit();
});

// htmx asks with the proof that the question comes from a page of ours.
document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const headers = event.detail?.ctx?.request?.headers ?? event.detail?.headers;
  if (token && headers) headers["X-CSRFToken"] = token.value;
});

// On a narrow page the section that one is in is scrolled into view, not left beyond the edge.
for (const here of document.querySelectorAll(".ways [aria-current], .tabs [aria-current]")) {
  const row = here.closest("ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
