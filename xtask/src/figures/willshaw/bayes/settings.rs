//! Networks, codes and cues.

use synaptome_lab::{Point, Scale};

/// One kind of network.
struct Setting {
    code: &'static str,
    association: &'static str,
    n: usize,
    k: usize,
    wrong: usize,
    /// The number of patterns at which measuring begins, where all methods are below the tolerated noise.
    start: f64,
    /// All methods, or only "Willshaw".
    methods: &'static str,
    /// The number of the first network.
    first: usize,
    /// Networks at `quick` and above.
    networks: (usize, usize),
    /// Estimated core-seconds of a network.
    seconds: f64,
}

const fn setting(
    (code, association): (&'static str, &'static str),
    (n, k, wrong): (usize, usize, usize),
    start: f64,
    networks: (usize, usize),
    seconds: f64,
) -> Setting {
    let (methods, first) = ("all", 0);
    Setting { code, association, n, k, wrong, start, methods, first, networks, seconds }
}

const RANDOM: (&str, &str) = ("random", "auto");

const SETTINGS: [Setting; 9] = [
    setting(RANDOM, (1024, 16, 0), 1050.0, (2, 10), 1.5),
    setting(RANDOM, (1024, 16, 2), 900.0, (0, 10), 1.5),
    setting(("random", "hetero"), (1024, 16, 0), 500.0, (2, 10), 1.0),
    setting(("block", "auto"), (1024, 16, 0), 1300.0, (2, 10), 1.5),
    setting(("block", "hetero"), (1024, 16, 0), 600.0, (0, 10), 1.0),
    Setting { methods: "Willshaw", ..setting(RANDOM, (2048, 6, 0), 4600.0, (6, 20), 0.5) },
    setting(RANDOM, (2048, 16, 0), 4200.0, (0, 8), 10.0),
    setting(RANDOM, (4096, 16, 0), 15_500.0, (0, 5), 50.0),
    // The capacity of binary synapses lies close to a bound that a claim names: only many networks decide.
    Setting {
        methods: "Willshaw",
        first: 5,
        ..setting(RANDOM, (4096, 16, 0), 15_500.0, (0, 195), 5.0)
    },
];

/// One point for each network.
pub(super) fn points(scale: Scale) -> Vec<Point> {
    SETTINGS.iter().flat_map(|setting| setting.points(scale)).collect()
}

impl Setting {
    fn points(&self, scale: Scale) -> Vec<Point> {
        let (networks, queries) =
            (scale.pick(self.networks.0, self.networks.1), scale.pick(150, 400));
        let point = |network| {
            Point::new()
                .key("code", self.code)
                .key("association", self.association)
                .key("n", self.n)
                .key("k", self.k)
                .key("cues", self.k / 2)
                .key("wrong", self.wrong)
                .key("network", network)
                .set("methods", self.methods)
                .set("start", self.start)
                .set("queries", queries)
                .takes(self.seconds)
        };
        (self.first..self.first + networks).map(point).collect()
    }
}
