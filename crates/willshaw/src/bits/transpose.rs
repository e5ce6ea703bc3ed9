//! Transposes of 64 × 64 bits; the loop that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// Transposes a 64 × 64 bit matrix, of which only so many rows and columns matter, `rows[i]` bit j to `rows[j]` bit i: the off-diagonal
/// blocks of size 32, 16, …, 1 change places in turn (Warren, *Hacker's Delight*, §7-3).
#[inline(always)]
pub(super) fn transpose_body(rows: &mut [u64; 64], size: usize) {
    if size > 32 {
        exchange::<32>(rows, 0x0000_0000_FFFF_FFFF);
    }
    let rows = if size > 32 { &mut rows[..] } else { &mut rows[..32] };
    exchange::<16>(rows, 0x0000_FFFF_0000_FFFF);
    exchange::<8>(rows, 0x00FF_00FF_00FF_00FF);
    exchange::<4>(rows, 0x0F0F_0F0F_0F0F_0F0F);
    exchange::<2>(rows, 0x3333_3333_3333_3333);
    exchange::<1>(rows, 0x5555_5555_5555_5555);
}

#[inline(always)]
fn exchange<const WIDTH: usize>(rows: &mut [u64], mask: u64) {
    for pair in rows.chunks_exact_mut(2 * WIDTH) {
        let (low, high) = pair.split_at_mut(WIDTH);
        for (a, b) in low.iter_mut().zip(high) {
            let moved = ((*a >> WIDTH) ^ *b) & mask;
            *a ^= moved << WIDTH;
            *b ^= moved;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::bits::Level;

    #[test]
    fn a_transpose_moves_every_bit() {
        let rows: [u64; 64] =
            std::array::from_fn(|i| (i as u64 + 3).wrapping_pow(11).rotate_left(i as u32));
        for (&level, size) in
            Level::available().iter().flat_map(|level| [(level, 64), (level, 33), (level, 32)])
        {
            let mut turned = rows;
            level.transpose(&mut turned, size);
            for (i, j) in (0..size).flat_map(|i| (0..size).map(move |j| (i, j))) {
                assert_eq!(
                    rows[i] >> j & 1,
                    turned[j] >> i & 1,
                    "{level:?}, {size} rows, bit {i}, {j}"
                );
            }
        }
    }
}
