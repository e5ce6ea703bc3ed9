use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use synaptome_hopfield::*;
pub fn recovery(
    net: &HopfieldNetwork,
    mem: &Memories,
    q: f64,
    rep: usize,
    rng: &mut ChaCha12Rng,
) -> f64 {
    let mut ok = 0;
    let d = Dynamics::default();
    for _ in 0..rep {
        for m in mem.messages() {
            let c = Noise::Probability(q).damage(m, rng).unwrap();
            if net.recall(&c, &d, rng).unwrap().recovered(m) {
                ok += 1;
            }
        }
    }
    ok as f64 / (rep * mem.len()) as f64
}
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.split_whitespace().collect();
    f[13].parse::<f64>().unwrap() / 100.0
}
fn main() {
    let n = 128;
    let nets = 4;
    for m in [64usize, 90] {
        let flips: Vec<f64> = vec![0.05, 0.1, 0.15];
        let mpf = |ridge: f64| MinimumProbabilityFlow {
            ridge,
            ..Default::default()
        };

        let mut rules: Vec<(String, Box<dyn Fn(f64) -> Box<dyn WritingRule>>)> = vec![];
        for e in [0.1, 0.15, 0.2, 0.25] {
            rules.push((
                format!("EASE {e}"),
                Box::new(move |_| Box::new(Ease { flip_rate: e })),
            ));
        }
        for e in [0.1, 0.2] {
            for q in [0.04, 0.06, 0.1] {
                for lr in [0.01, 0.02] {
                    for c in [Constraint::Free, Constraint::ZeroDiagonal] {
                        rules.push((
                            format!("TRN e{e} q{q} lr{lr} {c:?}"),
                            Box::new(move |_| {
                                Box::new(TrainedRecurrent {
                                    start: Start::Ease(Ease { flip_rate: e }),
                                    learning_rate: lr,
                                    constraint: c,
                                    ..TrainedRecurrent::warm(q)
                                })
                            }),
                        ));
                    }
                }
            }
        }
        let _ = mpf;
        for (name, rule) in rules {
            let t = cpu();
            let mut rows = vec![];
            let mut wt = 0.0;
            for s in 0..nets {
                let mut rng = ChaCha12Rng::seed_from_u64(100 + s);
                let mem = Memories::random(n, m, &mut rng).unwrap();
                rows.push(
                    flips
                        .iter()
                        .map(|&q| {
                            let t1 = cpu();
                            let net = rule(q).write(&mem, &mut rng).unwrap();
                            wt += cpu() - t1;
                            recovery(&net, &mem, q, 4, &mut rng)
                        })
                        .collect::<Vec<_>>(),
                );
            }
            let mean: Vec<String> = (0..flips.len())
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
            println!(
                "M={m} {name:10} {} write {:.3}s total {:.2}",
                mean.join(" "),
                wt / nets as f64 / 3.0,
                cpu() - t
            );
        }
    }
}
