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
fn main() {
    for m in [64, 90] {
        for e in [0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1] {
            let mut tot = [0.0; 3];
            for s in 0..8 {
                let mut rng = ChaCha12Rng::seed_from_u64(100 + s);
                let mem = Memories::random(128, m, &mut rng).unwrap();
                let net = Ease { flip_rate: e }.write(&mem, &mut rng).unwrap();
                for (k, q) in [0.05, 0.1, 0.15].iter().enumerate() {
                    tot[k] += recovery(&net, &mem, *q, 4, &mut rng) / 8.0;
                }
            }
            println!("M={m} e={e} {tot:?}");
        }
    }
}
