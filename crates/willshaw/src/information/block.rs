//! Information of block patterns (A.7–A.12).

use super::ErrorRates;
use super::binary::surprise_bits;
use crate::BlockCode;

/// The information of one pattern through a core retrieval (A.7): its blocks are right, or
/// empty with probability p₁₀. `k (1 − p₁₀) log₂ N`.
///
/// ```
/// use synaptome_willshaw::{BlockCode, information::{ErrorRates, core_bits, halo_bits}};
///
/// let (code, clean) = (BlockCode::new(16, 256)?, ErrorRates::new(0.0, 0.0)?);
/// assert_eq!((core_bits(code, clean), halo_bits(code, clean)), (128.0, 128.0)); // 16 · log₂ 256
/// let half = core_bits(code, ErrorRates::new(0.0, 0.5)?);
/// assert!((half - 64.0).abs() < 1e-9); // half of the blocks are known
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn core_bits(code: BlockCode, rates: ErrorRates) -> f64 {
    code.blocks() as f64 * (1.0 - rates.missing()) * ld_size(code)
}

/// The information of one pattern through a halo retrieval (A.8): every block holds the true
/// unit among a binomial number f of false ones. `k (log₂ N − E log₂(1 + f))`.
pub fn halo_bits(code: BlockCode, rates: ErrorRates) -> f64 {
    let lost: f64 = false_units(code.block_size(), rates.spurious())
        .map(|(f, probability)| probability * (f as f64 + 1.0).log2())
        .sum();
    code.blocks() as f64 * (ld_size(code) - lost)
}

/// The bits that one output of a core or a halo retrieval conveys (A.7): log₂ N − log₂ |Y| in each block with
/// output Y, nothing in an empty one. Its mean counts errors that come together as what they are,
/// where [`core_bits`] and [`halo_bits`] take them as independent. The output ascends.
///
/// ```
/// use synaptome_willshaw::{BlockCode, information::part_bits};
/// let code = BlockCode::new(3, 16)?;
/// assert_eq!(part_bits(code, &[3, 16, 17, 18, 19]), 4.0 + 2.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn part_bits(code: BlockCode, output: &[u32]) -> f64 {
    let blocks = output.chunk_by(|&a, &b| code.block_of(a) == code.block_of(b));
    blocks.map(|block| ld_size(code) - (block.len() as f64).log2()).sum()
}

/// The information of one pattern when units are lost and added independently, exactly
/// (A.10–A.12): with `B(f)` the probability of f false units, `a_y = (1 − p₁₀) B(y − 1)` and
/// `b_y = p₁₀ B(y)`, a block of y active units conveys
/// `log₂ N − log₂ y + log₂(a/(a + b))` if its true unit is among them and
/// `log₂ N − log₂(N − y) + log₂(b/(a + b))` if not.
///
/// ```
/// use synaptome_willshaw::BlockCode;
/// use synaptome_willshaw::information::{ErrorRates, block_code_bits, informed_block_code_bits};
///
/// let (code, rates) = (BlockCode::new(16, 256)?, ErrorRates::new(0.001, 0.1)?);
/// let bits = block_code_bits(code, rates);
/// assert!(bits < informed_block_code_bits(code, rates) && bits < 128.0);
/// # Ok::<(), synaptome_willshaw::Error>(())
/// ```
pub fn block_code_bits(code: BlockCode, rates: ErrorRates) -> f64 {
    let size = code.block_size();
    let mut present = 0.0;
    let mut lost = 0.0;
    let padded = false_units(size, rates.spurious()).chain([(size, 0.0)]);
    for (y, probability) in padded {
        lost += block_entropy(y, size, present, rates.missing() * probability);
        present = (1.0 - rates.missing()) * probability;
    }
    code.blocks() as f64 * (ld_size(code) - lost)
}

/// a (log₂ y − log₂(a/(a + b))) + b (log₂(N − y) − log₂(b/(a + b))).
fn block_entropy(y: usize, size: usize, a: f64, b: f64) -> f64 {
    let place = weighted_ld(a, y) + weighted_ld(b, size - y);
    let which = surprise_bits(a) + surprise_bits(b) - surprise_bits(a + b);
    place + which
}

/// The same for a receiver who is told which blocks lost their true unit; an upper bound of
/// [`block_code_bits`]. Like the printed formula of the paper, its ratio to random patterns
/// diverges for noisy outputs and large k: `k (log₂ N − (1 − p₁₀) E log₂(1 + f) − p₁₀ E log₂(N − f))`.
pub fn informed_block_code_bits(code: BlockCode, rates: ErrorRates) -> f64 {
    let size = code.block_size();
    let lost: f64 = false_units(size, rates.spurious())
        .map(|(f, probability)| {
            weighted_ld((1.0 - rates.missing()) * probability, f + 1)
                + weighted_ld(rates.missing() * probability, size - f)
        })
        .sum();
    code.blocks() as f64 * (ld_size(code) - lost)
}

fn weighted_ld(weight: f64, count: usize) -> f64 {
    if weight > 0.0 { weight * (count as f64).log2() } else { 0.0 }
}

fn ld_size(code: BlockCode) -> f64 {
    (code.block_size() as f64).log2()
}

/// f and its probability, binomial over the N − 1 wrong units of a block, by a recursion of
/// logarithms.
fn false_units(size: usize, p: f64) -> impl Iterator<Item = (usize, f64)> {
    let (wrong, ln_odds) = (size - 1, p.ln() - (-p).ln_1p());
    let mut ln_probability = wrong as f64 * (-p).ln_1p();
    (0..size).map(move |f| {
        if p == 0.0 || p == 1.0 {
            return (f, if f == wrong * p as usize { 1.0 } else { 0.0 });
        }
        let probability = ln_probability.exp();
        ln_probability += ((wrong - f) as f64 / (f as f64 + 1.0)).ln() + ln_odds;
        (f, probability)
    })
}
