//! The program of the page and the crates come to the same states and numbers, as headless Chromium sees it.

use std::sync::OnceLock;

use rand_chacha::{ChaCha12Rng, rand_core::SeedableRng};
use serde::Serialize;
use synaptome_hopfield::{Dynamics, Ending, Messages, Noise, State, Update};
use synaptome_lognormal::FentonWilkinson;
use synaptome_mi::{Patterns, Synapse, covariance, exchangeable, information_of_synapse_nats};
use synaptome_willshaw::{Association, BlockCode, Cue, CueQuality, Memory, Patterns as Stored};

use super::{memories, page, pictures, synapses, tables};
use crate::browser::{Browser, View};
use crate::output::say;

/// A recall from a cue of a Willshaw memory.
#[derive(Serialize)]
struct Retrieved {
    layout: usize,
    stored: usize,
    cue: Vec<u32>,
    retrieval: &'static str,
    /// The output; nothing where the search was cut.
    output: Vec<u32>,
    is_cut: bool,
}

fn retrieved() -> Vec<Retrieved> {
    let settings = [
        (0, 0.3, 0.25),
        (0, 0.5, 0.5),
        (1, 0.7, 0.25),
        (1, 0.9, 0.25),
        (1, 1.0, 0.5),
        (2, 1.1, 0.25),
    ];
    settings.into_iter().flat_map(|(layout, load, part)| of_layout(layout, load, part)).collect()
}

fn of_layout(layout: usize, load: f64, part: f64) -> Vec<Retrieved> {
    let (blocks, size) = memories::LAYOUTS[layout];
    let (code, rng) = (BlockCode::new(blocks, size).unwrap(), &mut ChaCha12Rng::seed_from_u64(5));
    let patterns = memories::patterns(code, 0).unwrap();
    let stored = (load * (size * size) as f64).round() as usize;
    let flat = patterns.iter().take(stored).flatten().copied().collect();
    let mut memory = Memory::new(code, Association::Auto).unwrap();
    memory.store(&Stored::new(code, flat).unwrap()).unwrap();
    let mut found = Vec::new();
    for pattern in patterns.iter().take(8) {
        let cue = Cue::draw(code, pattern, CueQuality::part(part), rng).unwrap();
        for (retrieval, way) in memories::retrievals() {
            let recall = memory.recall(&*way, &cue).unwrap();
            let is_cut = recall.completions.as_ref().is_some_and(|found| found.nodes > 10_000);
            let (cue, output) = (cue.units().to_vec(), recall.content);
            found.push(Retrieved { layout, stored, cue, retrieval, output, is_cut });
        }
    }
    found
}

/// A recall of a picture.
#[derive(Serialize)]
struct Recalled {
    rule: usize,
    count: usize,
    cue: String,
    together: bool,
    state: String,
    sweeps: usize,
    /// 1 for a fixed point.
    period: usize,
}

fn recalled() -> Vec<Recalled> {
    let all = super::glyphs::pictures().unwrap();
    let counts = pictures::COUNTS.into_iter().step_by(2);
    counts.flat_map(|count| of_pictures(&Messages::new(all[..count].to_vec()).unwrap())).collect()
}

fn of_pictures(messages: &Messages) -> Vec<Recalled> {
    let rng = &mut ChaCha12Rng::seed_from_u64(6);
    let text = |state: &State| state.iter().map(|s| if *s > 0 { '1' } else { '0' }).collect();
    let (count, mut found) = (messages.len(), Vec::new());
    for (rule, network) in pictures::written(messages).unwrap().iter().enumerate() {
        for (update, message) in
            [Update::Synchronous, Update::Sequential].into_iter().cycle().zip(messages)
        {
            let cue = Noise::Flips(36).damage(message, rng).unwrap();
            let together = update == Update::Synchronous;
            let dynamics = Dynamics { update, ..Dynamics::default() };
            let recall = network.recall(&cue, &dynamics, rng).unwrap();
            let period = match recall.ending {
                Ending::Cycle { period } => period,
                _ => 1,
            };
            let (cue, state, sweeps) = (text(&cue), text(&recall.state), recall.sweeps);
            found.push(Recalled { rule, count, cue, together, state, sweeps, period });
        }
    }
    found
}

