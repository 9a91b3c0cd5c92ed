// The first thing that the page does: the screen's module is fetched and compiled while the style sheets are still on
// their way. boot.js waits for it, and says so if it fails.
window.screenModule = WebAssembly.compileStreaming(fetch("ui_bg.wasm"));
