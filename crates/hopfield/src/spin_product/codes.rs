//! Which of the tabulated sums belong to some spins.

/// Spins that one table knows all the sums of.
pub(super) const SPINS: usize = 4;
/// Tables that stay in the first-level cache together.
pub(super) const TABLES: usize = 8;

/// The codes of some spins, as many as have tables together or fewer.
pub(super) fn codes(spins: &[i8]) -> [u8; TABLES] {
    if let Some(spins) = spins.first_chunk() {
        return all_codes(spins);
    }
    let mut padded = [-1; SPINS * TABLES];
    padded[..spins.len()].copy_from_slice(spins);
    all_codes(&padded)
}

fn all_codes(spins: &[i8; SPINS * TABLES]) -> [u8; TABLES] {
    let mut codes = [0; TABLES];
    codes.iter_mut().zip(spins.as_chunks().0).for_each(|(code, spins)| *code = self::code(*spins));
    codes
}

/// A bit for every spin +1: a product moves the four signs, a byte each, side by side.
fn code(spins: [i8; SPINS]) -> u8 {
    let up = !u32::from_le_bytes(spins.map(i8::cast_unsigned)) >> 7 & 0x0101_0101;
    (up.wrapping_mul(0x0102_0408) >> 24) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_bit_for_every_spin_up() {
        for length in [1, 3, 4, 17, SPINS * TABLES] {
            let spins: Vec<i8> = (0..length).map(|k| if k * k % 5 < 2 { 1 } else { -1 }).collect();
            let bit = |k: usize| spins.get(k).is_some_and(|&spin| spin > 0);
            for (table, code) in codes(&spins).into_iter().enumerate() {
                let bits = (0..8).map(|k| k < SPINS && bit(SPINS * table + k));
                assert!(bits.eq((0..8).map(|k| code >> k & 1 == 1)), "{length} {table} {code}");
            }
        }
    }
}
