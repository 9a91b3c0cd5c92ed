#![allow(clippy::all, clippy::unwrap_used, clippy::panic, missing_docs, reason = "local")]
use serde_json::json;
use tests::{
    bridge::ask,
    sample_workspace,
    window::{Theme, Window},
};
fn main() {
    let ws = sample_workspace("catalog-look");
    let w = Window::open(&ws);
    let go = |to: &str, css: &str| {
        w.script(&format!("location.hash = '#{to}'"));
        w.wait_for(css);
        w.settle();
        std::thread::sleep(std::time::Duration::from_millis(400));
    };
    let shot = |name: &str| {
        for (n, t) in [("light", Theme::Light), ("dark", Theme::Dark)] {
            w.theme(t);
            w.script("window.dispatchEvent(new Event('theme-changed'))");
            std::thread::sleep(std::time::Duration::from_millis(500));
            w.screenshot(&format!("cl-{name}-{n}"));
        }
    };
    let tall = |name: &str| {
        w.theme(Theme::Light);
        w.script("window.dispatchEvent(new Event('theme-changed'))");
        let h =
            w.script("return document.querySelector('.content').scrollHeight + 80").as_u64().unwrap() as u32;
        w.resize(1440, h.max(900));
        std::thread::sleep(std::time::Duration::from_millis(300));
        w.screenshot(&format!("cl-{name}-tall"));
        w.resize(1440, 900);
    };
    w.resize(1440, 900);
    let rows = ask(&w, "List", &json!({"kind": "service"}));
    let find = |n: &str| {
        rows.as_array().unwrap().iter().find(|r| r["title"] == n).unwrap_or(&rows[0])["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let only: Option<String> = std::env::args().nth(1);
    let want = |n: &str| only.as_deref().is_none_or(|o| o == n);
    if want("list") {
        go("/services", "[data-act=open-service]");
        shot("list");
        w.type_text("[data-act=search-services]", "zzz");
        w.settle();
        w.screenshot("cl-nomatch");
        w.click("[data-act=all-services]");
    }
    if want("graph") {
        go("/services?show=graph", ".dependencies svg");
        shot("graph");
    }
    for n in ["payments", "checkout"] {
        if want(n) {
            go(&format!("/services/{}", find(n)), "[data-act=blast]");
            shot(n);
            tall(n);
        }
    }
    if want("templates") {
        go("/templates", "[data-act=template-more]");
        shot("templates");
        w.click("[data-id=quality] [data-act=copy-template]");
        w.wait_for("[data-act=weights]");
        std::thread::sleep(std::time::Duration::from_millis(400));
        shot("template-rubric");
        w.fill("[name='dimensions.0.weight']", "15");
        w.press("Enter");
        std::thread::sleep(std::time::Duration::from_millis(900));
        w.screenshot("cl-template-refused");
        go("/templates", "[data-id=culture] [data-act=copy-template]");
        w.click("[data-id=culture] [data-act=copy-template]");
        w.wait_for("[name='dimensions.3.sign']");
        std::thread::sleep(std::time::Duration::from_millis(400));
        w.screenshot("cl-template-pulse");
        go("/templates", "[data-id=maturity] [data-act=copy-template]");
        w.click("[data-id=maturity] [data-act=copy-template]");
        w.wait_for("[name='bands.3.advice']");
        std::thread::sleep(std::time::Duration::from_millis(400));
        w.screenshot("cl-template-maturity");
    }
    if want("small") {
        for (name, to, css) in [
            ("list", "/services".to_owned(), "[data-act=open-service]"),
            ("graph", "/services?show=graph".to_owned(), ".dependencies svg"),
            ("service", format!("/services/{}", find("payments")), "[data-act=blast]"),
            ("templates", "/templates".to_owned(), "[data-act=template-more]"),
        ] {
            go(&to, css);
            for (x, y) in [(1024, 640), (2560, 1440), (512, 640)] {
                w.resize(x, y);
                w.screenshot(&format!("cl-{name}-{x}"));
                let over = w.script("return document.documentElement.scrollWidth - innerWidth");
                println!("{name} {x}: over {over}");
            }
            w.resize(1440, 900);
        }
    }
    w.close();
}
