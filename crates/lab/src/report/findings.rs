//! What came out, in short: statements that do not hold, what is undecided, and targets of our own.

use maud::{Markup, html};

use super::line::verdict;
use crate::{Judgement, Origin, Verdict};

/// Claims that fail, those that are undecided, and those of ours that hold; nothing where there are
/// none. `explained` says where to read more.
pub(super) fn section(judged: &[Judgement], explained: &str) -> Markup {
    let fails = chosen(judged, |claim| claim.verdict == Verdict::Fails);
    let open = chosen(judged, |claim| claim.verdict == Verdict::Undecided);
    let new =
        chosen(judged, |claim| claim.verdict == Verdict::Holds && claim.origin == Origin::Beyond);
    html! {
        section id="findings" {
            h2 { "Findings" }
            (list("Does not hold under our measurement", &fails, true))
            (list("Undecided at this scale: more units are needed", &open, false))
            (list("Targets of our own that hold", &new, false))
            @if !explained.is_empty() { p.source { (explained) } }
        }
    }
}

fn chosen(judged: &[Judgement], wanted: impl Fn(&Judgement) -> bool) -> Vec<&Judgement> {
    judged.iter().filter(|claim| wanted(claim)).collect()
}

fn list(title: &str, claims: &[&Judgement], is_open: bool) -> Markup {
    html! {
        @if !claims.is_empty() {
            details open[is_open] {
                summary { b { (title) } " (" (claims.len()) ")" }
                ul.claims { @for claim in claims { (verdict(claim, true)) } }
            }
        }
    }
}
