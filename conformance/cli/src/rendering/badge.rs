//! A badge that shows how many checks passed, and out of how many.

use askama::Template;
use calproof::report::text::grouped;

use super::model::{LoggedRun, State, Subject, Sums, state};

/// The left part of the badge.
const LABEL: &str = "calproof";

/// The width of a character, and of the space at both ends, in pixels. The font is unknown; the
/// text is stretched or squeezed to this width.
const CHARACTER: usize = 7;
const SPACE: usize = 10;

#[derive(Template)]
#[template(path = "badge.svg")]
struct Badge {
    label: &'static str,
    value: String,
    /// Which checks are not counted.
    about: String,
    color: &'static str,
    /// Widths of the label and of the value, in pixels.
    widths: [usize; 2],
}

/// The runs as a badge.
pub(crate) fn write(runs: &[LoggedRun]) -> askama::Result<String> {
    let subjects = runs.iter().flat_map(|run| &run.subjects);
    let sums = Sums::of(subjects.flat_map(Subject::asked));
    let (color, mark) = match state(runs) {
        State::Passed => ("#1a7f37", ""),
        State::Failed => ("#cf222e", ""),
        State::Inconclusive | State::Skipped => ("#6e7781", ", inconclusive"),
    };
    let value = format!("{}/{} checks{mark}", grouped(sums.passed), grouped(sums.asked()));
    let about = format!("{} more had nothing to judge", grouped(sums.skipped));
    let widths = [LABEL, &value].map(|text| text.chars().count() * CHARACTER + SPACE);
    Badge { label: LABEL, value, about, color, widths }.render()
}
