//! Codes, cues and loads, the latter from what theory expects of each method.

use synaptome_lab::{Point, Scale};
use synaptome_willshaw::BlockCode;

/// The methods, by the names in the legend.
pub(super) const METHODS: [&str; 3] = ["IRB-SMX", "first clique", "clique search"];

/// λ, with the k and c = λk at which it is tried; the first two of each at `quick`.
const LAMBDAS: [(f64, &[(usize, usize)]); 4] = [
    (0.2, &[(15, 3), (20, 4), (10, 2)]),
    (0.25, &[(16, 4), (12, 3), (20, 5)]),
    (1.0 / 3.0, &[(15, 5), (12, 4), (18, 6)]),
    (0.5, &[(16, 8), (14, 7), (12, 6), (18, 9), (20, 10)]),
];
const QUICK: [usize; 2] = [15, 16];
const ALL: [usize; 7] = [10, 12, 14, 15, 16, 18, 20];
const UNITS: usize = 4096;

/// Loads of the searches, as fractions of the load where one spurious clique is expected.
const ALL_CLIQUES: [f64; 5] = [0.82, 0.86, 0.90, 0.94, 0.98];
const FIRST_CLIQUE: [f64; 6] = [0.74, 0.78, 0.82, 0.86, 0.90, 0.94];
/// Loads of IRB-SMX, as candidates of a block after the first step.
const CANDIDATES: [f64; 13] = [1.2, 1.5, 1.8, 2.2, 2.6, 3.1, 3.8, 4.6, 5.5, 6.6, 8.0, 9.6, 11.5];

/// One method with one cue at one load.
pub(super) struct Setting {
    pub(super) lambda: f64,
    pub(super) method: usize,
    pub(super) cues: usize,
    pub(super) f: f64,
}

impl Setting {
    /// M at the load f = M/N².
    pub(super) fn patterns(&self, code: BlockCode) -> usize {
        (self.f * (code.block_size() as f64).powi(2)).round() as usize
    }
}

/// One point for each network.
pub(super) fn points(scale: Scale) -> Vec<Point> {
    let codes = scale.pick(&QUICK[..], &ALL[..]);
    let (networks, queries) = (scale.pick(5, 10), scale.pick(40, 300));
    let mut points = Vec::new();
    for &k in codes {
        for network in 0..networks {
            let point =
                Point::new().key("k", k).key("N", UNITS.div_ceil(k)).key("network", network);
            points.push(point.set("queries", queries).takes(0.012 * queries as f64));
        }
    }
    points
}

/// What is measured in the networks of a code, by ascending loads.
pub(super) fn of_code(code: BlockCode) -> Vec<Setting> {
    let mut settings = Vec::new();
    for (lambda, codes) in LAMBDAS {
        for &(_, cues) in codes.iter().filter(|(k, _)| *k == code.blocks()) {
            for (method, name) in METHODS.into_iter().enumerate() {
                let all = loads(code, cues, name).into_iter();
                settings.extend(all.map(|f| Setting { lambda, method, cues, f }));
            }
        }
    }
    settings.sort_by(|a, b| a.f.total_cmp(&b.f));
    settings
}

fn loads(code: BlockCode, cues: usize, method: &str) -> Vec<f64> {
    let (size, cues) = (code.block_size() as f64, cues as f64);
    if method == "IRB-SMX" {
        return CANDIDATES.iter().map(|of| load((of / size).powf(1.0 / cues))).collect();
    }
    let open = code.blocks() as f64 - cues;
    let limit = load(size.powf(-1.0 / (cues + (open - 1.0) / 2.0)));
    let fractions = if method == "first clique" { &FIRST_CLIQUE[..] } else { &ALL_CLIQUES };
    fractions.iter().map(|of| round(of * limit)).collect()
}

/// M/N² at which a fraction p₁ of the synapses is potentiated.
fn load(p1: f64) -> f64 {
    round(-(-p1).ln_1p())
}

fn round(f: f64) -> f64 {
    (f * 1000.0).round() / 1000.0
}
