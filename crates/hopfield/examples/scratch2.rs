use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::*;
pub fn recovery(
    net: &HopfieldNetwork,
    mem: &Memories,
    q: Noise,
    rep: usize,
    rng: &mut ChaCha12Rng,
) -> f64 {
    let mut ok = 0;
    let d = Dynamics::default();
    for _ in 0..rep {
        for m in mem.messages() {
            let c = q.damage(m, rng).unwrap();
            if net.recall(&c, &d, rng).unwrap().recovered(m) {
                ok += 1;
            }
        }
    }
    ok as f64 / (rep * mem.len()) as f64
}
fn main() {
    let n = 128;
    for m in [64, 77, 90, 128, 192, 218] {
        for (name, rule) in [
            (
                "anchored",
                Box::new(TrainedRecurrent::anchored(m as f64 / n as f64)) as Box<dyn WritingRule>,
            ),
            (
                "MPF",
                Box::new(MinimumProbabilityFlow {
                    ridge: 0.0,
                    ..Default::default()
                }),
            ),
        ] {
            let mut rows = vec![];
            let nets = if name == "MPF" { 6 } else { 3 };
            for s in 0..nets {
                let mut rng = ChaCha12Rng::seed_from_u64(100 + s);
                let mem = Memories::random(n, m, &mut rng).unwrap();
                let net = rule.write(&mem, &mut rng).unwrap();
                rows.push([
                    recovery(&net, &mem, Noise::Probability(0.1), 8, &mut rng),
                    recovery(&net, &mem, Noise::Flips(0), 1, &mut rng),
                    recovery(&net, &mem, Noise::Flips(1), 8, &mut rng),
                ]);
            }
            let mean: Vec<String> = (0..3)
                .map(|k| {
                    let v: Vec<f64> = rows.iter().map(|r| r[k]).collect();
                    let mu = v.iter().sum::<f64>() / nets as f64;
                    let sd = (v.iter().map(|x| (x - mu).powi(2)).sum::<f64>()
                        / (nets as f64 - 1.0))
                        .sqrt()
                        / (nets as f64).sqrt();
                    format!("{mu:.3}±{sd:.3}")
                })
                .collect();
            println!("M={m} {name:10} 10%/fixed/one {}", mean.join(" "));
        }
    }
}
