//! Tables: columns at the top, rows as children. A row that opens something works by click, Enter and the arrow keys.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    title: AttrValue,
    right: bool,
    spare: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<AttrValue>) -> Self {
        Self { title: title.into(), right: false, spare: false }
    }

    /// A column of numbers, right-aligned.
    pub fn numbers(title: impl Into<AttrValue>) -> Self {
        Self { title: title.into(), right: true, spare: false }
    }

    /// Left out in narrow windows; its cells need `spare` too.
    #[must_use]
    pub fn spare(mut self) -> Self {
        self.spare = true;
        self
    }
}

/// What [`Table`] takes.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// The heads.
    pub columns: Vec<Column>,
    /// What the table lists, for those who cannot see the card around it.
    pub label: AttrValue,
    /// [`Row`]s.
    #[prop_or_default]
    pub children: Html,
}

/// A table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    html! {
        <table class="table" aria-label={&props.label}>
            <thead>
                <tr>
                    { for props.columns.iter().map(|column| html! {
                        <th
                            scope="col"
                            data-align={column.right.then_some("right")}
                            data-narrow={column.spare.then_some("hide")}
                        >
                            { &column.title }
                        </th>
                    }) }
                </tr>
            </thead>
            <tbody>{ props.children.clone() }</tbody>
        </table>
    }
}

/// What [`Row`] takes.
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// [`Cell`]s.
    pub children: Html,
    /// What opening it does; without it the row is only text.
    #[prop_or_default]
    pub onopen: Option<Callback<()>>,
    /// Two lines high.
    #[prop_or_default]
    pub tall: bool,
    /// The one that is open now.
    #[prop_or_default]
    pub current: bool,
}

/// A row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let onclick = props.onopen.clone().map(|open| {
        Callback::from(move |event: MouseEvent| {
            if !on_control(&event) {
                open.emit(());
            }
        })
    });
    let onkeydown = props.onopen.clone().map(|open| {
        Callback::from(move |event: KeyboardEvent| {
            // Keys of a control inside the row belong to that control.
            let Some(row) = event.target_dyn_into::<Element>().filter(|element| element.tag_name() == "TR")
            else {
                return;
            };
            match event.key().as_str() {
                "Enter" | " " => open.emit(()),
                "ArrowDown" => focus(row.next_element_sibling()),
                "ArrowUp" => focus(row.previous_element_sibling()),
                _ => return,
            }
            event.prevent_default();
        })
    });
    html! {
        <tr
            data-tall={props.tall.then_some("")}
            aria-current={props.current.then_some("true")}
            tabindex={props.onopen.as_ref().map(|_| "0")}
            {onclick}
            {onkeydown}
        >
            { props.children.clone() }
        </tr>
    }
}

fn on_control(event: &MouseEvent) -> bool {
    let target = event.target_dyn_into::<Element>();
    target.is_some_and(|element| {
        matches!(element.closest("a, button, input, select, textarea, label"), Ok(Some(_)))
    })
}

fn focus(row: Option<Element>) {
    if let Some(row) = row.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = row.focus(); // a row that cannot be focused leaves the focus where it is
    }
}

/// What [`Cell`] takes.
#[derive(Properties, PartialEq)]
pub struct CellProps {
    /// The value.
    #[prop_or_default]
    pub children: Html,
    /// A second, smaller line under it.
    #[prop_or_default]
    pub sub: Option<AttrValue>,
    /// A number: right-aligned, tabular figures.
    #[prop_or_default]
    pub number: bool,
    /// The value of the row that counts.
    #[prop_or_default]
    pub strong: bool,
    /// Left out in narrow windows.
    #[prop_or_default]
    pub spare: bool,
}

/// A cell.
#[component]
pub fn Cell(props: &CellProps) -> Html {
    html! {
        <td
            class={props.strong.then_some("strong")}
            data-align={props.number.then_some("right")}
            data-narrow={props.spare.then_some("hide")}
        >
            { props.children.clone() }
            if let Some(sub) = &props.sub { <span class="cell-sub">{ sub }</span> }
        </td>
    }
}
