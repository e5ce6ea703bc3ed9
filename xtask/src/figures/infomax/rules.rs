//! ri-rules: what single neurons and synapses must know, rule by rule, each tuned alike.

mod compared;

use std::error::Error as StdError;

use synaptome_infomax::exact::Chain;
use synaptome_infomax::information::gaussian_nats;
use synaptome_infomax::observables::{AvalancheOptions, Avalanches, Repeats, Tail, TailShape};
use synaptome_infomax::{Firing, Network};
use synaptome_lab::chart::{Axis, Chart, Legend, Panel, Series};
use synaptome_lab::statistics::Estimate;
use synaptome_lab::{
    Caption, DataSet, Figure, Job, Measurement, Point, Result, Rows, Scale, Table, row,
};

use super::training::{nats, rng, test_block};
use compared::{Compared, REFERENCE, RULES};

/// Information reached by every local rule with the same number of steps.
pub(super) struct LocalRules;

const TEST_STEPS: usize = 50_000;
/// Networks that are reported.
const SEEDS: usize = 10;
/// N and rate of `paper`. Up to eight neurons the information is exact.
const SETTINGS: [(usize, f64); 3] = [(6, 0.1), (20, 0.02), (50, 0.02)];
/// Further ones of `beyond`; a step takes time in proportion to N².
const FURTHER: [(usize, f64); 4] = [(8, 0.1), (20, 0.01), (20, 0.05), (100, 0.02)];

impl DataSet for LocalRules {
    fn name(&self) -> &str {
        self.id()
    }

    fn columns(&self) -> &[&str] {
        &["N", "rate", "rule", "role", "learning_rate", "seed", "quantity", "y"]
    }

    fn points(&self, scale: Scale) -> Vec<Point> {
        let settings: Vec<_> = match scale {
            Scale::Quick => vec![SETTINGS[0]],
            Scale::Paper => SETTINGS.to_vec(),
            Scale::Beyond => [&SETTINGS[..], &FURTHER].concat(),
        };
        let point = |(neurons, rate): (usize, f64), rule: &Compared| {
            let (steps, tuning) = match (scale, neurons) {
                (Scale::Quick, _) => (200_000, 2),
                (_, ..10) => (1_000_000, 5),
                _ => (2_000_000, 3),
            };
            let point = Point::new().key("N", neurons).key("rate", rate).key("rule", rule.name);
            let runs = SEEDS + 9 * tuning;
            let seconds = rule.seconds_per_step(neurons) * (runs * steps) as f64;
            point.set("steps", steps).set("tuning", tuning).takes(seconds)
        };
        let rules = |setting| RULES.iter().map(move |rule| point(setting, rule));
        settings.into_iter().flat_map(rules).collect()
    }

    fn run(&self, point: &Point, job: &Job) -> Result<Rows> {
        let (neurons, rate) = (point.count("N")?, point.number("rate")?);
        let (rule, steps) = (Compared::named(point.text("rule")?)?, point.count("steps")?);
        let mut rows = Rows::new();
        let mut put = |role: &str, eta: f64, seed: usize, quantity: &str, y: f64| {
            rows.push(row![neurons, rate, rule.name, role, eta, seed, quantity, y]);
        };
        let firing = Firing { target_rate: rate, ..Firing::default() };
        let trained = |role: &str, eta: f64, seed: usize| -> Result<Network> {
            let stream = |name: &str| rng(job, &format!("{name} {role} {seed}"));
            let network = Network::draw(neurons, firing, &mut stream("weights"))?;
            rule.train(network, steps, eta, &mut stream("learning"))
        };
        let seeds = point.count("tuning")?;
        let best = tuned(rule.first_learning_rate(), |eta| {
            let mut sum = 0.0;
            for seed in 1..=seeds {
                let test = &mut rng(job, &format!("tuning test {seed}"));
                let reached =
                    trained("tuning", eta, seed).map_or(f64::NAN, |network| goal(network, test));
                put("tuning", eta, seed, goal_of(neurons), reached);
                sum += reached;
            }
            if sum.is_nan() { f64::NEG_INFINITY } else { sum / seeds as f64 }
        });
        for seed in 1..=SEEDS {
            let mut test = rng(job, &format!("test {seed}"));
            let mut seen = |quantity: &str, y| put("judged", best, seed, quantity, y);
            match trained("judged", best, seed) {
                Ok(network) => describe(network, &mut test, &mut seen)?,
                Err(error) if have_run_away(&*error) => seen(goal_of(neurons), 0.0),
                Err(error) => return Err(error),
            }
            job.watch.show(seed as f64 / SEEDS as f64);
        }
        Ok(rows)
    }
}

