//! What a calendar promises, and its published dates; read from `corpora/vectors`.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use calproof_corpora::{File, VECTORS};
use calproof_registry::{Date, EraYear, MonthCode, RataDie, Reason};
use serde::Deserialize;

use crate::escape;

pub mod days;
mod eras;
mod file;
mod format;
#[cfg(test)]
mod tests;
mod walk;

pub use eras::{SpecEra, YearZero};
pub use file::read;
pub use format::{FORMAT, other_format, refuse_other_format};
pub use walk::ListedRule;

/// How far a calendar's rule can be called right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Exactness {
    /// Exact by definition, in every year.
    Arithmetic,
    /// A published table, exact for the years that it has.
    Table,
    /// A model of the sky; never called right.
    Astronomy,
}

impl fmt::Display for Exactness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Exactness::Arithmetic => "arithmetic",
            Exactness::Table => "table",
            Exactness::Astronomy => "astronomy",
        })
    }
}

/// What a calendar promises, with its published dates.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Spec {
    /// The calendar's id.
    pub id: String,
    /// Its name in prose.
    pub name: String,
    /// Other names for exactly this calendar.
    pub aliases: Vec<String>,
    /// Its rule in a few words, for lists.
    pub rule: Option<String>,
    /// How far its rule can be called right.
    pub exactness: Exactness,
    /// The first and the last date.
    pub range: (Date, Date),
    /// The codes of all months that it can have, in the order of a year.
    pub months: Vec<MonthCode>,
    /// Whether a year can have a leap month.
    pub leap_months: bool,
    /// Which month stands for a leap month in a year that lacks it, where it is not the common
    /// month of the same number.
    pub replacements: Vec<(MonthCode, MonthCode)>,
    /// Dates that follow one another although numbers are missing between them: the two sides of
    /// each gap, which lies within a month.
    pub gaps: Vec<(Date, Date)>,
    /// How many days a common year can have.
    pub common_year_days: Vec<u32>,
    /// How many days a leap year can have.
    pub leap_year_days: Vec<u32>,
    /// After how many years, and days, the calendar begins anew; `None` if it never does.
    pub cycle: Option<(i64, i64)>,
    /// Its rule by lists, if it can be said by lists.
    pub walk: Option<ListedRule>,
    /// Its eras, the oldest first; none where years are only counted.
    pub eras: Vec<SpecEra>,
    /// What people call the year 0.
    pub year_zero: Option<YearZero>,
    /// Who decides.
    pub authority: String,
    /// Why no dates are published; `None` where some are.
    pub unpublished: Option<String>,
    /// The published dates, in the order of the file.
    pub dates: Vec<PublishedDate>,
    /// Impossible dates, each with the reason that is right.
    pub refusals: Vec<PublishedRefusal>,
    /// Published years of eras.
    pub era_years: Vec<PublishedEraYear>,
    /// Months of which the authorities themselves do not know the first day.
    pub undecided: Vec<UndecidedMonth>,
}

/// A day and its date, as somebody published them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedDate {
    /// The day.
    pub day: RataDie,
    /// Its date.
    pub date: Date,
    /// Who published it, where.
    pub source: String,
}

/// A day and the year of its era, as somebody published them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEraYear {
    /// The day.
    pub day: RataDie,
    /// The year of its era.
    pub year: EraYear,
    /// Who published it, where.
    pub source: String,
}

/// An impossible date, and the reason that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRefusal {
    /// The date.
    pub date: Date,
    /// Why there is none.
    pub reason: Reason,
    /// Who says so.
    pub source: String,
}

/// A month that may begin on another day than the one that the table has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndecidedMonth {
    /// The date of its first day.
    pub date: Date,
    /// The first day, as the table has it.
    pub day: RataDie,
    /// The first day, as it may be.
    pub other: RataDie,
    /// Who says so.
    pub source: String,
}

/// A file of the corpora that cannot be used: which, where in it, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileError {
    /// The file's name.
    pub file: String,
    /// Line, column, and what was expected there.
    pub problem: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whose file it is nobody knows, and what is wrong may quote it.
        write!(f, "{}: {}", escape::whole(&self.file), escape::whole(&self.problem))
    }
}

impl std::error::Error for FileError {}

