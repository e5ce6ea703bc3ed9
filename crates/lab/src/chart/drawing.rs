//! Charts drawn with kuva: one scene, written as SVG and as PNG.

mod dashes;
mod layout;
mod marks;
mod minus;
mod ticks;

use kuva::backend::raster::RasterBackend;
use kuva::backend::svg::SvgBackend;
use kuva::render::figure::{Figure, LabelConfig};
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::Scene;

use super::palette::Palette;
use super::panel::{Chart, Panel};
use crate::Error;
use crate::panics::catch;

const PANEL_WIDTH: f64 = 560.0;
const PANEL_HEIGHT: f64 = 400.0;

/// A drawn chart.
///
/// ```
/// use synaptome_lab::chart::{Axis, Drawing, Palette, Panel, Series, draw};
///
/// let panel = Panel::new("Line", Axis::linear("x"), Axis::linear("y"));
/// let panel = panel.with(Series::line("", vec![(0.0, 0.0), (1.0, 1.0)]));
/// let Drawing { svg, png, panels } = draw(&panel.into(), Palette::default())?;
/// assert!(svg.starts_with("<svg") && png.starts_with(b"\x89PNG") && panels.len() == 1);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Drawing {
    /// All panels in one picture.
    pub svg: String,
    /// The same picture in pixels.
    pub png: Vec<u8>,
    /// Every panel by itself, for pages that wrap.
    pub panels: Vec<String>,
}

/// Refuses ranges that no axis has.
fn panel_is_drawable(panel: &Panel) -> Result<(), Error> {
    for axis in [&panel.x, &panel.y] {
        if let Some((low, high)) = axis.range
            && !axis.is_drawable()
        {
            let label = &axis.label;
            let reason = format!("axis {label:?} has the range [{low}, {high}]");
            return Err(Error::Drawing { reason });
        }
    }
    Ok(())
}

/// Draws a chart; series without a colour of their own take that of their name in the palette, or
/// of their position.
///
/// ```
/// use synaptome_lab::chart::{Axis, Palette, Panel, Series, draw};
///
/// let panel = Panel::new("Noise", Axis::linear("flips"), Axis::linear("overlap"));
/// let chart = panel.with(Series::line("Hebb", vec![(0.0, 1.0), (8.0, 0.9)])).into();
/// let orange = draw(&chart, Palette::new(&[("Hebb", "#D55E00")]))?;
/// assert_ne!(orange.svg, draw(&chart, Palette::default())?.svg);
/// # Ok::<(), synaptome_lab::Error>(())
/// ```
///
/// # Errors
/// [`Error::Drawing`] for the range of an axis that is reversed, not finite or beyond ±10³⁰⁰, and if the picture
/// cannot be turned into pixels.
pub fn draw(chart: &Chart, palette: Palette<'_>) -> Result<Drawing, Error> {
    chart.panels.iter().try_for_each(panel_is_drawable)?;
    let drawn = catch(|| Ok(draw_checked(chart, palette)?));
    drawn.map_err(|error| Error::Drawing { reason: error.to_string() })
}

fn draw_checked(chart: &Chart, palette: Palette<'_>) -> Result<Drawing, String> {
    let whole = scene(&chart.panels, chart.columns.min(chart.panels.len().max(1)), palette);
    let one = |panel: &Panel| svg(&scene(std::slice::from_ref(panel), 1, palette));
    let (svg, panels) = (svg(&whole), chart.panels.iter().map(one).collect());
    let png = RasterBackend::new().with_scale(1.5).render_scene(&dashes::cut(whole))?;
    Ok(Drawing { svg, png, panels })
}

fn scene(panels: &[Panel], columns: usize, palette: Palette<'_>) -> Scene {
    let (plots, layouts) = panels.iter().map(|panel| draw_panel(panel, palette)).unzip();
    let figure = Figure::new(panels.len().div_ceil(columns).max(1), columns)
        .with_cell_size(PANEL_WIDTH, PANEL_HEIGHT)
        .with_plots(plots)
        .with_layouts(layouts);
    if panels.len() < 2 {
        return minus::signed(figure.render());
    }
    // Cells without a panel get no letter.
    let letters: Vec<String> = ('A'..='Z').map(String::from).collect();
    let own = letters.iter().map(String::as_str).take(panels.len()).collect();
    minus::signed(figure.with_labels_custom(own, LabelConfig::default()).render())
}

fn svg(scene: &Scene) -> String {
    renumbered(&scalable(&SvgBackend::default().render_scene(scene)))
}

/// Counts the clip paths of a picture from 0: kuva counts those of all pictures that a process draws.
fn renumbered(svg: &str) -> String {
    let (mut seen, mut parts) = (Vec::new(), svg.split("kuva-clip-"));
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_at(part.bytes().take_while(u8::is_ascii_digit).count());
        let position = seen.iter().position(|own| *own == number).unwrap_or(seen.len());
        if position == seen.len() {
            seen.push(number);
        }
        text.push_str("clip-");
        text.push_str(&position.to_string());
        text.push_str(rest);
    }
    text
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

fn draw_panel(panel: &Panel, palette: Palette<'_>) -> (Vec<Plot>, Layout) {
    let plots: Vec<Plot> = (panel.series.iter().enumerate())
        .filter_map(|(position, series)| marks::draw(panel, series, palette, position))
        .collect();
    let layout = layout::of(panel, &plots);
    (plots, layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clip_paths_are_counted_in_the_order_in_which_they_appear() {
        let svg = r#"<clipPath id="kuva-clip-12"/><clipPath id="kuva-clip-3"/><g clip-path="url(#kuva-clip-12)"/>"#;
        let own = r#"<clipPath id="clip-0"/><clipPath id="clip-1"/><g clip-path="url(#clip-0)"/>"#;
        assert_eq!(renumbered(svg), own);
        assert_eq!(renumbered("<svg/>"), "<svg/>");
    }
}
