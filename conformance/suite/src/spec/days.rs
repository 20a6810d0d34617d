//! Boundary days for comparing implementations side by side; read from `corpora/days.toml`.

use std::sync::LazyLock;

use calproof_registry::{Date, RataDie, calendars};
use serde::Deserialize;
use toml::Spanned;

use super::file::RawDate;
use super::{FileError, refuse_other_format};

/// The file's name in messages.
const FILE: &str = "corpora/days.toml";

/// A day worth asking every calendar about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryDay {
    /// The day.
    pub day: RataDie,
    /// What is special about it; empty for a sample.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    /// Another version has already been refused.
    #[serde(default, rename = "format")]
    _format: i64,
    days: Vec<RawDays>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDays {
    source: Spanned<String>,
    rows: Vec<(Spanned<i64>, RawDate, String)>,
}

static BUILT_IN: LazyLock<Result<Vec<BoundaryDay>, FileError>> =
    LazyLock::new(|| read(FILE, calproof_corpora::DAYS));

/// The built-in days, in order.
pub fn all() -> Result<&'static [BoundaryDay], FileError> {
    BUILT_IN.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// Parses such a file. Each day may occur only once, with its Gregorian date.
pub fn read(file: &str, text: &str) -> Result<Vec<BoundaryDay>, FileError> {
    refuse_other_format(file, text)?;
    let raw: RawFile =
        toml::from_str(text).map_err(|error| FileError::of_toml(file, text, &error))?;
    let gregory = calendars::by_id("gregory");
    let mut days: Vec<BoundaryDay> = Vec::new();
    for block in raw.days {
        if block.source.get_ref().trim().is_empty() {
            return Err(FileError::at(file, text, block.source.span().start, "no source"));
        }
        for (day, RawDate(date), why) in block.rows {
            let (place, day) = (day.span().start, RataDie(day.into_inner()));
            let right = gregory.and_then(|gregory| gregory.date(day).ok());
            if right != Some(date) {
                let right = right
                    .map_or("out of range".to_owned(), |date: Date| date.numbered().to_string());
                let words = format!("{day} is {right}, not {}", date.numbered());
                return Err(FileError::at(file, text, place, &words));
            }
            if days.iter().any(|other| other.day == day) {
                return Err(FileError::at(file, text, place, &format!("{day} is listed twice")));
            }
            days.push(BoundaryDay { day, why });
        }
    }
    days.sort_by_key(|day| day.day);
    Ok(days)
}

#[cfg(test)]
mod tests {
    use calproof_registry::calendars;

    use super::*;

    /// Every boundary day round-trips between all calendars. The registry's own tests generate
    /// arbitrary days.
    #[test]
    fn each_day_converts_between_all_calendars_and_back() {
        let mut count = 0;
        for boundary in all().unwrap() {
            for one in calendars::ALL.iter().filter(|one| one.date(boundary.day).is_ok()) {
                for other in calendars::ALL {
                    let date = one.date(boundary.day).unwrap();
                    let Ok(there) = other.date(one.day(date).unwrap()) else { continue };
                    let back = other.day(there).and_then(|day| one.date(day));
                    assert_eq!(back, Ok(date), "{} {date}, {} {there}", one.id(), other.id());
                    count += 1;
                }
            }
        }
        assert!(count > 33 * 30 * 30, "{count} ordered pairs");
    }

    #[test]
    fn the_sample_days_and_famous_ones_are_there() {
        let days = all().unwrap();
        assert_eq!(days.iter().filter(|day| day.why.is_empty()).count(), 33);
        for famous in [739_330, 742_529] {
            assert!(days.iter().any(|day| day.day.0 == famous && !day.why.is_empty()));
        }
    }

    #[test]
    fn an_invalid_file_is_refused_with_line_and_reason() {
        let good =
            "[[days]]\nsource = \"a book\"\nrows = [\n[1, \"0001-01-01\", \"the first\"],\n]\n";
        assert_eq!(read("days.toml", good).unwrap()[0].why, "the first");
        for (part, bad, line, words) in [
            ("[1,", "[2,", "line 4", "RD 2 is 0001-01-02, not 0001-01-01"),
            ("a book", " ", "line 2", "no source"),
            ("],\n", "],\n[1, \"0001-01-01\", \"\"],\n", "line 5", "RD 1 is listed twice"),
            ("source", "origin", "line 2", "unknown field `origin`"),
        ] {
            let text = good.replacen(part, bad, 1);
            let error = read("days.toml", &text).unwrap_err().to_string();
            assert!(error.contains(line) && error.contains(words), "{part} → {bad}: {error}");
        }
    }
}