/// Bits of one synapse, exact and in closed form, and of all.
#[derive(Serialize)]
struct Informed {
    sigma: f64,
    rho: f64,
    row: usize,
    patterns: usize,
    neurons: usize,
    exact: f64,
    closed: f64,
    together: f64,
}

fn informed() -> Vec<Informed> {
    let settings = [
        (0.1, 0.0, 0, 3, 4),
        (0.85, 0.35, 2, 6, 20),
        (1.4, 0.8, 4, 10, 100),
        (2.0, 0.8, 8, 50, 37),
        (2.0, 0.05, 1, 4, 8),
    ];
    let bits = |nats: f64| nats / std::f64::consts::LN_2;
    let informed = |(sigma, rho, row, patterns, neurons): (f64, f64, usize, usize, usize)| {
        let pairs = (neurons * (neurons - 1) / 2) as f64;
        let covariance = covariance::exchangeable(2, sigma, rho).unwrap();
        let stored = Patterns::sharing_covariance(&vec![[0.0; 2]; patterns], &covariance).unwrap();
        let synapse = Synapse::new(0, 1);
        let closed = information_of_synapse_nats(&stored, synapse, 0, &FentonWilkinson).unwrap();
        let together = exchangeable::information_nats(patterns, neurons, sigma, rho).unwrap();
        let exact = synapses::bits(patterns, sigma * (2.0 * (1.0 + rho)).sqrt()).unwrap();
        let (closed, together) = (bits(closed), bits(together) / pairs);
        Informed { sigma, rho, row, patterns, neurons, exact, closed, together }
    };
    settings.map(informed).into()
}

#[derive(Serialize)]
struct Cases {
    retrieved: Vec<Retrieved>,
    recalled: Vec<Recalled>,
    informed: Vec<Informed>,
}

/// What the browser says of the page after a script has run at its end.
fn said(browser: &Browser, page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("explore.html");
    std::fs::write(&path, page).unwrap();
    let dom = browser.document(&path, View::WIDE).unwrap();
    let said = dom.split("<pre id=\"said\">").nth(1).and_then(|rest| rest.split("</pre>").next());
    said.expect("the script says something").to_owned()
}

/// The page, whose tables are computed once.
fn assembled() -> &'static str {
    static PAGE: OnceLock<String> = OnceLock::new();
    PAGE.get_or_init(|| page::assembled(&tables().unwrap()).unwrap())
}

/// What the browser says after comparing the page with cases.
fn compared(browser: &Browser, cases: &Cases) -> String {
    let cases = serde_json::to_string(cases).unwrap();
    let script = include_str!("agreement.js").replace("/* cases */", &cases);
    said(browser, &assembled().replace("</body>", &format!("<script>{script}</script></body>")))
}

#[test]
fn the_page_recalls_what_the_crates_recall() {
    let Some(browser) = Browser::find() else {
        return say("skipped: no Chromium is installed");
    };
    let cases = Cases { retrieved: retrieved(), recalled: recalled(), informed: informed() };
    let count = cases.retrieved.len() + cases.recalled.len() + cases.informed.len();
    assert_eq!(compared(&browser, &cases), format!("{count} cases agree"));
}

#[test]
fn the_page_needs_no_network() {
    let addresses = assembled().matches("http").count();
    assert_eq!(
        addresses,
        assembled().matches("http://www.w3.org/2000/svg").count(),
        "only a name space"
    );
}

#[test]
fn a_wrong_state_is_found() {
    let Some(browser) = Browser::find() else {
        return say("skipped: no Chromium is installed");
    };
    let mut cases =
        Cases { retrieved: of_layout(1, 0.7, 0.25), recalled: Vec::new(), informed: Vec::new() };
    cases.retrieved[0].output.pop();
    let said = compared(&browser, &cases);
    assert!(said.contains("R1 of layout 1"), "{said}");
}
