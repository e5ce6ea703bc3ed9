//! Axes, legend and reference lines of a panel.

use kuva::plot::annotations::ReferenceLine;
use kuva::plot::legend::LegendPosition;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::theme::Theme;

use super::{PANEL_WIDTH, ticks};
use crate::chart::axis::{Axis, LARGEST};
use crate::chart::panel::{Legend, Panel};
use crate::chart::reference::Reference;
use crate::chart::series::{Series, Xy};

/// What a panel has between its margins, about.
const PLOT_WIDTH: f64 = PANEL_WIDTH - 80.0;

/// The mean width of a character of a tick label.
const CHARACTER_WIDTH: f64 = 6.5;

/// Everything of a panel but its series.
pub(super) fn of(panel: &Panel, plots: &[Plot]) -> Layout {
    let layout = axes(Layout::auto_from_plots(plots), panel).with_title(&*panel.title);
    let finite = panel.references.iter().filter(|reference| reference.value.abs() <= LARGEST);
    let layout = finite.fold(layout, draw_reference);
    let mut layout = legend(layout, panel.legend).with_theme(theme());
    layout.show_colorbar &= panel.legend != Legend::Hidden;
    layout
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
    let layout = y_range(x_range(layout, panel), panel);
    match panel.x.categories.as_slice() {
        [] => layout,
        names if fit_side_by_side(names) => layout.with_x_categories(names.to_vec()),
        names => layout.with_x_categories(names.to_vec()).with_x_tick_rotate(SLOPE_OF_NAMES),
    }
}

/// In degrees: names that would touch each other rise to the right.
const SLOPE_OF_NAMES: f64 = -45.0;

/// Whether the longest name, with a gap, is narrower than the place of one category.
fn fit_side_by_side(names: &[String]) -> bool {
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let wide = (longest + 1) as f64 * CHARACTER_WIDTH;
    wide * names.len() as f64 <= PLOT_WIDTH
}

fn x_range(layout: Layout, panel: &Panel) -> Layout {
    let layout = if panel.x.log { layout.with_log_x() } else { layout };
    let Some((low, high)) = panel.x.range.or_else(|| tight(&panel.x, panel, |p| p.0)) else {
        return layout;
    };
    let layout = layout.with_x_axis_min(low).with_x_axis_max(high);
    if panel.x.log { layout.with_x_tick_format(ticks::of(low, high)) } else { layout }
}

fn y_range(layout: Layout, panel: &Panel) -> Layout {
    let layout = if panel.y.log { layout.with_log_y() } else { layout };
    let Some((low, high)) = panel.y.range.or_else(|| tight(&panel.y, panel, |p| p.1)) else {
        return layout;
    };
    let mut layout = layout.with_y_axis_min(low).with_y_axis_max(high);
    // From this range the library takes the width of the tick labels, and with it the place of the axis label.
    layout.y_range = (low, high);
    if panel.y.log { layout.with_y_tick_format(ticks::of(low, high)) } else { layout }
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
