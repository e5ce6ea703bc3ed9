//! Capacity against completeness, and against time.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};

use super::Mean;
use super::settings::METHODS;
use crate::figures::palette::color_of;

const CAPACITY: &str = "C_u, bits per synapse";

pub(super) fn chart(means: &[Mean]) -> Chart {
    let mut lambdas: Vec<f64> = means.iter().map(|mean| mean.lambda).collect();
    lambdas.sort_by(f64::total_cmp);
    lambdas.dedup();
    let mut panels = vec![completeness(means)];
    panels.extend(lambdas.iter().map(|&lambda| cost(means, lambda)));
    Chart::new(panels)
}

fn completeness(means: &[Mean]) -> Panel {
    let axis = Axis::linear(CAPACITY).range(0.0, 0.36);
    let mut panel =
        Panel::new("Each at its best load and k", Axis::linear("λ, completeness of the cue"), axis);
    for (method, name) in METHODS.into_iter().enumerate() {
        let dots: Vec<_> =
            best(means, method).iter().map(|m| (m.lambda, m.bits, m.error)).collect();
        let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
        let pair = [Series::line(name, line), Series::measured("", &dots)];
        panel = panel.with_all(pair.map(|series| series.color(color(method))));
    }
    let limit = |i: i32| f64::from(i) / 50.0;
    let dots = (8..=28).map(limit).map(|x| (x, 2_f64.ln() * (1.0 - x * x) / 2.0)).collect();
    panel.with(Series::line("ln 2 (1 − λ²)/2", dots).color("#555555").dashed())
}

/// The largest capacity of a method at each λ.
fn best(means: &[Mean], method: usize) -> Vec<Mean> {
    let mut best: Vec<Mean> = Vec::new();
    for mean in means.iter().filter(|mean| mean.method == method) {
        match best.iter_mut().find(|other| other.lambda == mean.lambda) {
            Some(other) if other.bits < mean.bits => *other = *mean,
            Some(_) => {}
            None => best.push(*mean),
        }
    }
    best.sort_by(|a, b| a.lambda.total_cmp(&b.lambda));
    best
}

/// The largest capacity that a mean time per query allows.
fn cost(means: &[Mean], lambda: f64) -> Panel {
    let axis = Axis::linear(CAPACITY).range(0.0, 0.3);
    let title = format!("λ = {lambda:.2}");
    let mut panel = Panel::new(title, Axis::log("ms per query, one core"), axis);
    for (method, name) in METHODS.into_iter().enumerate() {
        let all = means.iter().filter(|mean| mean.lambda == lambda && mean.method == method);
        let dots = all.clone().map(|mean| (mean.milliseconds, mean.bits)).collect();
        let stairs = front(all.map(|mean| (mean.milliseconds, mean.bits)).collect());
        panel = panel
            .with(Series::line(name, stairs).color(color(method)))
            .with(Series::points("", dots).color(color(method)));
    }
    panel.legend(Legend::BottomRight)
}

/// Points that no other exceeds in capacity at less time, as stairs.
fn front(mut dots: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    dots.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut stairs: Vec<(f64, f64)> = Vec::new();
    for (time, bits) in dots {
        let before = stairs.last().map_or(0.0, |last| last.1);
        if bits > before {
            stairs.extend(stairs.last().map(|last| (time, last.1)));
            stairs.push((time, bits));
        }
    }
    stairs
}

fn color(method: usize) -> &'static str {
    color_of(METHODS[method]).unwrap_or("#009E73")
}