impl FileError {
    /// The problem with the file of this name.
    pub fn new(file: impl Into<String>, problem: impl Into<String>) -> FileError {
        FileError { file: file.into(), problem: problem.into() }
    }

    /// What is wrong at this place of the text, in bytes from its beginning.
    pub fn at(file: &str, text: &str, place: usize, words: &str) -> FileError {
        let line = 1 + text[..place].matches('\n').count();
        FileError { file: file.to_owned(), problem: format!("line {line}: {words}") }
    }

    /// What the reader of TOML says of the text, on one line.
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> FileError {
        let place = error.span().map_or(0, |span| span.start).min(text.len());
        let words = error.message().split_whitespace().collect::<Vec<&str>>().join(" ");
        FileError::at(file, text, place, &words)
    }
}

/// Vector files that were read, and what is wrong with the others. A broken file stops only itself.
#[derive(Default)]
struct Specs {
    /// By id.
    good: Vec<Spec>,
    unreadable: Vec<FileError>,
}

static BUILT_IN: LazyLock<Specs> = LazyLock::new(|| {
    let path = |file: &File<'_>| format!("corpora/vectors/{}", file.path().display());
    Specs::of(VECTORS.files().map(|file| (path(file), file.contents_utf8())))
});

/// The specs of calendars that the suite does not have.
static ADOPTED: OnceLock<Vec<Spec>> = OnceLock::new();

impl Specs {
    /// The specs in these files: of each its path and its text, if it is UTF-8.
    fn of<'a>(files: impl Iterator<Item = (String, Option<&'a str>)>) -> Specs {
        let mut specs = Specs::default();
        for (file, text) in files {
            let no_text = || FileError { file: file.clone(), problem: "is not UTF-8".to_owned() };
            match text.ok_or_else(no_text).and_then(|text| read(&file, text)) {
                Ok(spec) => specs.good.push(spec),
                Err(error) => specs.unreadable.push(error),
            }
        }
        specs.good.sort_by(|a, b| a.id.cmp(&b.id));
        specs.unreadable.sort_by(|a, b| a.file.cmp(&b.file));
        specs
    }

    /// What is wrong with the file of the calendar with this id, if anything is: files are called as
    /// their calendars.
    fn unreadable(&self, id: &str) -> Option<&FileError> {
        let named = |error: &&FileError| {
            let stem = Path::new(&error.file).file_stem();
            stem.is_some_and(|stem| stem.eq_ignore_ascii_case(id))
        };
        self.unreadable.iter().find(named)
    }
}

/// The specs that are built in and can be read, by id.
pub fn all() -> &'static [Spec] {
    &BUILT_IN.good
}

/// What is wrong with vector files that cannot be read.
pub fn unreadable() -> &'static [FileError] {
    &BUILT_IN.unreadable
}

/// Knows these calendars too from now on, for the rest of the process; only the first call counts.
pub fn adopt(specs: Vec<Spec>) {
    ADOPTED.get_or_init(|| specs);
}

/// The spec of the calendar with this id or alias, in any case of ASCII letters.
///
/// # Errors
///
/// Its file cannot be read.
pub fn by_name(name: &str) -> Result<Option<&'static Spec>, FileError> {
    let is_named = |spec: &&Spec| {
        spec.id.eq_ignore_ascii_case(name)
            || spec.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    };
    match BUILT_IN.unreadable(name) {
        Some(error) => Err(error.clone()),
        None => Ok(all().iter().chain(ADOPTED.get().into_iter().flatten()).find(is_named)),
    }
}

impl Spec {
    /// The numbers that no day of the month has, although later ones have larger; most often none.
    pub fn missing_days(&self, year: i64, month: MonthCode) -> Range<u32> {
        let mut gaps = self.gaps.iter();
        let gap = gaps.find(|(before, _)| (before.year, before.month) == (year, month));
        gap.map_or(0..0, |(before, after)| before.day + 1..after.day)
    }

    /// The month that stands for this leap month in a year that lacks it.
    pub fn replacement(&self, month: MonthCode) -> MonthCode {
        let named = self.replacements.iter().find(|(lacking, _)| *lacking == month);
        named.map_or(MonthCode::common(month.number), |(_, other)| *other)
    }

    /// The date in this calendar's shortest unambiguous form.
    pub fn text(&self, date: Date) -> String {
        if self.leap_months { date.to_string() } else { date.numbered().to_string() }
    }
}
