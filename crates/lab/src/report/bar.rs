//! A claim as a small picture: its interval, what was measured, and what was published.

use maud::{Markup, html};

use crate::{Judgement, short};

/// Width and height of the picture, and the margin left and right, in its own units.
const SIZE: (f64, f64) = (150.0, 18.0);
const MARGIN: f64 = 6.0;
/// `claims.toml` writes 1e9 and more for no bound.
const UNBOUNDED: f64 = 1e9;

/// The end of an interval, where it is one.
pub(super) fn bounded(x: f64) -> Option<f64> {
    Some(x).filter(|x| x.abs() < UNBOUNDED)
}

/// The picture of a claim that was measured: the band is where it holds, the line the 95 % interval,
/// the dot the value, the hollow mark the published number. Nothing for what was not measured.
pub(super) fn bar(claim: &Judgement) -> Markup {
    let Some(measured) = claim.measured.filter(|x| x.is_finite()) else { return html! {} };
    let scale = Scale::of(claim, measured);
    let text = description(claim, measured);
    html! {
        svg.bar viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" aria-label=(text) {
            title { (text) }
            (band(claim, &scale))
            (line(claim, &scale))
            circle.(claim.verdict.word()) cx=(scale.at(measured)) cy="9" r="3" {}
            @if let Some(published) = claim.published {
                @let x = scale.at(published);
                path.published d={ "M" (x) " 4 l5 5 l-5 5 l-5 -5 z" } {}
            }
        }
    }
}

/// The interval of the claim, with a mark at each end that it has.
fn band(claim: &Judgement, scale: &Scale) -> Markup {
    let (low, high) = (scale.at(claim.low), scale.at(claim.high));
    html! {
        rect.band x=(low) y="3" width=(tenths((high - low).max(1.0))) height="12" {}
        @for end in [claim.low, claim.high].into_iter().filter_map(bounded) {
            @let x = scale.at(end);
            path.end d={ "M" (x) " 1 V17" } {}
        }
    }
}

/// The 95 % interval of what was measured.
fn line(claim: &Judgement, scale: &Scale) -> Markup {
    let ends = claim.interval_low.zip(claim.interval_high);
    html! {
        @if let Some((low, high)) = ends {
            path.(claim.verdict.word()) d={ "M" (scale.at(low)) " 9 H" (scale.at(high)) } {}
        }
    }
}

/// The picture in words, for those who hear it.
fn description(claim: &Judgement, measured: f64) -> String {
    let interval = match claim.interval_low.zip(claim.interval_high) {
        Some((low, high)) if low < high => {
            format!(", 95 % interval {} to {}", end(low), end(high))
        }
        _ => String::new(),
    };
    let published = claim.published.map_or(String::new(), |x| format!(", published {}", number(x)));
    let bounds = format!("holds from {} to {}", end(claim.low), end(claim.high));
    format!("measured {}{interval}; {bounds}{published}", number(measured))
}

/// A number with the sign that is as wide as a plus.
pub(super) fn number(x: f64) -> String {
    short(x).replace('-', "−")
}

/// An end in words.
pub(super) fn end(x: f64) -> String {
    match bounded(x) {
        Some(x) => number(x),
        None => format!("{}∞", if x < 0.0 { "−" } else { "" }),
    }
}

/// From values to places in the picture.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// Holds all that is drawn and finite, with a tenth to both sides.
    fn of(claim: &Judgement, measured: f64) -> Self {
        let shown = [
            Some(measured),
            Some(claim.low),
            Some(claim.high),
            claim.published,
            claim.interval_low,
            claim.interval_high,
        ];
        let shown = || shown.into_iter().flatten().filter_map(bounded);
        let (low, high) = (shown().fold(measured, f64::min), shown().fold(measured, f64::max));
        let margin = 0.1 * (high - low).max(measured.abs() * 1e-9).max(f64::MIN_POSITIVE);
        Self { low: low - margin, high: high + margin }
    }

    /// The place of a value; what lies beyond is at the edge.
    fn at(&self, value: f64) -> f64 {
        let fraction = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        tenths(MARGIN + fraction * (SIZE.0 - 2.0 * MARGIN))
    }
}

fn tenths(x: f64) -> f64 {
    (10.0 * x).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Claim, Measurement, Scale as Work, statistics::Estimate};

    fn picture(measured: Measurement, low: f64, high: f64) -> String {
        let claim = Claim::ours("A", "f", "t", low..=high);
        bar(&Judgement::of(&claim, &[measured], Work::Quick)).into_string()
    }

    #[test]
    fn a_bar_says_in_words_what_it_draws() {
        let found = Measurement::estimated("A", Estimate::new(1.5, 0.1, 5), "seeds");
        let svg = picture(found, 1.0, 1e9);
        assert!(
            svg.contains("measured 1.5, 95 % interval 1.222 to 1.778; holds from 1 to ∞"),
            "{svg}"
        );
        assert!(svg.contains("class=\"holds\""), "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn a_value_in_the_middle_of_its_claim_stands_in_the_middle_of_the_picture() {
        let svg = picture(Measurement::exact("A", 0.5), 0.0, 1.0);
        assert!(svg.contains(&format!("cx=\"{}\"", SIZE.0 / 2.0)), "{svg}");
        let svg = picture(Measurement::exact("A", 0.0), 0.0, 1.0);
        let left = svg.split("cx=\"").nth(1).and_then(|rest| rest.split('"').next());
        let left: f64 = left.unwrap().parse().unwrap();
        assert!(left > 0.0 && left < SIZE.0 / 4.0, "{svg}");
    }

    #[test]
    fn no_value_breaks_the_picture() {
        assert_eq!(picture(Measurement::exact("A", f64::NAN), 0.0, 1.0), "");
        for value in [0.0, 1e-300, -3.0, 1e12] {
            let svg = picture(Measurement::exact("A", value), 0.0, 0.0);
            assert!(svg.contains("<circle") && !svg.contains("NaN"), "{value}: {svg}");
        }
    }
}
