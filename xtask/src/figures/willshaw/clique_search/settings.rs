//! What is measured: memories, cues and loads.

use synaptome_lab::{Point, Scale};

/// Networks for each setting.
const NETWORKS: usize = 5;

/// One kind of memory and cue, over several loads.
pub(super) struct Setting {
    /// "block" and "random" codes, "hetero" and "random-hetero" pairs of them, or "IRB-SMX".
    pub(super) kind: &'static str,
    pub(super) k: usize,
    /// N; n = kN for random codes too.
    pub(super) size: usize,
    pub(super) cues: usize,
    /// How many of the cue units are false, and what is known of it: "exactly", "at-most" so many,
    /// or nothing ("fewest").
    pub(super) wrong: usize,
    pub(super) rule: &'static str,
    loads: &'static [f64],
    queries: usize,
    /// Estimated core-seconds of a network.
    seconds: f64,
    scale: Scale,
}

const fn setting(
    (kind, k, size): (&'static str, usize, usize),
    cues: usize,
    loads: &'static [f64],
    (queries, seconds): (usize, f64),
    scale: Scale,
) -> Setting {
    Setting { kind, k, size, cues, wrong: 0, rule: "exactly", loads, queries, seconds, scale }
}

impl Setting {
    const fn misled(mut self, wrong: usize, rule: &'static str) -> Self {
        self.wrong = wrong;
        self.rule = rule;
        self
    }
}

const BLOCK: (&str, usize, usize) = ("block", 16, 256);
const VOTES: (&str, usize, usize) = ("IRB-SMX", 16, 256);
const RANDOM: (&str, usize, usize) = ("random", 16, 256);
const QUICK: Scale = Scale::Quick;
const PAPER: Scale = Scale::Paper;
const BEYOND: Scale = Scale::Beyond;
const FEW: (usize, f64) = (60, 0.15);
const SOME: (usize, f64) = (150, 0.08);
const MANY: (usize, f64) = (400, 0.06);

/// Numbers of units, cues and loads around the optimum of each method.
pub(super) const SETTINGS: [Setting; 36] = [
    // IRB-SMX, as in the paper (half of the pattern), with other cues, and with its best k.
    setting(VOTES, 8, &[0.74, 0.80, 0.83, 0.86, 0.90], MANY, QUICK),
    setting(VOTES, 7, &[0.72, 0.76, 0.80], MANY, QUICK),
    setting(VOTES, 6, &[0.60, 0.66, 0.68, 0.70, 0.74], MANY, QUICK),
    setting(VOTES, 5, &[0.56, 0.60, 0.64], MANY, QUICK),
    setting(VOTES, 4, &[0.44, 0.48, 0.52], MANY, QUICK),
    setting(("IRB-SMX", 14, 292), 6, &[0.60, 0.64, 0.68], MANY, QUICK),
    setting(("IRB-SMX", 12, 85), 5, &[0.64, 0.68, 0.72], MANY, QUICK),
    setting(("IRB-SMX", 19, 2371), 9, &[0.63, 0.67], (500, 6.0), PAPER),
    // Cliques.
    setting(BLOCK, 8, &[0.74, 0.82, 0.86, 0.90, 0.94], SOME, QUICK),
    setting(BLOCK, 6, &[0.74, 0.80, 0.83, 0.86], SOME, QUICK),
    setting(BLOCK, 5, &[0.72, 0.78, 0.80, 0.82], SOME, QUICK),
    setting(BLOCK, 4, &[0.68, 0.72, 0.76, 0.80], SOME, QUICK),
    setting(BLOCK, 3, &[0.62, 0.68, 0.70, 0.72, 0.75], SOME, QUICK),
    setting(BLOCK, 2, &[0.60, 0.64, 0.66], (30, 0.2), QUICK),
    setting(("block", 14, 292), 3, &[0.58, 0.60, 0.62], SOME, QUICK),
    setting(("block", 18, 227), 4, &[0.80, 0.84, 0.86], SOME, QUICK),
    setting(("block", 12, 85), 3, &[0.60, 0.64, 0.68], MANY, QUICK),
    setting(("block", 18, 910), 5, &[0.72, 0.74], (300, 1.5), PAPER),
    setting(("block", 16, 2816), 8, &[0.67, 0.71], (500, 5.0), PAPER),
    setting(("block", 18, 2496), 6, &[0.68, 0.70], (500, 5.0), PAPER),
    setting(("block", 18, 2496), 5, &[0.64, 0.645], (300, 6.0), PAPER),
    setting(("block", 19, 2371), 5, &[0.67, 0.68], (200, 7.0), BEYOND),
    setting(("block", 20, 2252), 5, &[0.72, 0.725], (200, 11.0), BEYOND),
    // One false unit among the cues, its number known or not; and none, but that not known.
    setting(BLOCK, 6, &[0.70, 0.74, 0.76, 0.78], SOME, QUICK).misled(1, "exactly"),
    setting(BLOCK, 6, &[0.70, 0.74, 0.76], SOME, QUICK).misled(1, "at-most"),
    setting(BLOCK, 6, &[0.70, 0.74, 0.76, 0.78], SOME, QUICK).misled(1, "fewest"),
    setting(BLOCK, 6, &[0.74, 0.80, 0.83], SOME, QUICK).misled(0, "fewest"),
    setting(BLOCK, 8, &[0.74, 0.78, 0.82], SOME, QUICK).misled(2, "exactly"),
    setting(BLOCK, 8, &[0.74, 0.78, 0.82], SOME, QUICK).misled(2, "fewest"),
    // Random patterns.
    setting(RANDOM, 6, &[0.70, 0.74, 0.78], FEW, QUICK),
    setting(RANDOM, 4, &[0.56, 0.60, 0.63], (50, 0.3), QUICK),
    setting(RANDOM, 6, &[0.62, 0.66, 0.70], FEW, QUICK).misled(1, "exactly"),
    setting(RANDOM, 6, &[0.62, 0.66, 0.70], FEW, QUICK).misled(1, "fewest"),
    // Pairs.
    setting(("hetero", 16, 256), 8, &[0.76, 0.80, 0.82, 0.84, 0.86], FEW, QUICK),
    setting(("random-hetero", 16, 256), 8, &[0.56, 0.60, 0.64], (20, 0.3), QUICK),
    setting(("random-hetero", 16, 256), 9, &[0.60, 0.66, 0.70], (20, 0.3), QUICK),
];

/// The points at a scale.
pub(super) fn points(scale: Scale) -> Vec<Point> {
    let settings = SETTINGS.iter().filter(|setting| setting.scale <= scale);
    settings.flat_map(Setting::points).collect()
}

impl Setting {
    fn points(&self) -> impl Iterator<Item = Point> {
        let networks = |&f| (0..NETWORKS).map(move |network| (f, network));
        self.loads.iter().flat_map(networks).map(|(f, network)| {
            Point::new()
                .key("kind", self.kind)
                .key("k", self.k)
                .key("N", self.size)
                .key("cues", self.cues)
                .key("wrong", self.wrong)
                .key("rule", self.rule)
                .key("f", f)
                .key("network", network)
                .set("queries", self.queries)
                .takes(self.seconds)
        })
    }
}
