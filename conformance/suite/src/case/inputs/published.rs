//! Published dates: rows of vector files.

use std::fmt;

use calproof_registry::RataDie;

use super::{Extent, InputKind, no_row, read_number};
use crate::case::boundary::{self, Boundary};
use crate::case::plan::Plan;
use crate::shape::Shape;
use crate::spec::{PublishedDate, Spec};

/// A row of a vector file.
pub static ROWS: Plan<PublishedDate> = Plan::new(
    "the published dates",
    |shape| shape.oracle.published.map_or(Vec::new(), |spec| spec.dates.clone()),
    |_, _| false,
);

impl InputKind for PublishedDate {
    const KEY: &'static str = "published";

    type Given<'a> = &'a PublishedDate;

    fn given(&self) -> &PublishedDate {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.spell(f)
    }

    fn read(spec: Option<&Spec>, text: &str) -> Result<PublishedDate, String> {
        let day = RataDie(read_number(text)?);
        let mut rows = spec.iter().flat_map(|spec| &spec.dates);
        rows.find(|row| row.day == day).cloned().ok_or_else(|| no_row(text))
    }

    fn size(&self) -> (u64, u64) {
        self.day.size()
    }

    fn extent(&self) -> Extent {
        self.day.extent()
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_day(shape, self.day)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        self.day.is_within(shape)
    }

    #[cfg(test)]
    fn any() -> proptest::strategy::BoxedStrategy<PublishedDate> {
        super::tests::row(&super::tests::spec("persian").dates, |row| row.day)
    }
}
