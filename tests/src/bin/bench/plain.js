// Everything that the reference does: a room is asked for and put in, a change is told to both windows and shown.

const room = (name) => fetch(`${name}.html`).then((answer) => answer.text());

// A room of the rail, or one below it.
async function show(name, link) {
  const html = await room(name);
  document.querySelector(".rail-link[aria-current]")?.removeAttribute("aria-current");
  document.querySelector(`.rail-link[href="${link}"]`)?.setAttribute("aria-current", "page");
  document.getElementById("room").innerHTML = html;
}

const tell = (words) => fetch(`tell/${words}`);

// What the whole window looks like in another state, by the word that says so: set by the bench.
window.states = {};
const number = /1\.5\d\d\d/g;

// A new reading changes the places where the last one stands, and gets a line in the journal.
function read(value) {
  const put = (element) => {
    if (element.textContent.search(number) >= 0) element.innerHTML = element.innerHTML.replace(number, value);
  };
  document.querySelectorAll("[data-act=steady] tbody tr, .stage-reading").forEach(put);
  const line = document.querySelector("[data-act=journal] .journal-row");
  if (!line) return;
  const next = line.cloneNode(true);
  put(next);
  line.before(next);
}

window.told = (words) => {
  if (words in window.states) document.getElementById("app").innerHTML = window.states[words];
  else read(words);
};

addEventListener("keydown", (event) => {
  if (event.key === "F8") tell("aborted");
});
