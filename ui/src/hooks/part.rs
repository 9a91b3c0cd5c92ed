//! A part of the screen that is loaded when it is first shown, as a room is when it is first entered: for what is large and that
//! few open.

use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

/// How far a part is.
pub enum Part<T> {
    /// On its way.
    Loading,
    /// Here: its function.
    Ready(T),
    /// It could not be loaded; called, this tries again.
    Failed(Callback<()>),
}

/// The function of a part, loaded by `load`.
#[hook]
pub fn use_part<T, F>(load: fn() -> F) -> Part<T>
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
        None => Part::Loading,
        Some(Ok(part)) => Part::Ready(*part),
        Some(Err(_)) => {
            let (loaded, next) = (loaded.setter(), turn.wrapping_add(1));
            let turn = turn.setter();
            Part::Failed(Callback::from(move |()| {
                loaded.set(None);
                turn.set(next);
            }))
        }
    }
}
