// Keys of every page: go to a section, walk through a list, search, and the palette. Nothing here is needed.

const told = document.getElementById("keys");
const GO = "hspcmotexid";
const RECENT = "ambos-recent";
const MOST = 6;
const PAUSE = 1200; // milliseconds between g and the second key
let waiting = 0; // when g was pressed, 0 if it was not
let row = -1;

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable=true]");
const rows = () =>
  [...document.querySelectorAll("main [data-row]")].filter((link) => link.offsetParent !== null);

function dialog(name) {
  const made = document.querySelector(`dialog.${name}`);
  if (made) return made;
  document.body.append(told.content.querySelector(`dialog.${name}`).cloneNode(true));
  return document.querySelector(`dialog.${name}`);
}

function walk(step) {
  const all = rows();
  if (!all.length) return;
  row = Math.min(Math.max(row + step, 0), all.length - 1);
  for (const here of document.querySelectorAll(".here")) here.classList.remove("here");
  const link = all[row];
  link.closest("tr, li")?.classList.add("here");
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

function pick() {
  const box = rows()[row]?.closest("tr, li")?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.checked = !box.checked;
  box.closest("tr")?.setAttribute("aria-selected", String(box.checked));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function seek() {
  const field = document.getElementById("q") ?? document.getElementById("seek");
  if (field) {
    field.focus();
    field.select();
  } else location.assign(told.dataset.search);
}

// -- the palette

let palette;
let asked = 0;

function options() {
  return [...palette.querySelectorAll("[role=option]")];
}

function choose(at) {
  const all = options();
  if (!all.length) return;
  const chosen = all[(at + all.length) % all.length];
  for (const one of all) one.setAttribute("aria-selected", String(one === chosen));
  chosen.scrollIntoView({ block: "nearest" });
  palette.querySelector("input").setAttribute("aria-activedescendant", chosen.id);
}

const chosen = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");

async function fill() {
  const turn = ++asked;
  const text = palette.querySelector("input").value;
  const address = `${told.dataset.palette}?q=${encodeURIComponent(text)}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  if (turn !== asked || !answer.ok) return;
  // the answer is made by our own templates, which escape everything that people wrote
  palette.querySelector("#palette-list").innerHTML = await answer.text();
  remember(palette, text);
  choose(0);
}

function remember(box, text) {
  const list = box.querySelector(".recent");
  for (const old of list.querySelectorAll("a")) old.remove();
  const kept = read();
  list.hidden = Boolean(text) || !kept.length;
  if (list.hidden) return;
  kept.forEach(([href, words], at) => {
    const link = document.createElement("a");
    Object.assign(link, { href, textContent: words, id: `palette-recent-${at}`, tabIndex: -1 });
    link.setAttribute("role", "option");
    list.append(link);
  });
}

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(RECENT) ?? "[]");
    return kept.filter(([href]) => typeof href === "string" && /^\/[^/\\]/.test(href));
  } catch {
    return [];
  }
}

function note() {
  const title = document.querySelector("main [data-recent] h1")?.textContent.trim();
  if (!title) return;
  const here = [location.pathname, title.slice(0, 120)];
  const kept = [here, ...read().filter(([href]) => href !== here[0])].slice(0, MOST);
  try {
    sessionStorage.setItem(RECENT, JSON.stringify(kept));
  } catch {
    // where nothing may be kept, nothing is
  }
}

function openPalette() {
  palette = dialog("palette");
  if (palette.open) return palette.close();
  const input = palette.querySelector("input");
  if (!input.dataset.ready) {
    input.dataset.ready = "yes";
    let later;
    input.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(fill, 120);
    });
    palette.addEventListener("keydown", steer);
  }
  input.value = "";
  palette.showModal();
  input.focus();
  fill();
}

function steer(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    choose(chosen() + steps[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const to = options()[chosen()];
    if (to) location.assign(to.href);
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    choose(event.key === "Home" ? 0 : -1);
  }
}

// -- all keys

const ALONE = {
  "/": seek,
  "?": () => dialog("keys-help").showModal(),
  j: () => walk(1),
  k: () => walk(-1),
  x: pick,
};

function press(event) {
  if (!told || event.defaultPrevented) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openPalette();
  }
  const busy = event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]");
  if (busy || typing(event.target)) return;
  const key = event.key;
  const going = waiting && event.timeStamp - waiting < PAUSE;
  waiting = 0;
  if (going && GO.includes(key)) {
    const to = told.dataset[key];
    if (to) location.assign(to);
  } else if (key === "g") waiting = event.timeStamp;
  else if (key in ALONE) {
    event.preventDefault();
    ALONE[key]();
  }
}

document.addEventListener("keydown", press);
// who signs out leaves no titles behind in this window
document.addEventListener("submit", (event) => {
  if (event.target.action?.endsWith("/leave")) sessionStorage.removeItem(RECENT);
});
note();

// On a narrow page the choices of a list are folded away until somebody wants them.
if (matchMedia("(max-width: 50rem)").matches)
  for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = false;
