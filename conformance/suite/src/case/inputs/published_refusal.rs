//! Dates published as impossible: rows of vector files.

use std::fmt;

use calproof_registry::Date;

use super::{Extent, InputKind, no_row};
use crate::case::boundary::{self, Boundary};
use crate::case::plan::Plan;
use crate::shape::Shape;
use crate::spec::{PublishedRefusal, Spec};

/// A refusal row of a vector file.
pub static ROWS: Plan<PublishedRefusal> = Plan::new(
    "the published refusals",
    |shape| shape.oracle.published.map_or(Vec::new(), |spec| spec.refusals.clone()),
    |_, _| false,
);

impl InputKind for PublishedRefusal {
    const KEY: &'static str = "refusal";

    type Given<'a> = &'a PublishedRefusal;

    fn given(&self) -> &PublishedRefusal {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.spell(f)
    }

    fn read(spec: Option<&Spec>, text: &str) -> Result<PublishedRefusal, String> {
        let date: Date = text.parse()?;
        let mut rows = spec.iter().flat_map(|spec| &spec.refusals);
        rows.find(|row| row.date == date).cloned().ok_or_else(|| no_row(text))
    }

    fn size(&self) -> (u64, u64) {
        self.date.size()
    }

    fn extent(&self) -> Extent {
        self.date.extent()
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_date(shape, self.date)
    }

    fn is_within(&self, _: &Shape<'_>) -> bool {
        // The row is about a date that does not exist, so the range does not matter.
        true
    }

    #[cfg(test)]
    fn any() -> proptest::strategy::BoxedStrategy<PublishedRefusal> {
        super::tests::row(&super::tests::spec("persian").refusals, |row| row.date)
    }
}