/// Whether weights have grown so large that the network cannot be simulated. It then counts as without information.
fn have_run_away(error: &(dyn StdError + 'static)) -> bool {
    use synaptome_infomax::Error::{NotFinite, OutOfRange};
    matches!(
        error.downcast_ref(),
        Some(NotFinite { quantity: "a weight", .. } | OutOfRange { quantity: "a weight", .. })
    )
}

/// Networks of fewer neurons have exact information, by which their learning rates are tuned: the information of a
/// Gaussian with their moments may exceed their entropy.
const EXACT_BELOW: usize = 10;

/// What a learning rate is tuned for.
fn goal_of(neurons: usize) -> &'static str {
    if neurons < EXACT_BELOW { "exact nats" } else { "nats" }
}

/// How much of it a network has; NaN if that cannot be said.
fn goal(mut network: Network, rng: &mut impl rand::Rng) -> f64 {
    if network.neurons() < EXACT_BELOW {
        return Chain::new(&network).map_or(f64::NAN, |chain| chain.mutual_information_nats());
    }
    let raster = test_block(&mut network, TEST_STEPS, rng);
    nats(&network, &raster, 1)
}

/// How many rates in a row that are no better end the search in a direction.
const PATIENCE: usize = 3;

/// The learning rate with the best outcome among threefold steps from the first one, upwards and then downwards,
/// each until several rates in a row were no better.
fn tuned(first: f64, mut outcome: impl FnMut(f64) -> f64) -> f64 {
    let mut best = (first, outcome(first));
    for factor in [3.0, 1.0 / 3.0] {
        let (mut rate, mut waited) = (first, 0);
        while waited < PATIENCE {
            rate *= factor;
            let reached = outcome(rate);
            waited = if reached > best.1 { 0 } else { waited + 1 };
            if reached > best.1 {
                best = (rate, reached);
            }
        }
    }
    best.0
}

/// Writes what a test block of a network shows, and for small networks the exact information.
fn describe(
    mut network: Network,
    rng: &mut impl rand::Rng,
    put: &mut impl FnMut(&str, f64),
) -> Result<()> {
    let raster = test_block(&mut network, TEST_STEPS, rng);
    put("nats", nats(&network, &raster, 1));
    put("repeated sequences", Repeats::new(&raster).sequences(4) as f64);
    let bursts = Avalanches::of(&raster, &AvalancheOptions::default())?.size_counts();
    if let Ok(power) = Tail::fit(TailShape::Power, &bursts, 2..=100) {
        put("exponent", power.exponent().value);
    }
    if network.neurons() < EXACT_BELOW
        && let Ok(chain) = Chain::new(&network)
    {
        put("exact nats", chain.mutual_information_nats());
        put("Gaussian nats", gaussian_nats(&chain.moments()).unwrap_or(f64::NAN));
    }
    Ok(())
}

impl Figure for LocalRules {
    fn id(&self) -> &str {
        "ri-rules"
    }

