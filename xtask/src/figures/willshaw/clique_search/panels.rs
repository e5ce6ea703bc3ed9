//! What is to be seen of the means.

use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Reference, Series, color_at};

use super::Mean;
use crate::figures::palette::color_of;

/// All panels.
pub(super) fn chart(means: &[Mean]) -> Chart {
    let panels = [load, lambda, size, cost, misled, pairs].map(|panel| panel(means));
    Chart::new(panels.to_vec())
}

const CAPACITY: &str = "C_u, bits per synapse";
const LOAD: &str = "f = M/N²";

fn is_pure(mean: &Mean) -> bool {
    mean.wrong == 0 && mean.rule == "exactly"
}

/// One curve for each run of means that differ in their loads alone.
fn curves<'a>(
    means: &'a [Mean],
    keep: impl Fn(&Mean) -> bool + 'a,
) -> impl Iterator<Item = &'a [Mean]> {
    let key = |mean: &Mean| (mean.kind, mean.k, mean.size, mean.cues, mean.wrong, mean.rule);
    let curves = means.chunk_by(move |a, b| key(a) == key(b));
    curves.filter(move |curve| curve.first().is_some_and(&keep))
}

/// A line with error bars.
fn drawn(name: String, color: &str, dots: &[(f64, f64, f64)]) -> [Series; 2] {
    let line = dots.iter().map(|dot| (dot.0, dot.1)).collect();
    [Series::line(name, line).color(color), Series::measured("", dots).color(color)]
}

fn against_load(
    mut panel: Panel,
    means: &[Mean],
    keep: impl Fn(&Mean) -> bool,
    name: impl Fn(&Mean) -> String,
) -> Panel {
    for (position, curve) in curves(means, keep).enumerate() {
        let dots: Vec<_> = curve.iter().map(|mean| (mean.f, mean.bits, mean.error)).collect();
        panel = panel.with_all(drawn(name(&curve[0]), color_at(position), &dots));
    }
    panel
}

fn load(means: &[Mean]) -> Panel {
    let axis = Axis::linear(CAPACITY).range(0.1, 0.3);
    let panel = Panel::new("Capacity against load, 16 × 256", Axis::linear(LOAD), axis)
        .reference(Reference::horizontal(0.204, "best of the paper"));
    let shown = |mean: &Mean| match mean.kind {
        "IRB-SMX" => [8, 6].contains(&mean.cues),
        "block" => [8, 6, 4, 3].contains(&mean.cues),
        "random" => true,
        _ => false,
    };
    let keep = |mean: &Mean| is_pure(mean) && mean.size == 256 && shown(mean);
    against_load(panel, means, keep, |mean| format!("{}, c = {}", label(mean), mean.cues))
}

fn label(mean: &Mean) -> &'static str {
    match mean.kind {
        "block" => "cliques",
        "random" => "random code",
        kind => kind,
    }
}

/// The mean with the largest capacity for each value of a key.
fn best<'a>(means: &'a [Mean], kind: &str, key: impl Fn(&Mean) -> f64) -> Vec<(f64, &'a Mean)> {
    let mut best: Vec<(f64, &Mean)> = Vec::new();
    for mean in means.iter().filter(|mean| is_pure(mean) && mean.kind == kind) {
        match best.iter_mut().find(|(value, _)| *value == key(mean)) {
            Some((_, other)) if other.bits < mean.bits => *other = mean,
            Some(_) => {}
            None => best.push((key(mean), mean)),
        }
    }
    best.sort_by(|a, b| a.0.total_cmp(&b.0));
    best
}

const METHODS: [(&str, &str); 3] =
    [("IRB-SMX", "IRB-SMX"), ("cliques", "block"), ("cliques, random code", "random")];

fn with_best(mut panel: Panel, means: &[Mean], key: impl Fn(&Mean) -> f64) -> Panel {
    for (position, (name, kind)) in METHODS.into_iter().enumerate() {
        let found = best(means, kind, &key);
        let dots: Vec<_> = found.iter().map(|(x, mean)| (*x, mean.bits, mean.error)).collect();
        panel = panel.with_all(drawn(name.to_owned(), method_color(position), &dots));
    }
    panel
}

fn method_color(position: usize) -> &'static str {
    let named = ["IRB-SMX", "clique search"].get(position).and_then(|name| color_of(name));
    named.unwrap_or(color_at(2))
}

