//! Tables: columns at the top, rows as children.

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
    /// Its rows.
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
