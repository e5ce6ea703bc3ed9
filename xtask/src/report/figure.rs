//! One figure of the report: picture, caption, verdicts and how to rerun it.

use maud::{Markup, PreEscaped, html};

use crate::claims::Judgement;
use crate::commands::short;
use crate::figure::Scale;
use crate::outputs::Finished;
use crate::store::Store;

/// The article of a figure.
pub(super) fn article(
    done: &Finished,
    panels: &[String],
    judged: &[Judgement],
    store: &Store,
    scale: Scale,
) -> Markup {
    let (id, caption) = (done.figure.id(), done.figure.caption());
    let own: Vec<_> = judged.iter().filter(|claim| claim.figure == id).collect();
    html! {
        article id=(id) class=(if panels.len() > 1 { "wide" } else { "narrow" }) {
            h3 { (caption.title) " " a.anchor href={ "#" (id) } { (id) } }
            p.source { (done.figure.source()) }
            figure {
                div.pictures role="img" aria-label=(caption.title) {
                    @for (position, svg) in panels.iter().enumerate() {
                        div.picture { (PreEscaped(isolate(svg, &format!("{id}-{position}")))) }
                    }
                }
                figcaption {
                    p { (caption.seen) }
                    p { b { "The source: " } (caption.paper) }
                    @if !own.is_empty() { ul.claims { @for claim in own { (verdict(claim, false)) } } }
                    (provenance(done, store, scale))
                }
            }
        }
    }
}

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

fn provenance(done: &Finished, store: &Store, scale: Scale) -> Markup {
    let sources: Vec<String> = (done.revisions.iter())
        .map(|revision| {
            format!("{}{}", revision.commit, if revision.dirty { " with changes" } else { "" })
        })
        .collect();
    let id = done.figure.id();
    let scale_option =
        if scale == Scale::Quick { String::new() } else { format!(" --scale {}", scale.name()) };
    html! {
        details {
            summary { "Parameters, data, and how to rerun it" }
            p {
                (done.points) " points, " (duration(done.core_time.as_secs_f64())) " of one core, seed "
                (store.seed()) ", ChaCha12, source " (sources.join(", ")) "."
            }
            p { code { "cargo xtask figures --only " (id) (scale_option) " --fresh" } }
            p {
                a href={ (id) ".csv" } { "table (CSV)" } ", " a href={ (id) ".svg" } { "SVG" } ", "
                a href={ (id) ".png" } { "PNG" } ", " a href="manifest.json" { "all parameters" }
            }
        }
    }
}

/// Seconds as a reader would say them.
pub(super) fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 99.5 => format!("{s:.1} s"),
        s if s < 5970.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}

/// Makes the identifiers inside a picture its own and drops what belongs to a
/// separate file, so that many pictures can stand in one page.
fn isolate(svg: &str, id: &str) -> String {
    let body = svg.find("<svg").map_or(svg, |start| &svg[start..]);
    body.replace(" id=\"", &format!(" id=\"{id}-"))
        .replace("url(#", &format!("url(#{id}-"))
        .replace("href=\"#", &format!("href=\"#{id}-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_a_picture_become_its_own() {
        let svg = r##"<?xml version="1.0"?><svg><clipPath id="c1"/><g clip-path="url(#c1)"/><use href="#c1"/></svg>"##;
        let own = isolate(svg, "mi-2a");
        assert!(own.starts_with("<svg>"));
        assert_eq!(own.matches("mi-2a-c1").count(), 3);
    }
}
