//! All figures, by chapter. A new figure is one file and one line here.

mod hopfield;
pub(crate) mod infomax;
mod mi;
mod truth;
mod willshaw;

use crate::figure::Figure;

/// The figures of one source.
pub(crate) struct Chapter {
    /// The headline in the report.
    pub(crate) title: &'static str,
    /// The source.
    pub(crate) citation: &'static str,
    /// Its figures, in reading order.
    pub(crate) figures: &'static [&'static dyn Figure],
}

/// The chapters, in reading order.
pub(crate) static CHAPTERS: &[Chapter] = &[
    Chapter {
        title: "Information in synaptic connections",
        citation: "Fan & Mysore (2024), Quantifying information stored in synaptic connections \
                   rather than in firing patterns of neural networks, arXiv 2411.17692",
        figures: mi::FIGURES,
    },
    Chapter {
        title: "The truth behind the closed form",
        citation: "Ours: exact information, better approximations, large ensembles, and what the poster \
                   (Fan & Mysore) promises",
        figures: truth::FIGURES,
    },
    Chapter {
        title: "Willshaw memories with block coding",
        citation: "Knoblauch & Palm (2020), Iterative retrieval and block coding in \
                   autoassociative and heteroassociative memory, Neural Computation 32(1), 205-260",
        figures: willshaw::FIGURES,
    },
    Chapter {
        title: "Writing to the Hopfield memory",
        citation: "Notes on Bao et al. (2019), Writing to the Hopfield Memory via Training a \
                   Recurrent Network, PRICAI 2019, DOI 10.1007/978-3-030-29911-8_19",
        figures: hopfield::FIGURES,
    },
    Chapter {
        title: "Recurrent infomax",
        citation: "Tanaka, Kaneko & Aoyagi (2009), Recurrent infomax generates cell assemblies, \
                   neuronal avalanches, and simple cell-like selectivity, Neural Computation 21, \
                   1038-1067",
        figures: infomax::FIGURES,
    },
];

/// All figures, in reading order.
pub(crate) fn all() -> impl Iterator<Item = &'static dyn Figure> {
    CHAPTERS.iter().flat_map(|chapter| chapter.figures.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::figure::{Point, Scale};

    #[test]
    fn identifiers_are_unique() {
        let ids: Vec<_> = all().map(Figure::id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn labels_are_unique_within_a_figure_at_every_scale() {
        for figure in all() {
            for scale in Scale::ALL {
                let points = figure.points(scale);
                let labels: BTreeSet<_> = points.iter().map(Point::label).collect();
                assert_eq!(labels.len(), points.len(), "{} at {}", figure.id(), scale.name());
                assert!(
                    points.iter().all(|point| point.seconds > 0.0),
                    "{} has no estimate",
                    figure.id()
                );
            }
        }
    }

    #[test]
    fn figures_that_share_data_share_points_and_columns() {
        for (a, b) in all().flat_map(|a| all().map(move |b| (a, b))) {
            if a.data() == b.data() {
                assert_eq!(a.columns(), b.columns(), "{} and {}", a.id(), b.id());
                for scale in Scale::ALL {
                    assert_eq!(a.points(scale), b.points(scale), "{} and {}", a.id(), b.id());
                }
            }
        }
    }
}
