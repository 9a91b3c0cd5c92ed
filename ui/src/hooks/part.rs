//! A piece of a page that is loaded when it is first shown, as a room is when it is first entered: for what is large and that
//! few open.

use crate::components::{Button, ButtonKind};
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

/// The function of a part once it is loaded; until then what is shown in its place.
///
/// # Errors
/// It is on its way, or could not be loaded: said, and offered again.
#[hook]
pub fn use_part<T, F>(load: fn() -> F) -> Result<T, Html>
where
    T: Copy + 'static,
    F: Future<Output = Result<T, SplitLoaderError>> + 'static,
{
    let turn = use_state(|| 0_u32);
    let loaded = use_state(|| None::<Result<T, SplitLoaderError>>);
    {
        let loaded = loaded.setter();
        use_effect_with(*turn, move |_| spawn_local(async move { loaded.set(Some(load().await)) }));
    }
    match &*loaded {
        Some(Ok(part)) => Ok(*part),
        None => Err(Html::default()),
        Some(Err(_)) => {
            let (loaded, next) = (loaded.setter(), turn.wrapping_add(1));
            let turn = turn.setter();
            let again = Callback::from(move |()| {
                loaded.set(None);
                turn.set(next);
            });
            Err(html! {
                <div class="line">
                    <p class="field-error" role="alert">{ "This part of the screen could not be loaded. Nothing is lost." }</p>
                    <Button act="try-again" kind={ButtonKind::Quiet} onclick={again}>{ "Try again" }</Button>
                </div>
            })
        }
    }
}