fn lambda(means: &[Mean]) -> Panel {
    let small: Vec<Mean> =
        means.iter().filter(|mean| (4000..4200).contains(&mean.n())).cloned().collect();
    let axis = Axis::linear(CAPACITY).range(0.0, 0.36);
    let panel = Panel::new(
        "Largest capacity, n ≈ 4096",
        Axis::linear("λ = c/k, completeness of the cue"),
        axis,
    );
    let limit = |f: fn(f64) -> f64| -> Vec<(f64, f64)> {
        (0..=30).map(|i| f64::from(i) / 50.0).map(|x| (x, 2_f64.ln() * f(x))).collect()
    };
    with_best(panel, &small, |mean| mean.cues as f64 / mean.k as f64)
        .with(
            Series::line("ln 2 (1 − λ²)/2", limit(|x| (1.0 - x * x) / 2.0))
                .color("#000000")
                .dashed(),
        )
        .with(Series::line("ln 2 λ(1 − λ)", limit(|x| x * (1.0 - x))).color("#D55E00").dashed())
}

fn size(means: &[Mean]) -> Panel {
    let axis = Axis::linear(CAPACITY).range(0.15, 0.36);
    let panel = Panel::new("Largest capacity, any λ", Axis::log("n, number of units"), axis)
        .reference(Reference::horizontal(2_f64.ln() / 2.0, "ln 2/2"))
        .legend(Legend::Hidden);
    with_best(panel, means, |mean| two_digits(mean.n() as f64))
}

/// Rounded, so that k × N of about the same size count as one n.
fn two_digits(n: f64) -> f64 {
    let unit = 10_f64.powf(n.log10().floor() - 1.0);
    (n / unit).round() * unit
}

/// Of each setting the load of the largest capacity, by the number of units.
fn cost(means: &[Mean]) -> Panel {
    let mut panel = Panel::new(
        "Cost of a query at the best load",
        Axis::linear(CAPACITY).range(0.15, 0.31),
        Axis::log("ms on one core"),
    );
    let groups: [(&str, &str, std::ops::Range<usize>); 5] = [
        ("IRB-SMX, n ≈ 4096", "IRB-SMX", 4000..4200),
        ("cliques, n ≈ 4096", "block", 4000..4200),
        ("random code, n = 4096", "random", 4000..4200),
        ("IRB-SMX, n ≈ 45,000", "IRB-SMX", 45_000..45_100),
        ("cliques, n ≈ 45,000", "block", 44_900..45_100),
    ];
    for (position, (name, kind, sizes)) in groups.into_iter().enumerate() {
        let keep = |mean: &Mean| is_pure(mean) && mean.kind == kind && sizes.contains(&mean.n());
        let peak = |curve: &[Mean]| {
            let best = curve.iter().max_by(|a, b| a.bits.total_cmp(&b.bits))?;
            Some((best.bits, best.milliseconds))
        };
        let dots = curves(means, keep).filter_map(peak).collect();
        panel = panel.with(Series::points(name, dots).color(color_at(position)));
    }
    panel
}

fn misled(means: &[Mean]) -> Panel {
    let axis = Axis::linear("bits per synapse, blocks or units not cued").range(0.17, 0.29);
    let panel = Panel::new("False cue units, n = 4096", Axis::linear(LOAD), axis);
    let keep = |mean: &Mean| mean.wrong > 0 || mean.rule != "exactly";
    against_load(panel, means, keep, |mean| {
        let known = match mean.rule {
            "exactly" => "known",
            "at-most" => "bounded",
            _ => "unknown",
        };
        let code = if mean.kind == "random" { "random, " } else { "" };
        format!("{code}{} of {}, {known}", mean.wrong, mean.cues)
    })
}

fn pairs(means: &[Mean]) -> Panel {
    let axis = Axis::linear("C_uv, bits per synapse").range(0.3, 0.72);
    let panel = Panel::new("Pairs, n = 4096, k = 16", Axis::linear(LOAD), axis)
        .reference(Reference::horizontal(2_f64.ln(), "ln 2"));
    against_load(
        panel,
        means,
        |mean| mean.kind.contains("hetero"),
        |mean| {
            let code = if mean.kind == "hetero" { "blocks" } else { "random code" };
            format!("{code}, c = {}", mean.cues)
        },
    )
}
