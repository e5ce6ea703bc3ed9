//! Figure 8: the gains of Figure 7 for heteroassociation.

use super::will_7::Gains;

pub(super) static HETERO: Gains =
    Gains { id: "will-8", source: "Knoblauch & Palm 2020, Fig 8", association: "hetero" };
