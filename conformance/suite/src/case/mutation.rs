//! Boundary values to which a fuzzer changes inputs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use calproof_registry::{Date, RataDie, calendars};

use crate::case::edges;
use crate::case::inputs::sum;
use crate::claim::Claim;
use crate::query::Sum;
use crate::shape::Shape;

/// Boundary values of some calendars of each shape.
pub struct Edges {
    pub days: Vec<RataDie>,
    pub dates: Vec<Date>,
    pub sums: Vec<Sum>,
}

pub static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let mut edges = Edges { days: Vec::new(), dates: Vec::new(), sums: Vec::new() };
    let ids = ["gregory", "hebrew", "chinese", "coptic", "islamic-umalqura", "persian"];
    for calendar in ids.iter().filter_map(|id| calendars::by_id(id)) {
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        // A corpus that cannot be read is skipped; the other calendars still give values.
        let Ok(shape) = Shape::new("edges", &claim, None) else { continue };
        edges.days.extend(edges::days(&shape));
        edges.days.extend(edges::days_beyond(&claim));
        edges.dates.extend(edges::dates(&shape));
        edges.dates.extend(edges::dates_beyond(&shape));
        edges.dates.extend(edges::impossible(&shape));
        edges.sums.extend(sum::boundary_sums(&shape));
    }
    edges
});
