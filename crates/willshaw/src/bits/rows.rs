//! What rows of bits have in common or together; the loops that `kernels` compiles.
#![allow(clippy::inline_always, reason = "a body must be part of each of its compilations")]

use super::{LINE, Span};

/// Some rows of a bit matrix, all of the same length.
pub(crate) type Rows<'a> = &'a [&'a [u64]];

#[inline(always)]
pub(super) fn and_rows_body(rows: Rows<'_>, spans: &[Span], target: &mut [u64]) {
    for span in spans {
        combine(rows, span.clone(), target, |a, b| a & b);
    }
}

#[inline(always)]
pub(super) fn or_rows_body(rows: Rows<'_>, spans: &[Span], target: &mut [u64]) {
    for span in spans {
        combine(rows, span.clone(), target, |a, b| a | b);
    }
}

/// Cache line by cache line, so that the target stays in registers while the rows go by.
#[inline(always)]
fn combine(rows: Rows<'_>, span: Span, target: &mut [u64], operation: impl Fn(u64, u64) -> u64) {
    let (lines, rest) = target[span.clone()].as_chunks_mut::<LINE>();
    let mut start = span.start;
    for line in lines {
        let mut value = *line;
        for row in rows {
            let word = &row[start..start + LINE];
            for lane in 0..LINE {
                value[lane] = operation(value[lane], word[lane]);
            }
        }
        *line = value;
        start += LINE;
    }
    for (offset, word) in rest.iter_mut().enumerate() {
        *word = rows.iter().fold(*word, |value, row| operation(value, row[start + offset]));
    }
}

#[inline(always)]
pub(super) fn and_unions_body(rows: Rows<'_>, ends: &[usize], spans: &[Span], target: &mut [u64]) {
    for span in spans {
        let (lines, rest) = target[span.clone()].as_chunks_mut::<LINE>();
        let mut start = span.start;
        for line in lines {
            and_unions_of_line(rows, ends, start, line);
            start += LINE;
        }
        for (word, at) in rest.iter_mut().zip(start..) {
            and_unions_of_line(rows, ends, at, std::array::from_mut(word));
        }
    }
}

/// What is left of a line after none of its bits is left, is not looked at.
#[inline(always)]
fn and_unions_of_line<const W: usize>(
    rows: Rows<'_>,
    ends: &[usize],
    start: usize,
    line: &mut [u64; W],
) {
    let (mut value, mut first) = (*line, 0);
    for &end in ends {
        let mut union = [0; W];
        for row in &rows[first..end] {
            let words = &row[start..start + W];
            for (union, word) in union.iter_mut().zip(words) {
                *union |= word;
            }
        }
        for (value, union) in value.iter_mut().zip(&union) {
            *value &= union;
        }
        if value == [0; W] {
            break;
        }
        first = end;
    }
    *line = value;
}

#[inline(always)]
pub(super) fn overlap_body(a: &[u64], b: &[u64]) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}
