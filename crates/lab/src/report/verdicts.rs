//! The table of all claims.

use maud::{Markup, PreEscaped, html};

use super::content::Content;
use crate::{Chapter, Judgement, Origin, Verdict, short};

/// All claims with their verdicts, to be filtered by paper and verdict without a script.
pub(super) fn table(content: &Content<'_>) -> Markup {
    html! {
        section id="claims" {
            h2 { "Claims" }
            (filters(content.chapters))
            div.scroll {
                table {
                    thead { tr { th { "claim" } th { "verdict" } th { "measured" } th { "holds in" } th { "published" } th { "statement" } th { "source" } } }
                    tbody { @for claim in content.judged { (row(claim, content.chapters)) } }
                }
            }
        }
    }
}

/// Two groups of buttons; a rule of style for each hides what it leaves out.
fn filters(chapters: &[Chapter<'_>]) -> Markup {
    let verdicts = Verdict::ALL.map(Verdict::word);
    let papers: Vec<String> =
        (0..chapters.len()).map(|chapter| format!("paper-{chapter}")).collect();
    html! {
        style { (PreEscaped(hiding(verdicts.iter().copied().chain(papers.iter().map(String::as_str))))) }
        fieldset.filter {
            legend { "Verdict" }
            (choice("verdict", "any-verdict", "all", true))
            @for verdict in verdicts { (choice("verdict", verdict, verdict, false)) }
        }
        fieldset.filter {
            legend { "Paper" }
            (choice("paper", "any-paper", "all", true))
            @for (paper, chapter) in papers.iter().zip(chapters) {
                (choice("paper", paper, chapter.title, false))
            }
        }
    }
}

fn choice(group: &str, value: &str, name: &str, checked: bool) -> Markup {
    html! { label { input type="radio" name=(group) id={ "only-" (value) } checked[checked]; " " (name) } " " }
}

fn hiding<'a>(classes: impl Iterator<Item = &'a str>) -> String {
    let rule = |class| {
        format!("#claims:has(#only-{class}:checked) tbody tr:not(.{class}) {{ display: none; }}\n")
    };
    classes.map(rule).collect()
}

/// The position of the chapter that measures a claim.
fn chapter_of(claim: &Judgement, chapters: &[Chapter<'_>]) -> Option<usize> {
    chapters.iter().position(|chapter| chapter.contains(&claim.figure))
}

fn row(claim: &Judgement, chapters: &[Chapter<'_>]) -> Markup {
    let paper =
        chapter_of(claim, chapters).map_or(String::new(), |chapter| format!("paper-{chapter}"));
    html! {
        tr.(claim.verdict.word()).(paper) {
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
