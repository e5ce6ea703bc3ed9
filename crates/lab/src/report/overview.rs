//! How many claims of each paper hold, fail and are undecided, in one table.

use maud::{Markup, html};

use super::content::{Content, chapter_of};
use crate::{Chapter, Judgement, Verdict};

/// One row for each chapter with claims, one column for each verdict.
pub(super) fn table(content: &Content<'_>) -> Markup {
    html! {
        table.overview {
            caption { "Claims by subject" }
            thead { tr { th scope="col" { "subject" } @for verdict in Verdict::ALL { th scope="col" { (words(verdict)) } } } }
            tbody {
                @for (position, chapter) in content.chapters.iter().enumerate() {
                    @let own = of_chapter(position, content);
                    @if !own.is_empty() { (row(position, chapter, &own)) }
                }
            }
        }
    }
}

/// The verdict as a reader says it.
pub(super) fn words(verdict: Verdict) -> String {
    verdict.word().replace('-', " ")
}

/// Where a chapter begins.
pub(super) fn anchor(position: usize) -> String {
    format!("subject-{}", position + 1)
}

fn of_chapter<'a>(position: usize, content: &Content<'a>) -> Vec<&'a Judgement> {
    let is_own = |claim: &&Judgement| chapter_of(claim, content.chapters) == Some(position);
    content.judged.iter().filter(is_own).collect()
}

fn row(position: usize, chapter: &Chapter<'_>, own: &[&Judgement]) -> Markup {
    html! {
        tr {
            th scope="row" { a href={ "#" (anchor(position)) } { (chapter.title) } }
            @for verdict in Verdict::ALL {
                @let count = own.iter().filter(|claim| claim.verdict == verdict).count();
                td.number data-label=(words(verdict)) {
                    @if count > 0 { span.verdict.(verdict.word()) { (count) } } @else { "0" }
                }
            }
        }
    }
}
