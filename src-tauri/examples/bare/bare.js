// The second frame is the first one that a person has seen whole.
requestAnimationFrame(() => requestAnimationFrame(() => { document.title = "drawn"; }));