    fn source(&self) -> &str {
        "beyond Tanaka et al. 2009"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "What a synapse must know",
            seen: "Information after learning with local rules, as a fraction of that after gradient ascent with the \
                   same number of steps; ten networks for each point; the learning rate of every rule is tuned on two \
                   to five other networks. Lateral connections: all-to-all, with a fifth of the neurons, or none. Pair \
                   by pair: each synapse knows the covariance of its own two neurons; a network whose weights grow beyond 10³⁰ \
                   counts as 0. Learning rates are tuned for \
                   what is drawn: the exact information of six and eight neurons, and I^(1) of more.",
            paper: "The authors leave a biologically plausible rule for future work.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        self
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        let judged = table.filter("role", "judged")?;
        let settings = [&SETTINGS[..], &FURTHER].concat();
        let (small, large): (Vec<_>, Vec<_>) =
            settings.into_iter().partition(|of| of.0 < EXACT_BELOW);
        let panels_of = [("Exact information", small, "exact nats"), ("I^(1)", large, "nats")];
        let mut panels = Vec::new();
        for (title, settings, quantity) in panels_of {
            let mut series = Vec::new();
            let mut top = 1.2_f64;
            for (neurons, rate) in settings {
                let points = fractions(&judged, (neurons, rate), quantity)?;
                let ends = points.iter().map(|(_, value, error)| 1.1 * (value + error));
                top = ends.fold(top, f64::max);
                if !points.is_empty() {
                    let name = format!("N = {neurons}, rate {rate}");
                    series.push(Series::measured(name, &points));
                }
            }
            if !series.is_empty() {
                panels.push(panel(title, top).with_all(series));
            }
        }
        Ok(Chart::new(panels).columns(1))
    }
}

/// A panel without points, up to a fraction.
fn panel(title: &str, top: f64) -> Panel {
    let names = RULES[1..].iter().map(|rule| rule.name.to_owned()).collect();
    let x = Axis::categories("", names).range(0.5, RULES.len() as f64 - 0.5);
    let y = Axis::linear("fraction of two-pass gradient").range(0.0, top);
    Panel::new(title, x, y).legend(Legend::BottomLeft)
}

/// (position of the rule, fraction of the reference, its error), rule by rule.
fn fractions(
    table: &Table,
    (neurons, rate): (usize, f64),
    quantity: &str,
) -> Result<Vec<(f64, f64, f64)>> {
    let own = table.filter("N", neurons)?.filter("rate", rate)?.filter("quantity", quantity)?;
    let of = |rule: &str| -> Result<Estimate> {
        Ok(Estimate::mean(&own.filter("rule", rule)?.numbers("y")?))
    };
    let whole = of(REFERENCE)?;
    let mut points = Vec::new();
    for (position, rule) in RULES.iter().enumerate().skip(1) {
        let found = of(rule.name)?.over(whole);
        if found.value.is_finite() {
            points.push((position as f64, found.value, found.std_error));
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::{Firing, Network, StdError, have_run_away, tuned};

    #[test]
    fn only_weights_that_cannot_be_simulated_have_run_away() {
        let of = |result: Result<Network, synaptome_infomax::Error>| -> Box<dyn StdError> {
            Box::new(result.unwrap_err())
        };
        for weight in [1e31, f64::NAN] {
            let weights = faer::Mat::full(1, 1, weight);
            let error = of(Network::from_weights(weights.as_ref(), Firing::default()));
            assert!(have_run_away(&*error), "{error}");
        }
        let rng = &mut <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
        let error = of(Network::draw(0, Firing::default(), rng));
        assert!(!have_run_away(&*error), "{error}");
    }

    #[test]
    fn the_best_of_threefold_steps_is_found_on_either_side() {
        for best in [1e-3_f64, 0.5, 1.0, 7.0, 900.0] {
            let found = tuned(1.0, |eta| -(eta / best).ln().abs());
            assert!((found / best).ln().abs() <= 0.5 * 3.0_f64.ln() + 1e-9, "{found} {best}");
        }
        assert_eq!(tuned(1.0, |_| f64::NEG_INFINITY), 1.0);
    }
}
