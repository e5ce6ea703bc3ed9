//! A claim in a line.

use maud::{Markup, html};

use crate::{Judgement, short};

/// A claim in a line, if `linked` with a way to its figure.
pub(super) fn verdict(claim: &Judgement, linked: bool) -> Markup {
    html! {
        li {
            span.verdict.(claim.verdict.word()) { (claim.verdict.word()) } " "
            @if linked { a href={ "#" (claim.figure) } { (claim.id) } } @else { b { (claim.id) } }
            " " (claim.statement)
            @if let Some(measured) = claim.measured {
                ": " b { (short(measured)) }
                @if let Some(error) = claim.std_error { " ± " (short(error)) }
            }
            @if let Some(published) = claim.published { "; published " (short(published)) }
        }
    }
}
