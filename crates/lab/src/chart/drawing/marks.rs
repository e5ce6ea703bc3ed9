//! Lines, markers, bands, histograms and images.

use std::sync::Arc;

use kuva::plot::band::BandPlot;
use kuva::plot::colormap::ColorMap;
use kuva::plot::heatmap::Heatmap;
use kuva::plot::line::LinePlot;
use kuva::plot::scatter::ScatterPlot;
use kuva::render::plots::Plot;

use crate::chart::axis::{Axis, LARGEST};
use crate::chart::palette::{Palette, color_at};
use crate::chart::panel::{Legend, Panel};
use crate::chart::series::{Mark, Series, Xy};

/// One series of a panel, if anything of it is visible.
pub(super) fn draw(
    panel: &Panel,
    series: &Series,
    palette: Palette<'_>,
    position: usize,
) -> Option<Plot> {
    let named = palette.color_of(&series.name).unwrap_or_else(|| color_at(position));
    let color = series.color.as_deref().unwrap_or(named);
    let (x, y) = (&panel.x, &panel.y);
    let name =
        (panel.legend != Legend::Hidden).then_some(&*series.name).filter(|name| !name.is_empty());
    match &series.mark {
        Mark::Line { points, dashed } => line(visible(points, x, y), *dashed, color, name),
        Mark::Points { points, errors, size } => {
            markers(points, errors, *size, (x, y), color, name)
        }
        Mark::Band { band } => shade(band, x, y, color, name),
        Mark::Bars { edges, heights } => histogram(edges, heights, color, name),
        Mark::Image { rows, x, y } => Some(image(rows, *x, *y)),
    }
}

fn visible(points: &[Xy], x: &Axis, y: &Axis) -> Vec<Xy> {
    points.iter().copied().filter(|p| x.shows(p.0) && y.shows(p.1)).collect()
}

fn line(points: Vec<Xy>, dashed: bool, color: &str, name: Option<&str>) -> Option<Plot> {
    if points.is_empty() {
        return None;
    }
    let plot = LinePlot::new().with_data(points).with_color(color).with_stroke_width(1.8);
    Some(entitled(if dashed { plot.with_dashed() } else { plot }, name))
}

fn markers(
    points: &[Xy],
    errors: &[f64],
    size: f64,
    (x, y): (&Axis, &Axis),
    color: &str,
    name: Option<&str>,
) -> Option<Plot> {
    let keep = |p: &Xy| x.shows(p.0) && y.shows(p.1);
    let shown: Vec<Xy> = points.iter().copied().filter(keep).collect();
    if shown.is_empty() {
        return None;
    }
    let opacity = if size < 2.5 { 0.45 } else { 1.0 };
    let plot = ScatterPlot::new()
        .with_data(shown)
        .with_color(color)
        .with_size(size)
        .with_marker_opacity(opacity);
    let bars = (points.iter().zip(errors)).filter(|(p, _)| keep(p)).map(|(p, &error)| {
        let finite = if error.abs() <= LARGEST { error.max(0.0) } else { 0.0 };
        // A bar that would cross zero ends just above it on a logarithmic axis.
        (if y.log { finite.min(0.9 * p.1) } else { finite }, finite)
    });
    let plot =
        if errors.is_empty() { plot } else { plot.with_y_err_asymmetric(bars.collect::<Vec<_>>()) };
    Some(
        match name {
            Some(name) => plot.with_legend(name),
            None => plot,
        }
        .into(),
    )
}

fn shade(
    band: &[(f64, f64, f64)],
    x: &Axis,
    y: &Axis,
    color: &str,
    name: Option<&str>,
) -> Option<Plot> {
    let shown: Vec<_> =
        band.iter().filter(|b| x.shows(b.0) && y.shows(b.1) && y.shows(b.2)).collect();
    if shown.is_empty() {
        return None;
    }
    let column = |f: fn(&(f64, f64, f64)) -> f64| shown.iter().map(|b| f(b)).collect::<Vec<f64>>();
    let plot = BandPlot::new(column(|b| b.0), column(|b| b.1), column(|b| b.2))
        .with_color(color)
        .with_opacity(0.2);
    Some(
        match name {
            Some(name) => plot.with_legend(name),
            None => plot,
        }
        .into(),
    )
}

/// An outline that rises and falls at the edges, lightly filled.
fn histogram(edges: &[f64], heights: &[f64], color: &str, name: Option<&str>) -> Option<Plot> {
    if heights.is_empty() || edges.len() != heights.len() + 1 {
        return None;
    }
    let sides = (edges.windows(2).zip(heights))
        .flat_map(|(edge, &height)| [(edge[0], height), (edge[1], height)]);
    let (first, last) = ((edges[0], 0.0), (edges[heights.len()], 0.0));
    let outline: Vec<Xy> = std::iter::once(first).chain(sides).chain([last]).collect();
    let plot = LinePlot::new().with_data(outline).with_color(color).with_stroke_width(1.8);
    Some(entitled(plot.with_fill().with_fill_opacity(0.12), name))
}

/// A line, with its name in the legend if it has one.
fn entitled(plot: LinePlot, name: Option<&str>) -> Plot {
    match name {
        Some(name) => plot.with_legend(name),
        None => plot,
    }
    .into()
}

/// Black at 0, white at 1.
fn gray(level: f64) -> String {
    let level = (255.0 * level.clamp(0.0, 1.0)).round() as u8;
    format!("#{level:02x}{level:02x}{level:02x}")
}

fn image(rows: &[Vec<f64>], x: Xy, y: Xy) -> Plot {
    let plot = Heatmap::new().with_data(rows.iter().cloned());
    let plot = plot.with_x_range(x.0, x.1).with_y_range(y.0, y.1).with_cell_size(1.0);
    plot.with_color_map(ColorMap::Custom(Arc::new(gray))).into()
}
