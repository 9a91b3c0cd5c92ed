#![allow(clippy::all, clippy::unwrap_used, clippy::panic, missing_docs, reason = "local")]
use serde_json::{Value, json};
use std::time::Duration;
use tests::{bridge::ask, window::Window};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let stage: bool = std::env::args().nth(2).is_some();
    let window = Window::open(std::path::Path::new(&path));
    window.resize(1440, 900);
    let days = ask(&window, "List", &json!({"kind": "game-day"}));
    let mut day = days[0]["id"].clone();
    if path.contains("prof-sample") {
        day = json!("019a0c00-0005-7000-8000-000000000002");
        let lint = ask(&window, "Lint", &json!({"game_day": day}));
        let ack: Vec<_> = lint.as_array().unwrap().iter().map(|f| f["message"].clone()).collect();
        ask(&window, "StartRun", &json!({"game_day": day, "acknowledged": ack}));
        ask(
            &window,
            "Append",
            &json!({"run": day, "actor": "M", "event": {"event":"experiment-started","experiment":0}}),
        );
        for s in ["announce", "predict", "inject"] {
            ask(
                &window,
                "Append",
                &json!({"run": day, "actor": "M", "event": {"event":"step-started","step":s}}),
            );
        }
    }
    let j = ask(&window, "Journal", &json!({ "run": day, "after": 0 }));
    let last = j.as_array().unwrap().last().unwrap();
    println!("entries {} last {}", j.as_array().unwrap().len(), last["event"]["event"]);
    for e in j.as_array().unwrap() {
        if e["event"]["event"] == "gap-found" && e["seq"].as_u64().unwrap() > 2000 {
            let _ = tests::bridge::try_ask(
                &window,
                "Append",
                &json!({"run": day, "actor": "M", "event": {"event":"gap-decided","gap": e["seq"], "counts": false}}),
            );
        }
    }
    window.script(&format!("location.hash = '#/game-days/{}/run'", day.as_str().unwrap()));
    window.wait_for("[data-act=steady] tbody tr");
    if stage {
        ask(&window, "ShowStage", &json!({ "run": day, "monitor": null }));
        window.show_stage();
        window.wait_for(".stage-readings");
        window.show_console();
    }
    std::thread::sleep(Duration::from_secs(1));
    window.script("window.log = []; window.cur = null; \
      new MutationObserver(() => { const c = window.cur; if (!c || c.dom) return; const v = document.querySelector('[data-act=steady]')?.textContent ?? ''; if (!v.includes(c.value)) return; c.dom = performance.now(); requestAnimationFrame(() => { c.raf = performance.now(); const after = new MessageChannel(); after.port1.onmessage = () => { c.paint = performance.now(); }; after.port2.postMessage(0); }); }).observe(document.body, { subtree: true, childList: true, characterData: true });");
    window.script("window.calls = []; const orig = window.__TAURI__.core.invoke; try { window.__TAURI__.core.invoke = (cmd, args, o) => { const t = performance.now(); const name = (() => { try { return args.call.call ?? JSON.stringify(args).slice(0, 60) } catch { return 'x' } })(); return orig(cmd, args, o).then((r) => { window.calls.push([name, t, performance.now()]); return r; }); }; window.wrapped = String(window.__TAURI__.core.invoke !== orig); } catch (e) { window.wrapped = String(e); }");
    println!("wrapped {}", window.script("return window.wrapped"));
    let mut rows = Vec::new();
    for at in 0..30u32 {
        let value = f64::from(15_001 + 2 * at + 100) / 10_000.0;
        window.script(&format!("const c = window.cur = {{ value: '{value:.4}', t0: performance.now() }}; \
          const call = {}; window.__TAURI__.core.invoke('call', {{ call }}).then(() => {{ c.done = performance.now(); }}); \
          ", json!({ "call": "Append", "with": { "run": day, "actor": "Mira", "event": { "event": "reading", "metric": "Checkout p99", "value": value, "reader": "Jonas", "source": "" } } })));
        std::thread::sleep(Duration::from_millis(500));
        let c = window.script("return window.cur");
        let f = |k: &str| c[k].as_f64().unwrap_or(f64::NAN) - c["t0"].as_f64().unwrap();
        let calls = window.script("const t0 = window.cur.t0; const out = window.calls.map(([n, a, b]) => n + ' ' + Math.round(a - t0) + '-' + Math.round(b - t0)); window.calls = []; return out.join(' | ')");
        println!("{calls} dom {:.0} raf {:.0} paint {:.0}", f("dom"), f("raf"), f("paint"));
        rows.push((f("done"), f("dom"), f("raf"), f("paint")));
    }
    for r in &rows {
        println!("done {:.0} dom {:.0} raf {:.0} paint {:.0}", r.0, r.1, r.2, r.3);
    }
    // cost of asks
    let cost = window.script(&format!("window.out = null; (async () => {{ const t = []; for (let i = 0; i < 10; i++) {{ const a = performance.now(); await window.__TAURI__.core.invoke('call', {{ call: {{ call: 'Journal', with: {{ run: {day}, after: 0 }} }} }}); const b = performance.now(); await window.__TAURI__.core.invoke('call', {{ call: {{ call: 'Journal', with: {{ run: {day}, after: 100000 }} }} }}); const c = performance.now(); await window.__TAURI__.core.invoke('call', {{ call: {{ call: 'Samples', with: {{ run: {day}, experiment: 7 }} }} }}); t.push([b - a, c - b, performance.now() - c]); }} window.out = t; }})(); return 1"));
    let _: Value = cost;
    std::thread::sleep(Duration::from_secs(3));
    println!("journal all, journal tail, samples: {}", window.script("return window.out"));
    window.close();
}
