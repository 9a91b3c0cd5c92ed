// Starts the screen and watches over it: whatever fails, the person reads what happened instead of looking at
// an empty window. The screen says that it stands by setting data-ready="yes" on <html>.

const READY_WITHIN_MS = 5000;
const root = document.documentElement;
const ready = () => root.dataset.ready === "yes";
const heard = [];

function hear(what) {
  // WebKit's stack holds the places only, not the message.
  const words = what instanceof Error ? `${what.name}: ${what.message}\n${what.stack ?? ""}`.trim() : String(what);
  if (!heard.includes(words) && heard.length < 8) heard.push(words);
}

function element(tag, words) {
  const made = document.createElement(tag);
  made.textContent = words;
  return made;
}

function trouble(title) {
  const panel = document.querySelector(".boot-trouble") ?? document.createElement("div");
  const words = document.createElement("div");
  const again = element("button", "Load the screen again");
  again.type = "button";
  again.addEventListener("click", () => window.location.reload());
  words.append(
    element("h1", title),
    element("p", "What you have recorded is kept by the application itself, not by this window, and is not affected."),
    element("p", "Load the screen again. If this page comes back, close Readyroom and start it again."),
    element("p", "The log is on standard error: start “readyroom” from a terminal to read it. This window reports:"),
    element("pre", heard.length > 0 ? heard.join("\n\n") : "No error was reported. The screen did not answer in time."),
    again,
  );
  panel.className = "boot-trouble";
  panel.setAttribute("role", "alert");
  panel.replaceChildren(words);
  // Beside a screen that once stood: its nodes belong to it, and it may still be drawing.
  (ready() ? document.body : document.getElementById("app")).append(panel);
  again.focus();
}

// After a panic the module is unusable, so it counts as a failure of the screen at any time. Any other error
// matters here only while the screen is starting; afterwards the screen reports its own.
function failed(what) {
  hear(what);
  if (what instanceof WebAssembly.RuntimeError) trouble("The screen has stopped");
  else if (!ready()) trouble("The screen could not be loaded");
}

window.addEventListener("error", (event) => failed(event.error ?? event.message));
window.addEventListener("unhandledrejection", (event) => failed(event.reason));

// A panic writes its words to the console and then traps with “unreachable”; keep the words.
const report = console.error.bind(console);
console.error = (...what) => {
  if (String(what[0]).includes("panicked at")) hear(what[0]);
  report(...what);
};

window.setTimeout(() => {
  if (!ready() && !document.querySelector(".boot-trouble")) trouble("The screen does not answer");
}, READY_WITHIN_MS);

// A slow start is not a failure: the panel goes as soon as the screen stands after all. A console then makes its other rooms
// ready; the stage has none.
const WARM_AFTER_MS = 100;
new MutationObserver((_, observer) => {
  if (!ready()) return;
  observer.disconnect();
  document.querySelector("#app > .boot-trouble")?.remove();
  if (!window.location.hash.startsWith("#/stage")) {
    window.setTimeout(async () => (await import("./parts.js")).warm(), WARM_AFTER_MS);
  }
}).observe(root, { attributeFilter: ["data-ready"] });

try {
  const screen = await import("./ui.js");
  await screen.default({ module_or_path: window.screenModule });
} catch (what) {
  failed(what);
}
