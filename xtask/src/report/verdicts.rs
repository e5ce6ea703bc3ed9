//! The table of all claims.

use maud::{Markup, html};

use crate::claims::{Judgement, Origin};
use crate::commands::short;

/// All claims with their verdicts.
pub(super) fn table(judged: &[Judgement]) -> Markup {
    html! {
        section id="claims" {
            h2 { "Claims" }
            div.scroll {
                table {
                    thead { tr { th { "claim" } th { "verdict" } th { "measured" } th { "holds in" } th { "published" } th { "statement" } th { "source" } } }
                    tbody { @for claim in judged { (row(claim)) } }
                }
            }
        }
    }
}

fn row(claim: &Judgement) -> Markup {
    html! {
        tr.(claim.verdict.word()) {
            td { a href={ "#" (claim.figure) } { (claim.id) } }
            td { span.verdict.(claim.verdict.word()) { (claim.verdict.word()) } }
            td.number {
                @if let Some(measured) = claim.measured { (short(measured)) }
                @if let Some(error) = claim.std_error { " ± " (short(error)) }
            }
            td.number { (bound(claim.low)) " … " (bound(claim.high)) }
            td.number { @if let Some(published) = claim.published { (short(published)) } }
            td { (claim.statement) }
            td { (claim.source) @if claim.origin == Origin::Beyond { " (ours)" } }
        }
    }
}

/// The end of an interval; `claims.toml` writes 1e9 and more for no bound.
fn bound(x: f64) -> String {
    if x.abs() >= 1e9 { "∞".to_owned() } else { short(x) }
}
