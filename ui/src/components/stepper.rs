//! The steps of an experiment: what is done, what is now, what is to come.

use yew::prelude::*;

/// How a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Behind us.
    Done,
    /// Now.
    Now,
    /// To come.
    #[default]
    Todo,
    /// Left out.
    Skipped,
    /// Went wrong.
    Failed,
}

impl StepState {
    const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Todo => "todo",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// Said before the label, since the mark alone is silent.
    const fn spoken(self) -> &'static str {
        match self {
            Self::Done => "Done: ",
            Self::Now => "Now: ",
            Self::Todo => "To come: ",
            Self::Skipped => "Skipped: ",
            Self::Failed => "Failed: ",
        }
    }
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: AttrValue,
    /// One line about it.
    pub detail: Option<AttrValue>,
    /// How it stands.
    pub state: StepState,
}

/// What [`Stepper`] takes.
#[derive(Properties, PartialEq)]
pub struct StepperProps {
    /// The steps of the present experiment.
    pub steps: Vec<Step>,
    /// What comes after it.
    #[prop_or_default]
    pub next: Vec<Step>,
}

/// The list of steps; in a narrow window a strip of marks with the present step's name.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    html! {
        <>
            <ol class="stepper">{ for props.steps.iter().map(row) }</ol>
            if !props.next.is_empty() {
                <div class="stepper stepper-next">
                    <h3 class="stepper-group">{ "Next" }</h3>
                    <ol>{ for props.next.iter().map(row) }</ol>
                </div>
            }
        </>
    }
}

fn row(step: &Step) -> Html {
    html! {
        <li
            class="step"
            data-state={step.state.name()}
            aria-current={(step.state == StepState::Now).then_some("step")}
            title={step.label.clone()}
        >
            <span class="step-mark" aria-hidden="true"></span>
            <span class="step-label"><span class="sr-only">{ step.state.spoken() }</span>{ &step.label }</span>
            if let Some(detail) = &step.detail { <span class="step-detail">{ detail }</span> }
        </li>
    }
}
