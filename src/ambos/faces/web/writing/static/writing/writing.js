// Writing, made easier in the browser. Without it every form still works: rows are added by the server, ids are typed.

const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const asSlug = (text) => words(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");

// Another row, without asking the server.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-more]");
  if (!button) return;
  event.preventDefault();
  const rows = button.parentElement.querySelector("[data-rows]");
  const last = rows.lastElementChild;
  const made = last.cloneNode(true);
  const number = rows.children.length + 1;
  const input = made.querySelector("input");
  const list = made.querySelector("datalist");
  input.value = "";
  input.id = input.id.replace(/\d+$/, String(number));
  input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+(?!.*\d)/, String(number)));
  if (list) {
    list.id = `${input.id}-list`;
    list.replaceChildren();
    input.setAttribute("list", list.id);
  }
  rows.append(made);
  input.focus();
});

// Names of things while one is typed.
const waiting = new WeakMap();
async function suggest(input) {
  const asked = new URL(input.dataset.suggest, location.href);
  asked.searchParams.set("kind", input.dataset.refers);
  asked.searchParams.set("q", input.value);
  const answer = await fetch(asked, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { items } = await answer.json();
  const options = items.map(({ value, label }) => {
    const option = document.createElement("option");
    option.value = value;
    option.label = label;
    return option;
  });
  document.getElementById(input.getAttribute("list")).replaceChildren(...options);
}
document.addEventListener("input", (event) => {
  const input = event.target.closest("input[data-refers]");
  if (!input) return;
  clearTimeout(waiting.get(input));
  waiting.set(input, setTimeout(() => suggest(input), 180));
});

// A hint where only one language is filled.
function hint(pair) {
  const filled = [...pair.querySelectorAll("textarea")].map((area) => area.value.trim() !== "");
  let told = pair.nextElementSibling?.classList.contains("missing") ? pair.nextElementSibling : null;
  const wanted = filled.some(Boolean) && !filled.every(Boolean);
  if (wanted && !told) {
    told = document.createElement("p");
    told.className = "missing";
    told.textContent = pair.dataset.words;
    pair.after(told);
  } else if (!wanted && told) told.remove();
}
for (const pair of document.querySelectorAll("[data-words]")) {
  hint(pair);
  pair.addEventListener("input", () => hint(pair));
}

// An id proposed from the first words, until somebody types their own.
const slug = document.querySelector("input[data-slug]");
if (slug && !slug.value) {
  let own = false;
  slug.addEventListener("input", () => (own = true));
  document.addEventListener("input", (event) => {
    const area = event.target.closest(".writing textarea[lang], .writing .field input:not([data-slug])");
    if (own || !area || area !== document.querySelector(".writing textarea[lang], .writing input[name='f.title']")) return;
    slug.value = asSlug(area.value);
  });
}

// Nothing ticked: nothing to answer.
const batch = document.querySelector("form[data-batch]");
if (batch) {
  const buttons = batch.querySelectorAll("button[name=relation]");
  const look = () => {
    const ticked = batch.querySelectorAll("input[name=rid]:checked").length > 0;
    for (const button of buttons) button.disabled = !ticked;
  };
  batch.addEventListener("change", look);
  look();
}
