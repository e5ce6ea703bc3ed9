//! The same works at growing sizes; `cargo xtask bench` fits exponents to their times.

use synaptome_hopfield::{Hebbian, PseudoInverse};
use synaptome_infomax::PaperGradient;
use synaptome_lognormal::NormalInverseGaussian;
use synaptome_willshaw::{OneStep, Usage};

use crate::work::Work;
use crate::{hopfield, infomax, lognormal, mi, willshaw};

/// A curve of works; the name of each is that of the curve, a slash and the size.
fn curve(name: &str, sizes: &[usize], work: impl Fn(usize) -> Work) -> Vec<Work> {
    sizes.iter().map(|&size| work(size).renamed(format!("{name}/{size}"))).collect()
}

const UNITS: &[usize] = &[256, 512, 1_024, 2_048];

pub(crate) fn works() -> Vec<Work> {
    [of_hopfield(), of_infomax(), of_information(), of_willshaw()].into_iter().flatten().collect()
}

fn of_hopfield() -> Vec<Work> {
    let hop = |n, m| hopfield::writing("", n, m, || Box::new(Hebbian::default()));
    let pse = |n, m| hopfield::writing("", n, m, || Box::new(PseudoInverse::default()));
    let mpf = |n: usize, m| {
        Work::once("", move || {
            let (messages, rule) = (hopfield::messages(n, m), hopfield::flow_rule(5));
            move || rule.minimise(&messages)
        })
    };
    [
        curve("HOP in N, M = 256", UNITS, |n| hop(n, 256)),
        curve("HOP in M, N = 1024", &[128, 256, 512, 1_024], |m| hop(1_024, m)),
        curve("PSE in N, M = N/2", UNITS, |n| pse(n, n / 2)),
        curve("MPF, 5 iterations, in N, M = 256", &UNITS[..3], |n| mpf(n, 256)),
        curve("MPF, 5 iterations, in M, N = 512", &[64, 128, 256, 512], |m| mpf(512, m)),
        curve("TRN gradient in N", &[128, 256, 512, 1_024], hopfield::gradient),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_infomax() -> Vec<Work> {
    let gradient = |n: usize| {
        Work::once("", move || {
            let (mut network, mut rng) = infomax::network(n);
            let raster = network.run(10_000, &mut synaptome_infomax::input::Spontaneous, &mut rng);
            let moments = infomax::moments(&raster);
            move || PaperGradient::of(&moments).map(|gradient| gradient.whole())
        })
    };
    let sizes = &[64, 128, 256, 512, 1_024, 2_048];
    [
        curve("infomax step in N", sizes, infomax::steps),
        curve("infomax gradient in N", &[128, 256, 512, 1_024], gradient),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_information() -> Vec<Work> {
    let sizes = &[10, 20, 40, 80];
    let nig =
        |n| lognormal::information("", n as u32, || Box::new(NormalInverseGaussian::default()));
    [
        curve("closed form in N, n = d = 20", &[25, 50, 100, 200], |n| mi::closed_form(n, 20)),
        curve("closed form in n = d, N = 25", sizes, |n| mi::closed_form(25, n)),
        curve("NIG recursion in N", &[25, 50, 100, 200], nig),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_willshaw() -> Vec<Work> {
    let sizes = &[256, 512, 1_024, 2_048, 4_096];
    let balanced = |size| willshaw::implicit_rows((Usage::Balanced, 30, size), 8, 1).by_call();
    [
        curve("R1 in units per block, k = 22", sizes, |size| {
            willshaw::queries("", size, || Box::new(OneStep))
        }),
        curve("learning a pattern in k, n = 4096", &[8, 16, 32, 64], |k| {
            willshaw::learning(k, 4_096 / k)
        }),
        curve(
            "8 implicit rows in units per block, k = 30",
            &[1_024, 2_048, 4_096, 8_192],
            balanced,
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
