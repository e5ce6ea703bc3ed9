//! Charts as data: panels of series on labelled axes, drawn as SVG and PNG.
//!
//! ```
//! use synaptome_lab::chart::{Axis, Chart, Palette, Panel, Series, draw};
//! let axes = (Axis::linear("flipped units"), Axis::linear("overlap").range(0.0, 1.0));
//! let measured = [(0.0, 1.0, 0.0), (5.0, 0.9, 0.02), (10.0, 0.5, 0.05)];
//! let panel = Panel::new("Recall", axes.0, axes.1)
//!     .with(Series::error_band("", &measured))
//!     .with(Series::measured("HOP", &measured));
//! let drawing = draw(&Chart::from(panel), Palette::default())?;
//! assert!(drawing.svg.starts_with("<svg"));
//! # Ok::<(), synaptome_lab::Error>(())
//! ```

mod axis;
mod drawing;
mod palette;
mod panel;
mod reference;
mod series;

pub use axis::Axis;
pub use drawing::{Drawing, draw};
pub use palette::{Palette, color_at};
pub use panel::{Chart, Legend, Panel};
pub use reference::Reference;
pub use series::{Series, Xy};
