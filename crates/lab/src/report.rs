//! The report: one page that holds everything and asks the network for nothing.

mod bar;
mod content;
mod figure;
mod findings;
mod line;
mod overview;
mod verdicts;

use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{Chapter, Judgement, Verdict, counted, duration};
pub(crate) use content::Content;

const STYLE: &str = include_str!("report/style.css");
/// Copies commands; without it everything else works.
const SCRIPT: &str = include_str!("report/copy.js");

/// The verdicts as `claims.json`.
pub(crate) fn json(judged: &[Judgement]) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec_pretty(judged)?)
}

/// The whole page.
pub(crate) fn page(content: &Content<'_>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (content.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (heading(content))
                (contents(content))
                main {
                    (findings::section(content.judged, content.findings))
                    @for (position, chapter) in content.chapters.iter().enumerate() { (section(position, chapter, content)) }
                    (verdicts::table(content))
                }
                (footer(content))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn heading(content: &Content<'_>) -> Markup {
    let core_seconds: f64 = content.shown.iter().map(|(done, _)| done.core_seconds).sum();
    html! {
        header {
            h1 { (content.title) }
            p {
                (counted(content.shown.len(), "figure")) " at scale " b { (content.scale.name()) } ", seed "
                (content.store.seed()) ", " (duration(core_seconds)) " of one core."
            }
            p.verdicts {
                @for verdict in Verdict::ALL { (count(content.judged, verdict)) " " }
                "of " (counted(content.judged.len(), "claim")) ": " a href="#findings" { "what fails and what is undecided" } ", " a href="#claims" { "all claims, by paper and verdict" } "."
            }
            (overview::table(content))
        }
    }
}

fn count(judged: &[Judgement], verdict: Verdict) -> Markup {
    let count = judged.iter().filter(|claim| claim.verdict == verdict).count();
    html! { span.verdict.(verdict.word()) { (count) " " (overview::words(verdict)) } }
}

fn contents(content: &Content<'_>) -> Markup {
    html! {
        nav aria-label="Contents" {
            @for chapter in content.chapters {
                @let own = content.of(chapter);
                @if !own.is_empty() {
                    p {
                        b { (chapter.title) } ": "
                        @for (done, _) in own {
                            a href={ "#" (done.figure.id()) } { (done.figure.id()) } " "
                        }
                    }
                }
            }
        }
    }
}

fn section(position: usize, chapter: &Chapter<'_>, content: &Content<'_>) -> Markup {
    let own = content.of(chapter);
    html! {
        @if !own.is_empty() {
            section id=(overview::anchor(position)) {
                h2 { (chapter.title) }
                p.source { (chapter.citation) }
                @for (done, panels) in own { (figure::article(done, panels, content)) }
            }
        }
    }
}

fn footer(content: &Content<'_>) -> Markup {
    html! {
        footer {
            "Version " (content.store.version()) ", source " (content.store.revision().commit)
        }
    }
}
