//! The tables of all claims: statements of the sources, and targets of our own.

use maud::{Markup, PreEscaped, html};

use super::bar::{bar, end, number};
use super::content::{Content, chapter_of};
use super::line::{measured, units};
use super::overview::words;
use crate::{Chapter, Judgement, Origin, Verdict, counted};

const COLUMNS: [&str; 9] = [
    "claim",
    "verdict",
    "bar",
    "measured",
    "95 % interval, units",
    "holds in",
    "published",
    "statement",
    "source",
];

/// All claims with their verdicts, to be filtered by paper and verdict without a script.
pub(super) fn table(content: &Content<'_>) -> Markup {
    html! {
        section id="claims" {
            h2 { "Claims" }
            (explanation(content.judged))
            (filters(content.chapters))
            (part(content, Origin::Paper, "Statements of the papers"))
            (part(content, Origin::Beyond, "Targets of our own"))
        }
    }
}

/// How claims are judged, and how often that errs.
fn explanation(judged: &[Judgement]) -> Markup {
    let sampled = judged.iter().filter(|claim| claim.is_sampled()).count();
    html! {
        p {
            "A claim holds if the 95 % confidence interval of its measured value lies inside the interval that was fixed "
            "for it, and fails if it lies outside; it is undecided if it crosses an end, or if there are too few units for an interval. "
            "Intervals are taken over independent units. " (counted(sampled, "claim")) " that hold or fail were "
            "judged in this way. By chance alone, about " (format!("{:.1}", 0.05 * sampled as f64)) " of these intervals do not contain the value "
            "that a very large number of units would give. Verdicts are not corrected for this."
        }
        p.source {
            "Bars: the band is the interval that counts as holding, the line the 95 % interval of the measured value (dot), "
            "the hollow diamond the published number."
        }
    }
}

/// The claims of one origin.
fn part(content: &Content<'_>, origin: Origin, title: &str) -> Markup {
    let own: Vec<_> = content.judged.iter().filter(|claim| claim.origin == origin).collect();
    html! {
        @if !own.is_empty() {
            h3 { (title) " (" (own.len()) ")" }
            @if origin == Origin::Beyond {
                p.source { "Most of these were measured before their interval was fixed: they guard against change and predict nothing." }
            }
            div.scroll tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr { @for name in COLUMNS { th scope="col" { (name) } } } }
                    tbody { @for claim in own { (row(claim, content.chapters)) } }
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
            @for verdict in Verdict::ALL { (choice("verdict", verdict.word(), &words(verdict), false)) }
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

fn row(claim: &Judgement, chapters: &[Chapter<'_>]) -> Markup {
    let paper =
        chapter_of(claim, chapters).map_or(String::new(), |chapter| format!("paper-{chapter}"));
    html! {
        tr.(claim.verdict.word()).(paper) {
            th scope="row" { a href={ "#" (claim.figure) } { (claim.id) } }
            td { span.verdict.(claim.verdict.word()) { (words(claim.verdict)) } }
            td.bar { (bar(claim)) }
            td.number data-label="measured" { (measured(claim)) }
            td.interval data-label="interval" { (units(claim)) }
            td.number data-label="holds in" { (end(claim.low)) " … " (end(claim.high)) }
            td.number data-label="published" { @if let Some(published) = claim.published { (number(published)) } }
            td { (claim.statement) }
            td { (claim.source) }
        }
    }
}
