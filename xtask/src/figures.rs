//! All figures, by chapter. A new figure is one file and two lines in its chapter.

mod closed_form;
mod hopfield;
pub(crate) mod infomax;
mod mi;
pub(crate) mod palette;
mod willshaw;

use synaptome_lab::Chapter;

/// The chapters, in reading order.
pub(crate) static CHAPTERS: &[Chapter<'static>] = &[
    Chapter {
        title: "Information in synaptic connections",
        citation: "Fan & Mysore (2024), Quantifying information stored in synaptic connections \
                   rather than in firing patterns of neural networks, arXiv 2411.17692",
        figures: mi::FIGURES,
    },
    Chapter {
        title: "How good the closed form is",
        citation: "Ours: exact information, better approximations, large ensembles, and the topics \
                   of the poster (Fan & Mysore)",
        figures: closed_form::FIGURES,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs::File;

    use synaptome_lab::{Figure, Point, Scale, Table, Value, chain, measure, picture};

    use super::palette::PALETTE;
    use super::*;
    use crate::experiment::repository;

    fn all() -> impl Iterator<Item = &'static dyn Figure> {
        CHAPTERS.iter().flat_map(|chapter| chapter.figures.iter().copied())
    }

    #[test]
    fn identifiers_are_unique() {
        let ids: Vec<_> = all().map(Figure::id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn labels_are_unique_within_a_data_set_at_every_scale() {
        for data in all().map(Figure::data) {
            for scale in Scale::ALL {
                let points = data.points(scale);
                let labels: BTreeSet<_> = points.iter().map(Point::label).collect();
                assert_eq!(labels.len(), points.len(), "{} at {}", data.name(), scale.name());
                let estimated = points.iter().all(|point| point.seconds > 0.0);
                assert!(estimated, "{} has no estimate", data.name());
            }
        }
    }

    /// Tables that a run of another scale, a spreadsheet or a mistake may have left in a folder that is drawn.
    fn strange(columns: &[&str]) -> Vec<Table> {
        let row = |cell: Value| vec![vec![cell; columns.len()]];
        let cells = [0.0, -1.0, 1.0, 1e300, f64::NAN, f64::INFINITY].map(Value::Number);
        let cells = cells.into_iter().chain([Value::from("n/a")]);
        let rows = cells.map(row).chain([Vec::new()]);
        let tables = rows.map(|rows| Table::new(columns, rows).unwrap());
        tables.chain([Table::default()]).collect()
    }

    /// The first and the last row of a committed table, as of a file that was cut.
    fn cut(id: &str) -> Vec<Table> {
        let path = repository().join(format!("docs/figures/paper/{id}.csv"));
        let Ok(file) = File::open(path) else { return Vec::new() };
        let table = Table::from_csv(file).unwrap();
        let columns: Vec<_> = table.columns().iter().map(String::as_str).collect();
        let ends = table.rows().first().into_iter().chain(table.rows().last());
        ends.map(|row| Table::new(&columns, vec![row.clone()]).unwrap()).collect()
    }

    #[test]
    fn no_table_makes_a_figure_panic() {
        let mut failures = BTreeSet::new();
        for figure in all() {
            let tables = strange(figure.data().columns()).into_iter();
            for table in tables.chain(cut(figure.id())) {
                let errors =
                    [measure(figure, &table).err(), picture(figure, &table, PALETTE).err()];
                let said = errors.iter().flatten().map(|error| chain(error));
                failures.extend(said.filter(|said| said.contains("panicked")));
            }
        }
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn data_sets_of_one_name_have_the_same_points_and_columns() {
        let sets: Vec<_> = all().map(Figure::data).collect();
        for (a, b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (a, b))) {
            if a.name() == b.name() {
                assert_eq!(a.columns(), b.columns(), "{}", a.name());
                for scale in Scale::ALL {
                    assert_eq!(a.points(scale), b.points(scale), "{}", a.name());
                }
            }
        }
    }
}
