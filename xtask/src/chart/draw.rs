//! Charts drawn by kuva: one scene, written as SVG and as PNG.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use kuva::backend::raster::RasterBackend;
use kuva::backend::svg::SvgBackend;
use kuva::plot::annotations::ReferenceLine;
use kuva::plot::band::BandPlot;
use kuva::plot::colormap::ColorMap;
use kuva::plot::heatmap::Heatmap;
use kuva::plot::legend::LegendPosition;
use kuva::plot::line::LinePlot;
use kuva::plot::scatter::ScatterPlot;
use kuva::render::figure::{Figure, LabelConfig};
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::Scene;
use kuva::render::theme::Theme;

use super::palette::{color_at, color_of};
use super::{Axis, Chart, Legend, Mark, Panel, Reference, Series, Xy};

const PANEL_WIDTH: f64 = 560.0;
const PANEL_HEIGHT: f64 = 400.0;

/// A drawn chart.
#[derive(Clone, Debug)]
pub(crate) struct Drawing {
    /// All panels in one picture.
    pub(crate) svg: String,
    /// The same picture in pixels.
    pub(crate) png: Vec<u8>,
    /// Every panel by itself, for pages that wrap.
    pub(crate) panels: Vec<String>,
}

/// Draws a chart.
pub(crate) fn draw(chart: &Chart) -> Result<Drawing> {
    let whole = scene(&chart.panels, chart.columns);
    let png = RasterBackend::new().with_scale(1.5).render_scene(&whole);
    let one = |panel: &Panel| svg(&scene(std::slice::from_ref(panel), 1));
    Ok(Drawing {
        svg: svg(&whole),
        png: png.map_err(|message| anyhow!("PNG: {message}"))?,
        panels: chart.panels.iter().map(one).collect(),
    })
}

fn scene(panels: &[Panel], columns: usize) -> Scene {
    let (plots, layouts) = panels.iter().map(draw_panel).unzip();
    let figure = Figure::new(panels.len().div_ceil(columns).max(1), columns)
        .with_cell_size(PANEL_WIDTH, PANEL_HEIGHT)
        .with_plots(plots)
        .with_layouts(layouts);
    if panels.len() < 2 {
        return figure.render();
    }
    // Cells without a panel get no letter.
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
    let own = letters.into_iter().take(panels.len()).collect();
    figure.with_labels_custom(own, LabelConfig::default()).render()
}

fn svg(scene: &Scene) -> String {
    scalable(&SvgBackend::default().render_scene(scene))
}

/// Gives the picture a view box, so that a page can scale it.
fn scalable(svg: &str) -> String {
    let attribute = |name: &str| {
        let start = svg.find(&format!(" {name}=\""))? + name.len() + 3;
        svg[start..].split('"').next()
    };
    match (attribute("width"), attribute("height")) {
        (Some(width), Some(height)) => {
            svg.replacen("<svg ", &format!("<svg viewBox=\"0 0 {width} {height}\" "), 1)
        }
        _ => svg.to_owned(),
    }
}

fn draw_panel(panel: &Panel) -> (Vec<Plot>, Layout) {
    let plots: Vec<Plot> = (panel.series.iter().enumerate())
        .filter_map(|(position, series)| draw_series(panel, series, position))
        .collect();
    let layout = axes(Layout::auto_from_plots(&plots), panel).with_title(&*panel.title);
    let layout = panel.references.iter().fold(layout, draw_reference);
    (plots, legend(layout, panel.legend).with_theme(theme()))
}

fn theme() -> Theme {
    Theme {
        grid_color: "#e6e6e6".into(),
        axis_color: "#333333".into(),
        tick_color: "#333333".into(),
        legend_border: "#cccccc".into(),
        font_family: Some("DejaVu Sans, Verdana, sans-serif".into()),
        ..Theme::light()
    }
}

fn axes(layout: Layout, panel: &Panel) -> Layout {
    let layout = layout.with_x_label(&*panel.x.label).with_y_label(&*panel.y.label);
    let layout =
        layout.with_title_size(15).with_label_size(13).with_tick_size(11).with_body_size(11);
    let layout = if panel.x.log { layout.with_log_x() } else { layout };
    let layout = if panel.y.log { layout.with_log_y() } else { layout };
    let layout = match panel.x.range.or_else(|| tight(&panel.x, panel, |p| p.0)) {
        Some((low, high)) => layout.with_x_axis_min(low).with_x_axis_max(high),
        None => layout,
    };
    let layout = match panel.y.range.or_else(|| tight(&panel.y, panel, |p| p.1)) {
        Some((low, high)) => layout.with_y_axis_min(low).with_y_axis_max(high),
        None => layout,
    };
    match panel.x.categories.as_slice() {
        [] => layout,
        names => layout.with_x_categories(names.to_vec()),
    }
}

/// The range of the drawn points on a logarithmic axis, a little wider; the
/// library would go on to the next power of ten.
fn tight(axis: &Axis, panel: &Panel, coordinate: fn(Xy) -> f64) -> Option<(f64, f64)> {
    let points = panel.series.iter().flat_map(Series::extent);
    let shown = points.filter(|p| panel.x.shows(p.0) && panel.y.shows(p.1)).map(coordinate);
    let (low, high) =
        shown.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    (axis.log && low < high).then_some((low / 1.2, high * 1.2))
}

fn legend(layout: Layout, legend: Legend) -> Layout {
    layout.with_legend_position(match legend {
        Legend::Right | Legend::Hidden => LegendPosition::OutsideRightTop,
        Legend::TopLeft => LegendPosition::InsideTopLeft,
        Legend::TopRight => LegendPosition::InsideTopRight,
        Legend::BottomLeft => LegendPosition::InsideBottomLeft,
        Legend::BottomRight => LegendPosition::InsideBottomRight,
    })
}

fn draw_reference(layout: Layout, reference: &Reference) -> Layout {
    let line = if reference.vertical {
        ReferenceLine::vertical(reference.value)
    } else {
        ReferenceLine::horizontal(reference.value)
    };
    layout.with_reference_line(line.with_color("#888888").with_label(&*reference.label))
}

fn draw_series(panel: &Panel, series: &Series, position: usize) -> Option<Plot> {
    let named = color_of(&series.name).unwrap_or_else(|| color_at(position));
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
        let finite = if error.is_finite() { error } else { 0.0 };
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
fn gray(share: f64) -> String {
    let level = (255.0 * share.clamp(0.0, 1.0)).round() as u8;
    format!("#{level:02x}{level:02x}{level:02x}")
}

fn image(rows: &[Vec<f64>], x: Xy, y: Xy) -> Plot {
    let plot = Heatmap::new().with_data(rows.iter().cloned());
    let plot = plot.with_x_range(x.0, x.1).with_y_range(y.0, y.1).with_cell_size(1.0);
    plot.with_color_map(ColorMap::Custom(Arc::new(gray))).into()
}
