//! The report: one page that holds everything and asks the network for nothing.

mod figure;
mod findings;
mod verdicts;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::claims::{Judgement, Verdict};
use crate::figure::Scale;
use crate::figures::{CHAPTERS, Chapter};
use crate::outputs::Finished;
use crate::store::{Store, VERSION};

const STYLE: &str = include_str!("report/style.css");

/// The whole page.
pub(crate) fn page(
    store: &Store,
    scale: Scale,
    finished: &[Finished],
    pictures: &[Vec<String>],
    judged: &[Judgement],
) -> String {
    let shown: Vec<(&Finished, &[String])> =
        finished.iter().zip(pictures.iter().map(Vec::as_slice)).collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Synaptome: every figure, recomputed" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (heading(store, scale, finished, judged))
                (contents(&shown))
                main {
                    (findings::section(judged))
                    @for chapter in CHAPTERS { (section(chapter, &shown, judged, store, scale)) }
                    (verdicts::table(judged))
                }
                footer { "Synaptome " (VERSION) ", source " (store.revision().commit) }
            }
        }
    };
    page.into_string()
}

fn heading(store: &Store, scale: Scale, finished: &[Finished], judged: &[Judgement]) -> Markup {
    let core_seconds: f64 = finished.iter().map(|done| done.core_time.as_secs_f64()).sum();
    html! {
        header {
            h1 { "Synaptome: every figure, recomputed" }
            p {
                (finished.len()) " figures at scale " b { (scale.name()) } ", seed " (store.seed()) ", "
                (figure::duration(core_seconds)) " of one core."
            }
            p.verdicts {
                @for verdict in [Verdict::Holds, Verdict::Fails, Verdict::NotRun] {
                    span.verdict.(verdict.word()) {
                        (judged.iter().filter(|claim| claim.verdict == verdict).count()) " " (verdict.word())
                    }
                    " "
                }
                "of " (judged.len()) " claims (" a href="#claims" { "table" } ")"
            }
        }
    }
}

fn contents(shown: &[(&Finished, &[String])]) -> Markup {
    html! {
        nav aria-label="Contents" {
            @for chapter in CHAPTERS {
                @let own: Vec<_> = shown.iter().filter(|(done, _)| holds(chapter, done)).collect();
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

fn section(
    chapter: &Chapter,
    shown: &[(&Finished, &[String])],
    judged: &[Judgement],
    store: &Store,
    scale: Scale,
) -> Markup {
    let own: Vec<_> = shown.iter().filter(|(done, _)| holds(chapter, done)).collect();
    html! {
        @if !own.is_empty() {
            section {
                h2 { (chapter.title) }
                p.source { (chapter.citation) }
                @for (done, panels) in own { (figure::article(done, panels, judged, store, scale)) }
            }
        }
    }
}

fn holds(chapter: &Chapter, done: &Finished) -> bool {
    chapter.figures.iter().any(|figure| figure.id() == done.figure.id())
}
