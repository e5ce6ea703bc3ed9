//! Distributions fitted by powerlaw 2.0.0, by mpmath and by SciPy: `tests/golden/README.md`.

use serde_json::Value;
use synaptome_infomax::observables::{Comparison, LowerEnd, SizeCounts, Tail, TailShape};

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/tails.json")).unwrap()
}

fn counts(case: &Value) -> SizeCounts {
    let list = |name: &str| {
        case[name].as_array().unwrap().iter().map(|x| x.as_u64().unwrap()).collect::<Vec<_>>()
    };
    let mut counts = SizeCounts::new();
    list("sizes")
        .into_iter()
        .zip(list("counts"))
        .for_each(|(size, count)| counts.add_many(size, count));
    counts
}

#[test]
fn print() {
    let golden = golden();
    for case in golden["cases"].as_array().unwrap() {
        let (counts, low) = (counts(case), case["low"].as_u64().unwrap());
        let power = Tail::fit(TailShape::Power, &counts, low..).unwrap();
        for (shape, name) in [
            (TailShape::Power, "zeta"),
            (TailShape::TruncatedPower, "truncated"),
            (TailShape::LogNormal, "log_normal"),
            (TailShape::StretchedExponential, "stretched"),
            (TailShape::Exponential, "exponential"),
        ] {
            let start = std::time::Instant::now();
            match Tail::fit(shape, &counts, low..) {
                Ok(tail) => println!(
                    "{} {low} {shape}: {:?} ll {} D {} {:?}\n   {}\n {:?}",
                    case["name"],
                    tail.parameters(),
                    tail.ln_likelihood(),
                    tail.distance,
                    start.elapsed(),
                    case[name],
                    Comparison::of(&power, &tail, &counts)
                ),
                Err(error) => println!("{error}  {:?} {}", start.elapsed(), case[name]),
            }
        }
        println!("{}", case["powerlaw"]);
    }
    let start = std::time::Instant::now();
    let words = counts(&golden["cases"][0]);
    println!("{:?} {:?}", LowerEnd::default().fit(TailShape::Power, &words, None), start.elapsed());
}
