//! Learning of dense patterns, row by row.

use crate::UnitSet;
use crate::synapses::plane::Plane;
use crate::{PatternCode, Patterns};

/// ORs every content, as a row of bits, into the rows of its address.
pub(super) fn learn<C: PatternCode>(
    plane: &mut Plane,
    addresses: &Patterns<C>,
    contents: &Patterns<C>,
) {
    for (address, content) in addresses.iter().zip(contents.iter()) {
        let content = UnitSet::from_units(plane.units(), content);
        for &unit in address {
            let row = plane.row_mut(unit as usize);
            row.iter_mut().zip(content.words()).for_each(|(word, bits)| *word |= bits);
        }
    }
}
