//! The catalog: from a table to findings that are mended in place, who is hit when one fails, and a circle; a catalog too
//! long to scroll; and the workspace's own template, asked in the next review.

use serde_json::{Value, json};
use tests::{
    new_workspace, root,
    window::{Theme, Window},
};

use crate::{
    room::{add, ask, body_when, go, id_of, id_of_page, read, type_into},
    screens::{both, small_and_contrast},
};

#[test]
fn a_table_becomes_a_catalog_that_says_what_is_missing() {
    let workspace = new_workspace("catalog");
    let window = Window::open(&workspace);
    window.resize(1440, 900);
    window.click("[data-act=go-services]");
    window.click(".empty [data-act=go-import]");
    let table = root().join("fixtures/import/services.csv");
    window.type_text("[data-act=import-files]", table.to_str().unwrap());
    window.wait_for("[data-act=import-preview]");
    window.click("[data-act=take-in]");
    window.wait_for_text("[data-act=import-warnings]", "Wiki page");
    window.click("[data-act=go-services]");
    window.wait_for_text(".card-title", "4 services");

    let checkout = id_of(&workspace, "service", "Checkout");
    window.click_text("[data-act=open-service]", "Checkout");
    finding_is_mended(&window, &workspace, &checkout);
    circle_and_blast(&window);
    filters(&window);
    removed_and_back(&window, &workspace, &checkout);
    window.close();
}

/// A rule of the tier says what is missing and why; its key leads to the field.
fn finding_is_mended(window: &Window, workspace: &std::path::Path, checkout: &str) {
    window.wait_for("[data-act=tier-rules] [data-id=budget][data-state=missing]");
    window.click("[data-act=mend-budget]");
    crate::room::typing_in(window, "[name=\"budget.remaining_pct\"]");
    type_into(window, "budget.remaining_pct", "82");
    window.wait_for("[data-act=tier-rules] [data-id=budget][data-state=there]");
    let body = body_when(workspace, checkout, |body| body["budget"]["remaining_pct"] == 82.0);
    assert_eq!(body["tier"], "critical");
    type_into(window, "peak_rps", "many");
    window.wait_for_text(".field-error", "number");
    type_into(window, "peak_rps", "900");
    body_when(workspace, checkout, |body| body["peak_rps"] == 900.0);
    somebody_else_writes(window, workspace, checkout);
}

