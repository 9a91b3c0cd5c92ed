// Chooses the theme before the first paint. A classic script on purpose: a module would run after it.
(() => {
  const themes = ["light", "dark", "contrast"];
  const asks = (query) => window.matchMedia(query).matches;
  let theme = null;
  try {
    theme = localStorage.getItem("theme");
  } catch {
    // Storage can be switched off; the system's own wish is then followed.
  }
  if (!themes.includes(theme)) {
    theme = asks("(prefers-contrast: more)") ? "contrast" : asks("(prefers-color-scheme: dark)") ? "dark" : "light";
  }
  document.documentElement.dataset.theme = theme;
})();
