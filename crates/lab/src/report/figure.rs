//! One figure of the report: picture, caption, verdicts and how to rerun it.

use maud::{Markup, PreEscaped, html};

use super::content::Content;
use super::line::verdict;
use crate::{Finished, Scale, counted, duration};

/// The article of a figure.
pub(super) fn article(done: &Finished<'_>, panels: &[String], content: &Content<'_>) -> Markup {
    let (id, caption) = (done.figure.id(), done.figure.caption());
    let own: Vec<_> = content.judged.iter().filter(|claim| claim.figure == id).collect();
    html! {
        article id=(id) class=(if panels.len() > 1 { "wide" } else { "narrow" }) {
            h3 { (caption.title) " " a.anchor href={ "#" (id) } { (id) } }
            p.source { (done.figure.source()) }
            figure {
                div.pictures role="img" aria-label={ (caption.title) ". " (caption.seen) } {
                    @for (position, svg) in panels.iter().enumerate() {
                        div.picture { (PreEscaped(isolate(svg, &format!("{id}-{position}")))) }
                    }
                }
                figcaption {
                    p { (caption.seen) }
                    @if !caption.paper.is_empty() { p { b { "What the source shows: " } (caption.paper) } }
                    @if !own.is_empty() { ul.claims { @for claim in own { (verdict(claim, false)) } } }
                    @if done.stale > 0 { (stale(done)) }
                    (provenance(done, content))
                }
            }
        }
    }
}

/// Says that the points are not all of one program.
fn stale(done: &Finished<'_>) -> Markup {
    html! {
        p.stale {
            (done.stale) " of " (counted(done.points, "point"))
            " were computed from other sources than the present ones, and kept."
        }
    }
}

fn provenance(done: &Finished<'_>, content: &Content<'_>) -> Markup {
    let sources: Vec<String> = done.revisions.iter().map(ToString::to_string).collect();
    let (id, scale) = (done.figure.id(), content.scale);
    let scale_option =
        if scale == Scale::Quick { String::new() } else { format!(" --scale {scale}") };
    html! {
        details {
            summary { "Data, parameters and command" }
            p {
                (counted(done.points, "point")) ", " (duration(done.core_seconds)) " of one core, seed "
                (content.store.seed()) ", ChaCha12, source " (sources.join(", ")) "."
            }
            @if !content.command.is_empty() {
                p { code { (content.command) " --only " (id) (scale_option) " --fresh" } " " button.copy type="button" aria-label={ "copy the command of " (id) } hidden { "copy" } }
            }
            p {
                a href={ (id) ".csv" } download { "table (CSV)" } ", " a href={ (id) ".svg" } download { "SVG" } ", "
                a href={ (id) ".png" } download { "PNG" } ", " a href="manifest.json" { "all parameters" }
            }
        }
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
