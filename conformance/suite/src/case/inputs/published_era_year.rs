//! Published era years: rows of vector files.

use std::fmt;

use calproof_registry::RataDie;

use super::{Extent, InputKind, no_row, read_number};
use crate::case::boundary::{self, Boundary};
use crate::case::plan::Plan;
use crate::shape::Shape;
use crate::spec::{PublishedEraYear, Spec};

/// An era-year row of a vector file.
pub static ROWS: Plan<PublishedEraYear> = Plan::new(
    "the published era years",
    |shape| shape.oracle.published.map_or(Vec::new(), |spec| spec.era_years.clone()),
    |_, _| false,
)
.nothing(|spec| spec.era_years.is_empty().then_some("no era years are published for it"));

impl InputKind for PublishedEraYear {
    const KEY: &'static str = "era-year";

    type Given<'a> = &'a PublishedEraYear;

    fn given(&self) -> &PublishedEraYear {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.spell(f)
    }

    fn read(spec: Option<&Spec>, text: &str) -> Result<PublishedEraYear, String> {
        let day = RataDie(read_number(text)?);
        let mut rows = spec.iter().flat_map(|spec| &spec.era_years);
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
    fn any() -> proptest::strategy::BoxedStrategy<PublishedEraYear> {
        super::tests::row(&super::tests::spec("japanese").era_years, |row| row.day)
    }
}
