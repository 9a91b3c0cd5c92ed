//! The door to the backend: the only file that names the webview's bridge.

use contract::{Code, NOTICE_EVENT, Notice, Refusal, Request};
use domain::Instant;
use js_sys::{Function, JSON, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

type Ear = Rc<dyn Fn(&Notice)>;

thread_local! {
    static EARS: RefCell<Vec<(u64, Ear)>> = const { RefCell::new(Vec::new()) };
    static NEXT_EAR: Cell<u64> = const { Cell::new(1) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
    /// How many answers are waited for.
    static ASKING: Cell<u32> = const { Cell::new(0) };
    /// Fulfilled when the write that was asked for last is answered.
    static LAST_TURN: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// A request as it crosses. Only its own room's words travel with the room that asks it, not those of every request.
#[derive(Serialize)]
struct Asked<R> {
    call: &'static str,
    with: R,
}

/// Asks the backend.
///
/// # Errors
/// The backend's refusal, or words about a bridge that does not work.
pub async fn ask<R: Request>(request: R) -> Result<R::Reply, Refusal> {
    read::<R>(&ask_text(written(&request)).await?)
}

/// A request as it crosses.
///
/// # Errors
/// It cannot be written down.
pub fn written<R: Request>(request: &R) -> Result<String, Refusal> {
    let asked = Asked { call: R::NAME, with: request };
    serde_json::to_string(&asked).map_err(|cause| internal(&format!("The request: {cause}.")))
}

/// The answer to such a request.
///
/// # Errors
/// It is none.
pub fn read<R: Request>(answer: &[u8]) -> Result<R::Reply, Refusal> {
    serde_json::from_slice(answer)
        .map_err(|cause| internal(&format!("The answer could not be read: {cause}.")))
}

/// Asks what was written down: the part of asking that is the same for all requests.
///
/// # Errors
/// As [`ask`].
pub async fn ask_text(text: Result<String, Refusal>) -> Result<Vec<u8>, Refusal> {
    ASKING.set(ASKING.get() + 1);
    let answer = carried(text).await;
    ASKING.set(ASKING.get() - 1);
    answer
}

/// Whether an answer is still waited for.
#[must_use]
pub fn is_asking() -> bool {
    ASKING.get() > 0
}

/// A question over the bridge and its answer, both as JSON.
async fn carried(text: Result<String, Refusal>) -> Result<Vec<u8>, Refusal> {
    let text = text?;
    let arguments = Object::new();
    let answer = async {
        Reflect::set(&arguments, &"call".into(), &JSON::parse(&text)?)?;
        let (core, invoke) = bridge("core", "invoke")?;
        JsFuture::from(invoke.call2(&core, &"call".into(), &arguments)?.dyn_into::<Promise>()?).await
    };
    let reply = answer.await.map_err(|thrown| refusal(&thrown))?;
    Ok(Uint8Array::new(&reply).to_vec())
}

/// Asks after everything that was asked before with this, so that lines which are sent one after the other are written in
/// that order: the backend answers each on a thread of its own.
///
/// # Errors
/// As [`ask`].
pub async fn ask_in_turn<R: Request>(request: R) -> Result<R::Reply, Refusal> {
    let mut done = None;
    let mine = Promise::new(&mut |resolve, _| done = Some(resolve));
    let before = LAST_TURN.replace(Some(mine));
    if let Some(before) = before {
        let _always_resolved = JsFuture::from(before).await;
    }
    let answer = ask(request).await;
    if let Some(done) = done {
        let _nothing_thrown = done.call0(&JsValue::UNDEFINED);
    }
    answer
}

/// Begins to hear notices; once for the window, before its first question, so that none is missed in between.
///
/// # Errors
/// Words about a bridge that does not work.
pub async fn listen() -> Result<(), Refusal> {
    if LISTENING.get() {
        return Ok(());
    }
    let heard = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
        let payload = Reflect::get(&event, &"payload".into()).unwrap_or(JsValue::UNDEFINED);
        if let Ok(notice) = from_js::<Notice>(&payload) {
            tell(&notice);
        }
    });
    let (event, listen) = bridge("event", "listen").map_err(|thrown| refusal(&thrown))?;
    let called =
        listen.call2(&event, &NOTICE_EVENT.into(), heard.as_ref()).and_then(JsCast::dyn_into::<Promise>);
    let promise = called.map_err(|thrown| refusal(&thrown))?;
    JsFuture::from(promise).await.map_err(|thrown| refusal(&thrown))?;
    heard.forget(); // it lives as long as the window
    LISTENING.set(true);
    Ok(())
}

/// Calls `hear` with every notice until the subscription is dropped.
#[must_use]
pub fn on_notice(hear: impl Fn(&Notice) + 'static) -> Subscription {
    let ear = NEXT_EAR.replace(NEXT_EAR.get() + 1);
    EARS.with_borrow_mut(|ears| ears.push((ear, Rc::new(hear))));
    Subscription(ear)
}

/// As long as it lives, its ear hears.
pub struct Subscription(u64);

impl Drop for Subscription {
    fn drop(&mut self) {
        EARS.with_borrow_mut(|ears| ears.retain(|(ear, _)| *ear != self.0));
    }
}

/// The wall clock. Windows and backend are on one computer, so all of them read the same one.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
pub fn now() -> Instant {
    Instant::from_ms(js_sys::Date::now() as i64)
}

fn tell(notice: &Notice) {
    // A copy, because an ear may subscribe or unsubscribe while it hears.
    let ears: Vec<Ear> = EARS.with_borrow(|ears| ears.iter().map(|(_, ear)| Rc::clone(ear)).collect());
    for ear in ears {
        ear(notice);
    }
}

/// A function of the bridge, with the object that it belongs to.
fn bridge(part: &str, name: &str) -> Result<(JsValue, Function), JsValue> {
    let root = Reflect::get(&js_sys::global(), &"__TAURI__".into())?;
    if root.is_undefined() {
        return Err("This page is not open inside Readyroom".into());
    }
    let part = Reflect::get(&root, &part.into())?;
    let function = Reflect::get(&part, &name.into())?.dyn_into::<Function>()?;
    Ok((part, function))
}

fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Result<T, String> {
    let text = if value.is_undefined() {
        None
    } else {
        JSON::stringify(value).ok().and_then(|text| text.as_string())
    };
    // As bytes, like every answer: one reader travels with the screen.
    serde_json::from_slice(text.as_deref().unwrap_or("null").as_bytes()).map_err(|cause| cause.to_string())
}

/// Whatever was thrown, as a refusal.
fn refusal(thrown: &JsValue) -> Refusal {
    if let Ok(refusal) = from_js::<Refusal>(thrown) {
        return refusal;
    }
    let words = thrown
        .as_string()
        .or_else(|| thrown.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message())));
    internal(&words.unwrap_or_else(|| "The backend did not answer".to_owned()))
}

fn internal(words: &str) -> Refusal {
    let words = words.trim_end_matches('.');
    Refusal::new(
        Code::Internal,
        format!("{words}. Try again; if it comes back, restart Readyroom. Nothing recorded is lost."),
    )
}
