//! A claim in a line.

use maud::{Markup, html};

use super::bar::{bar, end, number};
use super::overview::words;
use crate::{Judgement, with_error};

/// A claim in a line with its picture, if `linked` with a way to its figure.
pub(super) fn verdict(claim: &Judgement, linked: bool) -> Markup {
    html! {
        li {
            span.verdict.(claim.verdict.word()) { (words(claim.verdict)) } " "
            @if linked { a href={ "#" (claim.figure) } { (claim.id) } } @else { b { (claim.id) } }
            " " (claim.statement)
            @if claim.measured.is_some() { ": " b { (measured(claim)) } " (" (units(claim)) ")" }
            @if let Some(published) = claim.published { "; published " (number(published)) }
            (bar(claim))
        }
    }
}

/// The value and its standard error.
pub(super) fn measured(claim: &Judgement) -> String {
    let with = |value| claim.std_error.map_or_else(|| number(value), |error| signed(value, error));
    claim.measured.map_or(String::new(), with)
}

fn signed(value: f64, error: f64) -> String {
    with_error(value, error).replace('-', "−")
}

/// The 95 % interval, and the units that it rests on.
pub(super) fn units(claim: &Judgement) -> String {
    match (claim.units.zip(claim.units_of), claim.interval_low.zip(claim.interval_high)) {
        (Some((count, of)), Some((low, high))) => {
            format!("[{}, {}], {of}: {count}", end(low), end(high))
        }
        (Some((count, of)), None) => format!("no interval, {of}: {count}"),
        (None, _) if claim.measured.is_some() => "no sampling error".to_owned(),
        (None, _) => String::new(),
    }
}
