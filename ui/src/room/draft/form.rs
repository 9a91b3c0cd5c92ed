//! Fields of a draft, said in one line each: where it is, what it holds now, and how a new value goes in.

use super::{
    Draft,
    field::{Field, Holds},
    rows::RowField,
    select::Select,
    typed,
};
use chrono::NaiveTime;
use domain::{Body, Date};
use std::rc::Rc;
use yew::prelude::*;

/// Puts a value into a body.
type Put<T, V> = Rc<dyn Fn(&mut T, V)>;

/// Draws fields that save into `draft`.
pub struct Form<'a, T> {
    /// Where they save.
    pub draft: &'a Draft<T>,
    /// Read-only.
    pub locked: bool,
}

/// Where a field is and what it is called.
#[derive(Clone)]
pub struct At {
    name: AttrValue,
    label: AttrValue,
    hint: Option<AttrValue>,
    placeholder: Option<AttrValue>,
    suggestions: Option<Rc<[AttrValue]>>,
    bare: bool,
    wide: bool,
}

/// The field at path `name`, called `label`.
pub fn at(name: impl Into<AttrValue>, label: &'static str) -> At {
    At {
        name: name.into(),
        label: label.into(),
        hint: None,
        placeholder: None,
        suggestions: None,
        bare: false,
        wide: false,
    }
}

impl At {
    /// A word of help under it.
    pub fn hint(mut self, words: impl Into<AttrValue>) -> Self {
        self.hint = Some(words.into());
        self
    }

    /// Shown while it is empty.
    pub fn placeholder(mut self, words: &'static str) -> Self {
        self.placeholder = Some(words.into());
        self
    }

    /// Words to choose from; any other is fine.
    pub fn suggest(mut self, words: &Rc<[AttrValue]>) -> Self {
        self.suggestions = Some(words.clone());
        self
    }

    /// In a table, where the column's head is the label.
    pub const fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// As wide as its form.
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

impl<T: Body> Form<'_, T> {
    /// One line of text.
    pub fn line(&self, at: At, value: &str, set: impl Fn(&mut T, String) + 'static) -> Html {
        self.field(at, Holds::Line, value.to_owned(), |text| Ok(text.trim().to_owned()), set)
    }

    /// Several lines of text.
    pub fn prose(&self, at: At, value: &str, set: impl Fn(&mut T, String) + 'static) -> Html {
        self.field(at, Holds::Prose, value.to_owned(), |text| Ok(text.to_owned()), set)
    }

    /// A number, or nothing.
    pub fn number(&self, at: At, value: Option<f64>, set: impl Fn(&mut T, Option<f64>) + 'static) -> Html {
        self.field(at, Holds::Number, typed::plain(value), typed::number, set)
    }

    /// Whole minutes.
    pub fn minutes(&self, at: At, value: u32, set: impl Fn(&mut T, u32) + 'static) -> Html {
        self.field(at, Holds::Number, value.to_string(), typed::minutes, set)
    }

    /// Whole minutes, or nothing.
    pub fn minutes_or_none(
        &self,
        at: At,
        value: Option<u32>,
        set: impl Fn(&mut T, Option<u32>) + 'static,
    ) -> Html {
        let value = value.map(|min| min.to_string()).unwrap_or_default();
        self.field(at, Holds::Number, value, typed::minutes_or_none, set)
    }

    /// How many.
    pub fn count(&self, at: At, value: u32, set: impl Fn(&mut T, u32) + 'static) -> Html {
        self.field(at, Holds::Number, value.to_string(), typed::count, set)
    }

    /// A query, or none; in the face of code.
    pub fn query(&self, at: At, value: Option<&str>, set: impl Fn(&mut T, Option<String>) + 'static) -> Html {
        self.field(at, Holds::Query, value.unwrap_or_default().to_owned(), typed::query, set)
    }

    /// A date, or none.
    pub fn date(&self, at: At, value: Option<Date>, set: impl Fn(&mut T, Option<Date>) + 'static) -> Html {
        self.field(at, Holds::Date, typed::plain_date(value), typed::date, set)
    }

    /// A time of the day, or none.
    pub fn clock(
        &self,
        at: At,
        value: Option<NaiveTime>,
        set: impl Fn(&mut T, Option<NaiveTime>) + 'static,
    ) -> Html {
        self.field(at, Holds::Time, typed::plain_clock(value), typed::clock, set)
    }

    /// One line with a meaning of its own.
    pub fn parsed<V: 'static>(
        &self,
        at: At,
        value: &str,
        parse: fn(&str) -> Result<V, String>,
        set: impl Fn(&mut T, V) + 'static,
    ) -> Html {
        self.field(at, Holds::Line, value.to_owned(), parse, set)
    }

    /// One of several words.
    pub fn pick<C: Copy + PartialEq + 'static>(
        &self,
        at: At,
        (all, label): (&'static [C], fn(C) -> &'static str),
        present: C,
        set: impl Fn(&mut T, C) + 'static,
    ) -> Html {
        let options =
            all.iter().map(|choice| (label(*choice).to_owned(), label(*choice).to_owned())).collect();
        self.choose(at, options, label(present), move |body, chosen| {
            if let Some(choice) = all.iter().find(|choice| label(**choice) == chosen) {
                set(body, *choice);
            }
        })
    }

    /// One of several (value, words).
    pub fn choose(
        &self,
        at: At,
        options: Vec<(String, String)>,
        present: &str,
        set: impl Fn(&mut T, String) + 'static,
    ) -> Html {
        self.chosen(at, options, present, Rc::new(set))
    }

    fn chosen(&self, at: At, options: Vec<(String, String)>, present: &str, set: Put<T, String>) -> Html {
        html! {
            <Select scope={self.draft.id().to_string()} name={&at.name} label={&at.label} {options}
                present={present.to_owned()} onsave={self.draft.set(move |body, chosen| set(body, chosen))} error={self.draft.error(&at.name)}
                hint={at.hint} bare={at.bare} wide={at.wide} locked={self.locked} />
        }
    }

    fn field<V: 'static>(
        &self,
        at: At,
        holds: Holds,
        value: String,
        parse: fn(&str) -> Result<V, String>,
        set: impl Fn(&mut T, V) + 'static,
    ) -> Html {
        self.drawn(at, holds, value, parse, Rc::new(set))
    }

    /// The same for any way to set it: compiled once for a type of values, and not once more with each field.
    fn drawn<V: 'static>(
        &self,
        at: At,
        holds: Holds,
        value: String,
        parse: fn(&str) -> Result<V, String>,
        set: Put<T, V>,
    ) -> Html {
        let draft = self.draft.clone();
        let onsave = Callback::from(move |text: String| {
            if let Ok(value) = parse(&text) {
                let set = set.clone();
                draft.edit(move |body| set(body, value));
            }
        });
        let refuse = Callback::from(move |text: String| parse(&text).err());
        // The rows of a fixed list keep their places.
        let in_row = RowField::of(&at.name).filter(|field| !T::FIXED.contains(&field.list.as_str()));
        let key = in_row.as_ref().map_or(0, |_| self.draft.moved());
        let row = in_row.map(|field| {
            let draft = self.draft.clone();
            Callback::from(move |()| field.place(&draft.row(&field.list, field.at)))
        });
        html! {
            <Field {key} {row} scope={self.draft.id().to_string()} name={&at.name} label={&at.label} {holds} {value} {refuse} {onsave}
                error={self.draft.error(&at.name)} hint={at.hint} placeholder={at.placeholder}
                suggestions={at.suggestions} bare={at.bare} wide={at.wide} locked={self.locked} />
        }
    }
}
