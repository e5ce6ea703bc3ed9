//! Information capacity against the activity of the patterns.

use synaptome_lab::chart::Chart;
use synaptome_lab::{Caption, DataSet, Figure, Measurement, Result, Table};

use super::largest_loads::LargestLoads;
use super::pattern_capacity::{chart, information};

pub(super) struct InformationCapacity;

impl Figure for InformationCapacity {
    fn id(&self) -> &str {
        "will-6"
    }

    fn source(&self) -> &str {
        "Knoblauch & Palm 2020, Fig 6"
    }

    fn caption(&self) -> Caption {
        Caption {
            title: "Information per synapse",
            seen: "Information per synapse at M_ε: of completion (C_u) for autoassociation, of address and content \
                   (C_uv) for heteroassociation. Dots: simulation, with standard errors over networks; lines: theory.",
            paper: "The same panels: the largest capacity lies near k = log₂ n, and for large k \
                    block patterns store far less information than random patterns.",
        }
    }

    fn data(&self) -> &dyn DataSet {
        &LargestLoads
    }

    fn measure(&self, _: &Table) -> Result<Vec<Measurement>> {
        Ok(Vec::new())
    }

    fn chart(&self, table: &Table) -> Result<Chart> {
        chart(table, "bits", "bits_error", "C_ε, bits per synapse", information)
    }
}
