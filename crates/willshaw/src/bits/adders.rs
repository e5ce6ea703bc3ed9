//! Sums of many rows of bits at once, as a tree of adders; the loop that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

/// Words of all planes that are worked on together, so that they stay in the first-level cache.
const STRIP: usize = 64;
/// Words in a register.
const LINE: usize = 8;
/// Rows that are summed to one carry.
const GROUP: usize = 8;

type Line = [u64; LINE];

/// Adds the bits of `rows` to vertical counters: bit b of sum j is bit j of plane b. What
/// exceeds the planes is lost.
#[inline(always)]
pub(super) fn add_rows_body(rows: &[&[u64]], planes: &mut [Vec<u64>]) {
    let words = planes.iter().map(Vec::len).chain(rows.iter().map(|row| row.len())).min();
    let (groups, rest) = if planes.len() > 3 { rows.as_chunks() } else { (&[][..], rows) };
    for start in (0..words.unwrap_or(0)).step_by(STRIP) {
        let end = words.unwrap_or(0).min(start + STRIP);
        for group in groups {
            for at in (start..end).step_by(LINE) {
                add_group(group, planes, at, LINE.min(end - at));
            }
        }
        for row in rest {
            for at in (start..end).step_by(LINE) {
                let length = LINE.min(end - at);
                carry_into(planes, at, load(row, at, length), length);
            }
        }
    }
}

/// Eight bits and what the lowest planes hold make three bits and one carry of eight.
#[inline(always)]
fn add_group(group: &[&[u64]; GROUP], planes: &mut [Vec<u64>], at: usize, length: usize) {
    let row = |i: usize| load(group[i], at, length);
    let [ones, twos, fours] = [0, 1, 2].map(|plane| load(&planes[plane], at, length));
    let (ones, a) = add(ones, row(0), row(1));
    let (ones, b) = add(ones, row(2), row(3));
    let (twos, c) = add(twos, a, b);
    let (ones, a) = add(ones, row(4), row(5));
    let (ones, b) = add(ones, row(6), row(7));
    let (twos, d) = add(twos, a, b);
    let (fours, eights) = add(fours, c, d);
    for (plane, line) in planes.iter_mut().zip([ones, twos, fours]) {
        plane[at..at + length].copy_from_slice(&line[..length]);
    }
    carry_into(&mut planes[3..], at, eights, length);
}

/// Adds one bit to each counter, until nothing is carried.
#[inline(always)]
fn carry_into(planes: &mut [Vec<u64>], at: usize, mut carry: Line, length: usize) {
    for plane in planes {
        if carry == [0; LINE] {
            return;
        }
        let old = load(plane, at, length);
        let sum: Line = std::array::from_fn(|i| old[i] ^ carry[i]);
        carry = std::array::from_fn(|i| old[i] & carry[i]);
        plane[at..at + length].copy_from_slice(&sum[..length]);
    }
}

#[inline(always)]
fn load(row: &[u64], at: usize, length: usize) -> Line {
    if let Some(line) = row[at..].first_chunk() {
        return *line;
    }
    let mut line = [0; LINE];
    line[..length].copy_from_slice(&row[at..at + length]);
    line
}

/// Sum and carry of three bits.
#[inline(always)]
fn add(a: Line, b: Line, c: Line) -> (Line, Line) {
    let sum = std::array::from_fn(|i| a[i] ^ b[i] ^ c[i]);
    (sum, std::array::from_fn(|i| (a[i] & b[i]) | (c[i] & (a[i] | b[i]))))
}
