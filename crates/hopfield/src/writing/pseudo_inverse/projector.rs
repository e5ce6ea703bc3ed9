//! The projector on the span of messages, by products with spins.

use std::ops::Range;

use faer::{Mat, MatRef};

use crate::Messages;
use crate::correlations::mirror_lower;
use crate::spin_product::Spins;
use crate::strips::{STRIP, Strips};

/// Units of a group, whose strips are multiplied with the same spins.
const GROUP: usize = 256;

/// Xᵀ Q⁻¹ X from the inverse of Q = X Xᵀ, with the messages as the rows of X.
pub(super) fn projector(messages: &Messages, inverse: MatRef<'_, f64>) -> Mat<f64> {
    let (count, units) = (messages.len(), messages.units());
    let spins = Spins::rows(messages.as_slice(), units);
    let inverse = Strips { rows: count, columns: count }.store(|i, j| inverse[(i, j)]);
    let mut solved = vec![0.0; count * units];
    spins.multiply(&inverse, &mut solved);
    let mut weights = Mat::zeros(units, units);
    for first in (0..units).step_by(GROUP) {
        write_group(&mut weights, first, &spins, &solved);
    }
    mirror_lower(&mut weights);
    weights
}

/// Writes some rows of the product of spins with Q⁻¹ X, stored in strips, as far as the diagonal or a little
/// further.
fn write_group(weights: &mut Mat<f64>, first: usize, spins: &Spins, solved: &[f64]) {
    let units = weights.nrows();
    let end = units.min(first + GROUP);
    let spins = spins.first(end);
    let (mut by_strips, count) = (spins.by_strips(), solved.len() / units);
    let (mut strip, mut product) = (vec![0.0; STRIP * count], vec![0.0; STRIP * end]);
    for top in (first..end).step_by(STRIP) {
        let rows = top..end.min(top + STRIP);
        let strip = &mut strip[..rows.len() * count];
        turn(solved, Strips { rows: count, columns: units }, rows.clone(), strip);
        let product = &mut product[..rows.len() * end];
        by_strips.multiply(strip, product);
        for (j, column) in product.chunks_exact(rows.len()).enumerate() {
            weights.col_as_slice_mut(j)[rows.clone()].copy_from_slice(column);
        }
    }
}

/// Writes some columns of a matrix stored in strips as one strip of rows.
fn turn(matrix: &[f64], from: Strips, some: Range<usize>, strip: &mut [f64]) {
    for (row, to) in strip.chunks_exact_mut(some.len()).enumerate() {
        let column = matrix[from.at(row, some.start)..].iter().step_by(from.step(row));
        to.iter_mut().zip(column).for_each(|(to, entry)| *to = *entry);
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use crate::{Messages, PseudoInverse, WritingRule};

    #[test]
    fn many_messages_are_fixed_by_a_symmetric_matrix_of_their_rank() {
        let rng = &mut rand_chacha::ChaCha12Rng::seed_from_u64(1);
        let messages = Messages::draw(300, 130, rng).unwrap();
        let network = PseudoInverse::default().write(&messages, rng).unwrap();
        let weights = network.weights();
        assert!((0..300).all(|i| (0..i).all(|j| weights[(i, j)] == weights[(j, i)])));
        let trace: f64 = (0..300).map(|i| weights[(i, i)]).sum();
        assert!((trace - 130.0).abs() < 1e-9);
        for message in &messages {
            let field = network.field(message).unwrap();
            assert!(field.iter().zip(message.numbers()).all(|(h, x)| (h - x).abs() < 1e-9));
        }
    }
}
