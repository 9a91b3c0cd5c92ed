//! What live watchers have seen of the present experiment. One question per notice for the whole window; whoever draws
//! a value takes it from here, so that a new sample paints a few figures and never the page.

use crate::{backend, known::use_known};
use contract::{Notice, Samples, SeriesSamples};
use domain::{
    Id, Instant,
    chaos::run::{Lookout, Series, Trial},
};
use std::{cell::RefCell, rc::Rc};
use yew::prelude::*;

/// What the live watchers have seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Seconds between two looks; `None` while the workspace asks nobody.
    pub every_s: Option<u32>,
    /// What they have seen, series by series.
    pub series: Rc<Vec<SeriesSamples>>,
}

impl Seen {
    /// When and what of one series, in the order of time and on the run's steady clock.
    #[must_use]
    pub fn points(&self, series: Series) -> &[(Instant, f64)] {
        let found = self.series.iter().find(|samples| samples.series == series);
        found.map_or(&[], |samples| samples.points.as_slice())
    }

    /// What the rules ask of the live watcher of an abort condition.
    #[must_use]
    pub fn lookout(&self, trial: &Trial, condition: usize) -> Lookout {
        let series = trial.experiment().live_series(condition);
        let saw = series.and_then(|series| self.points(series).last()).copied();
        Lookout { every_s: self.every_s, saw }
    }

    /// What a window has when a watcher looks every `every_s` seconds.
    #[cfg(test)]
    #[must_use]
    pub fn of(every_s: Option<u32>, series: Vec<SeriesSamples>) -> Self {
        Self { every_s, series: Rc::new(series) }
    }
}

/// What this window has of the present experiment; nothing outside of a [`SamplesHost`].
#[hook]
pub fn use_seen() -> Seen {
    use_context::<Seen>().unwrap_or_default()
}

/// What [`SamplesHost`] takes.
#[derive(PartialEq, Properties)]
pub struct SamplesHostProps {
    /// Run and experiment; `None` where nothing is watched live.
    pub of: Option<(Id, usize)>,
    /// Whatever shows samples.
    pub children: Html,
}

/// Around everything of a window that shows samples.
#[component]
pub fn SamplesHost(props: &SamplesHostProps) -> Html {
    let every_s = use_known().workspace.every_s();
    let series = use_samples(props.of);
    let seen = Seen { every_s, series };
    html! { <ContextProvider<Seen> context={seen}>{ props.children.clone() }</ContextProvider<Seen>> }
}

/// The samples of one experiment, kept up to date.
#[hook]
pub fn use_samples(of: Option<(Id, usize)>) -> Rc<Vec<SeriesSamples>> {
    let shown = use_state(|| (None, Rc::default()));
    {
        let setter = shown.setter();
        use_effect_with(of, move |of| {
            let watching = of.map(|of| {
                let state = Rc::new(RefCell::new(Asking::default()));
                let show: Rc<dyn Fn(Vec<SeriesSamples>)> =
                    Rc::new(move |series| setter.set((Some(of), Rc::new(series))));
                let ask = move |state: &Rc<RefCell<Asking>>| catch_up(state, of, Rc::clone(&show));
                ask(&state);
                let heard = Rc::clone(&state);
                let subscription = backend::on_notice(move |notice| {
                    if matches!(notice, Notice::Samples { run } if *run == of.0) {
                        ask(&heard);
                    }
                });
                (state, subscription)
            });
            move || {
                if let Some((state, subscription)) = watching {
                    state.borrow_mut().over = true;
                    drop(subscription);
                }
            }
        });
    }
    match &*shown {
        (known, series) if known.is_some() && *known == of => Rc::clone(series),
        _ => Rc::default(),
    }
}

/// One question at a time; what is heard meanwhile is asked for afterwards, once.
#[derive(Debug, Default)]
struct Asking {
    asking: bool,
    behind: bool,
    over: bool,
}

fn catch_up(
    state: &Rc<RefCell<Asking>>,
    (run, experiment): (Id, usize),
    show: Rc<dyn Fn(Vec<SeriesSamples>)>,
) {
    {
        let mut asking = state.borrow_mut();
        asking.behind = true;
        if asking.asking {
            return;
        }
        asking.asking = true;
    }
    let state = Rc::clone(state);
    wasm_bindgen_futures::spawn_local(async move {
        loop {
            {
                let mut asking = state.borrow_mut();
                if asking.over || !asking.behind {
                    asking.asking = false;
                    return;
                }
                asking.behind = false;
            }
            // What was seen stays on screen and grows old there, which is what it then is.
            if let Ok(series) = backend::ask(Samples { run, experiment }).await
                && !state.borrow().over
            {
                show(series);
            }
        }
    });
}
