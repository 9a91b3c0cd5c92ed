//! How the total is read.

use crate::{
    components::{Card, Column, Table},
    room::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        tasks::Tasks,
        words::count,
    },
};
use domain::assessment::{Band, Method, Template};
use yew::prelude::*;

/// The card; a pulse has no total, so it has no bands.
pub fn bands(draft: &Draft<Template>, tasks: &Tasks) -> Html {
    let body = draft.body().clone();
    if body.method == Method::Pulse {
        return Html::default();
    }
    let rows: fn(&mut Template) -> &mut Vec<Band> = |body| &mut body.bands;
    let form = Form { draft, locked: false };
    let onadd = draft.set(|body: &mut Template, name: String| {
        let from = next_from(body);
        body.bands.push(Band { from, name, advice: String::new() });
    });
    html! {
        <Card title="Bands" flush={true} aside={html! { count(body.bands.len(), "band") }}>
            if body.bands.is_empty() {
                <p class="ready-words muted">{ "The total stands without a name. A band gives it one, with advice on what to do next." }</p>
            } else {
                <Table label="Bands, the lowest first" columns={vec![Column::numbers("From"), Column::words("Name"), Column::words("What to do next"), Column::words("")]}>
                    { for body.bands.iter().enumerate().map(|(place, band)| html! {
                        <tr key={place} class="fields-row" data-id={band.name.clone()}>
                            <td class="number-cell">{ form.count(at(format!("bands.{place}.from"), "From").bare(), band.from,
                                in_row(rows, place, |band, from: u32| band.from = from)) }</td>
                            <td class="role-cell">{ form.line(at(format!("bands.{place}.name"), "Name").bare(), &band.name,
                                in_row(rows, place, |band, text: String| band.name = text)) }</td>
                            <td class="wide-cell">{ form.line(at(format!("bands.{place}.advice"), "What to do next").bare(), &band.advice,
                                in_row(rows, place, |band, text: String| band.advice = text)) }</td>
                            <td class="row-actions" data-align="right">{ remove_row(draft, tasks, rows, place, ("remove-band", &band.name)) }</td>
                        </tr>
                    }) }
                </Table>
            }
            <Adder field="bands" label="Name of a band" placeholder="Name of a further band, Enter to add" act="add-band" {onadd} />
        </Card>
    }
}

/// Where a further band can begin: above the last one.
fn next_from(body: &Template) -> u32 {
    let lowest = if body.method == Method::Maturity {
        u32::try_from(body.dimensions.len()).unwrap_or_default()
    } else {
        0
    };
    body.bands.iter().map(|band| band.from.saturating_add(1)).max().unwrap_or(lowest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::assessment::TEMPLATES;

    #[test]
    fn a_further_band_begins_above_the_last_or_at_the_lowest_total() {
        let said: Vec<u32> = TEMPLATES.iter().map(next_from).collect();
        assert_eq!(said, [34, 0, 0]);
        let none = |template: &Template| Template { bands: Vec::new(), ..template.clone() };
        assert_eq!(TEMPLATES.first().map(none).map(|template| next_from(&template)), Some(8));
    }
}