/// The cursor is still in a field that was saved; what somebody else writes there meanwhile is what the next letter changes.
fn somebody_else_writes(window: &Window, workspace: &std::path::Path, checkout: &str) {
    window.click("[name=language]");
    window.type_text("[name=language]", "Rust");
    body_when(workspace, checkout, |body| body["language"] == "Rust");
    let mut record = ask(window, "Get", &json!({ "id": checkout }));
    record["document"]["body"]["language"] = json!("Go");
    ask(
        window,
        "Save",
        &json!({ "id": checkout, "version": record["version"], "document": record["document"] }),
    );
    window.wait_for_text("[data-act=saved]", "Saved");
    let end = std::time::Instant::now() + tests::PATIENCE;
    while window.value("[name=language]") != "Go" {
        assert!(std::time::Instant::now() < end, "the field never showed what somebody else wrote");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    window.press("End");
    window.press("!");
    body_when(workspace, checkout, |body| body["language"] == "Go!");
}

/// Checkout and Cart call each other, so each is hit when the other fails.
fn circle_and_blast(window: &Window) {
    window.wait_for_text("[data-act=circle]", "Checkout is in a circle of calls with Cart");
    window.wait_for_text("[data-act=blast]", "When Checkout fails, 1 service is hit: 1 important.");
    window.wait_for(".dependencies svg");
    window.click_text("[data-act=open-hit]", "Cart");
    window.wait_for_text("[data-act=blast]", "When Cart fails, 1 service is hit: 1 critical.");
    window.click("[data-act=go-services]");
    window.click_text("[role=tab]", "Who calls whom");
    window.wait_for_text("[data-act=circle]", "call each other in a circle");
    window.wait_for(".dependencies svg");
    window.click_text("[role=tab]", "List");
}

fn filters(window: &Window) {
    window.choose("[data-act=by-budget]", "Healthy");
    window.wait_for_text(".card-title", "1 of 4 services");
    window.click("[data-act=all-services]");
    window.type_text("[data-act=search-services]", "web");
    window.wait_for_text(".card-title", "1 of 4 services");
    window.press("Enter");
    window.wait_for_text(".title", "Cart");
    window.click("[data-act=go-services]");
    window.click("[data-act=all-services]");
}

/// What others would miss is asked about first, with their names.
fn removed_and_back(window: &Window, workspace: &std::path::Path, checkout: &str) {
    window.wait_for_text(".card-title", "4 services");
    let remove = format!("tr[data-id='{checkout}'] [data-act=remove]");
    let rail = |what: &str| window.script(&format!("return {what};"));
    rail("document.querySelector('.rail').was = true");
    window.click(&remove);
    window.wait_for_text("dialog", "Remove “Checkout”?");
    assert_eq!(rail("document.querySelector('.rail').was === true"), true, "the window was made anew");
    window.wait_for_text("[data-act=missed-by]", "1 service would miss it");
    window.wait_for_text("dialog .run-row", "Cart");
    both(window, "remove-missed");
    window.click("[data-act=keep-it]");
    window.wait_gone("dialog");
    assert_eq!(rail("document.querySelector('.rail').was === true"), true, "the window was made anew");
    assert_eq!(read(workspace, &["list", "service"]).as_array().unwrap().len(), 4);
    window.click(&remove);
    window.click("[data-act=confirm-remove]");
    window.wait_for_text(".card-title", "3 services");
    window.wait_for_text(".toast:last-child", "“Checkout” was removed.");
    window.click_text(".toast:last-child .button", "Undo");
    window.wait_for_text(".card-title", "4 services");
    assert_eq!(read(workspace, &["list", "service"]).as_array().unwrap().len(), 4);
    // Whoever follows an old link to it finds the way back there too.
    window.click(&remove);
    window.click("[data-act=confirm-remove]");
    window.wait_for_text(".card-title", "3 services");
    go(window, &format!("/services/{checkout}"), "[data-act=bring-back]");
    window.click("[data-act=bring-back]");
    window.wait_for("[name=name]");
    go(window, "/services", ".card");
    window.wait_for_text(".card-title", "4 services");
}

/// With more services than anybody scrolls through, letters find the one that is called.
#[test]
fn letters_find_one_of_many_services() {
    let workspace = new_workspace("catalog-many");
    let window = Window::open(&workspace);
    window.resize(1440, 900);
    let ids: Vec<Value> = (0..40)
        .map(|n| {
            let body = json!({
                "name": format!("service-{n:02}"), "tier": "standard", "owner_team": "", "oncall_rotation": "", "upstream": [],
                "data_classification": "internal", "deployment_frequency": "weekly", "architecture": "microservice",
                "language": "", "infra": "k8s", "traffic_pattern": "steady", "peak_rps": null, "storage_gb": null,
                "monthly_cost_usd": null, "budget": null
            });
            ask(&window, "Create", &json!({ "document": { "kind": "service", "body": body } }))["id"].clone()
        })
        .collect();
    let (first, workspace) = (ids[0].as_str().unwrap(), workspace.as_path());
    go(&window, &format!("/services/{first}"), "[data-act=add-upstream]");
    window.wait_for("input[data-act=add-upstream]");
    window.script("document.querySelector('[data-act=add-upstream]').scrollIntoView({ block: 'center' })");
    window.click("[data-act=add-upstream]");
    window.wait_for_text(".many-more", "31 more");
    both(&window, "many");
    window.type_text("[data-act=add-upstream]", "ice-3");
    window.wait_for_text("[data-act=many-line][aria-selected=true]", "service-30");
    window.press("Escape");
    window.wait_gone("[data-act=many-line]");
    window.type_text("[data-act=add-upstream]", "ice-3");
    window.wait_for("[data-act=many-line]");
    window.press("ArrowDown");
    window.wait_for_text("[data-act=many-line][aria-selected=true]", "service-31");
    window.press("Enter");
    body_when(workspace, first, |body| body["upstream"] == json!([ids[31]]));
    window.click("[data-act=add-upstream]");
    window.type_text("[data-act=add-upstream]", "17");
    window.click_text("[data-act=many-line]", "service-17");
    body_when(workspace, first, |body| body["upstream"] == json!([ids[31], ids[17]]));
    window.close();
}

/// A copy of the handbook's template with a dimension of the workspace's own: the next review asks it, the last one keeps
/// the words that it was begun with, and the comparison says so.
#[test]
fn an_own_template_is_asked_in_the_next_review() {
    let workspace = new_workspace("catalog-template");
    let window = Window::open(&workspace);
    window.resize(1440, 900);
    let first = reviewed(&window, &[3; 8]);
    go(&window, "/templates", "[data-act=copy-template]");
    window.click("[data-act=copy-template]"); // the first card is the maturity template
    window.wait_for_text("[data-act=edition]", "Edition 1");
    let template = id_of_page(&window);
    add(&window, "dimension", "Disaster recovery");
    window.wait_for_text("[data-act=edition]", "Edition 2");
    window.wait_for_text("[data-act=dimension][aria-current=step]", "Disaster recovery");
    let body = body_when(&workspace, &template, |body| body["dimensions"].as_array().unwrap().len() == 9);
    assert_eq!(body["bands"][1]["from"], 19, "17 of 8 to 40 is 19 of 9 to 45");
    type_into(&window, "dimensions.8.anchors.0", "Backups exist, and nobody has restored one.");
    body_when(&workspace, &template, |body| {
        body["dimensions"][8]["anchors"][0] == "Backups exist, and nobody has restored one."
    });
    type_into(&window, "dimensions.8.anchors.0", "");
    window.wait_for_text(".field-error", "Say what 1 looks like");
    type_into(&window, "dimensions.8.anchors.0", "Backups exist, and nobody has restored one.");
    type_into(&window, "bands.3.from", "46");
    window.wait_for_text(".field-error", "Totals go from 9 to 45");
    type_into(&window, "bands.3.from", "37");
    window.click("[data-act=remove-dimension]");
    window.wait_for_text(".card-aside", "8 dimensions");
    window.click_text(".toast:last-child .button", "Undo");
    window.wait_for_text(".card-aside", "9 dimensions");
    body_when(&workspace, &template, |body| body["bands"][3]["from"] == 37);
    both(&window, "template-own");
    small_and_contrast(&window, "template-own");
    window.theme(Theme::Light);

    let second = reviewed(&window, &[3, 3, 3, 4, 3, 3, 3, 3, 1]);
    go(&window, &format!("/assessments/{second}"), "[data-act=changes]");
    window.wait_for_text("[data-act=change][data-id=disaster-recovery]", "not asked");
    assert_eq!(
        read(&workspace, &["show", &first])["body"]["template"]["dimensions"].as_array().unwrap().len(),
        8
    );
    window.wait_for_text("[data-act=total]", "26");
    window.wait_for_text("[data-act=band]", "Foundation built");
    window.close();
}

/// A closed review of the organisation with these scores, over the bridge; its id.
fn reviewed(window: &Window, scores: &[u8]) -> String {
    let begin = json!({ "scope": "organisation", "template": "maturity", "solo": true, "participants": [] });
    let id = ask(window, "BeginAssessment", &begin)["id"].as_str().unwrap().to_owned();
    for (dimension, score) in scores.iter().enumerate() {
        let said = json!({ "said": "agree", "dimension": dimension, "score": score });
        ask(window, "Assess", &json!({ "assessment": id, "said": said }));
    }
    ask(window, "Assess", &json!({ "assessment": id, "said": { "said": "close" } }));
    id
}
