//! A drawing as text, in the page. Of the one that is shown only what is different is changed: all of it anew would be laid out anew,
//! a frame or two for every move of a hand.

use web_sys::{Element, Node};
use yew::prelude::*;

/// What [`Svg`] takes.
#[derive(PartialEq, Properties)]
pub struct SvgProps {
    /// The text: drawn by our own charts from numbers; it holds no markup of anybody else's.
    pub text: AttrValue,
}

/// The drawing.
#[component]
pub fn Svg(props: &SvgProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.text.clone(), move |text| {
            if let Some(place) = node.cast::<Element>() {
                show(&place, text);
            }
        });
    }
    html! { <div class="svg" ref={node} /> }
}

/// Shows a drawing in its place.
fn show(place: &Element, text: &str) {
    let shown = place.first_element_child();
    let read = gloo::utils::document().create_element("div").ok().and_then(|aside| {
        aside.set_inner_html(text);
        aside.first_element_child()
    });
    match (shown, read) {
        (Some(shown), Some(read)) => meet(&shown, &read),
        (_, read) => {
            place.set_text_content(None);
            read.iter().for_each(|read| append(place, read));
        }
    }
}

/// Makes of a drawing another one.
fn meet(shown: &Element, read: &Element) {
    for name in read.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if let Some(value) = read.get_attribute(&name)
            && shown.get_attribute(&name).as_ref() != Some(&value)
        {
            let _refused = shown.set_attribute(&name, &value); // a name that a drawing has is one
        }
    }
    let (before, after) = (children(shown), children(read));
    for (at, node) in after.iter().enumerate() {
        match before.get(at) {
            None => append(shown, node),
            Some(old) if old.is_equal_node(Some(node)) => {}
            Some(old) => {
                let _gone = shown.replace_child(node, old); // it is a child of it
            }
        }
    }
    for old in before.iter().skip(after.len()) {
        let _gone = shown.remove_child(old);
    }
}

fn append(to: &Node, node: &Node) {
    let _appended = to.append_child(node); // a drawing holds nothing that holds it
}

fn children(of: &Element) -> Vec<Node> {
    let nodes = of.child_nodes();
    (0..nodes.length()).filter_map(|at| nodes.get(at)).collect()
}
