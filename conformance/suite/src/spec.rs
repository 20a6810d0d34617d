//! What is published about calendars: their properties and dates; read from `corpora/vectors`.

use std::fmt;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use calproof_corpora::{File, VECTORS};
use calproof_registry::{Date, EraYear, MonthCode, RataDie, Reason};
use serde::Deserialize;

use self::vector_files::{VectorFile, VectorFiles};
use crate::escape;

pub mod days;
mod eras;
mod file;
mod format;
#[cfg(test)]
mod tests;
mod vector_files;
mod walk;

pub use eras::{SpecEra, YearZero};
pub use file::read;
pub use format::{FORMAT, other_format, refuse_other_format};
pub use walk::ListedRule;

/// To what extent a calendar's rule can be called right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Exactness {
    /// Exact by definition, in every year.
    Arithmetic,
    /// A published table; exact for the years in it.
    Table,
    /// An astronomical model; never called right.
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

/// What is specified and published about a calendar.
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
    /// To what extent its rule can be called right.
    pub exactness: Exactness,
    /// The first and the last date.
    pub range: (Date, Date),
    /// The codes of all months that a year can have, in order.
    pub months: Vec<MonthCode>,
    /// Whether a year can have a leap month.
    pub leap_months: bool,
    /// The months that replace leap months in years that lack them, if they are not the common
    /// months of the same number.
    pub replacements: Vec<(MonthCode, MonthCode)>,
    /// Consecutive dates with omitted numbers between them: the dates before and after each gap,
    /// which lies within a month.
    pub gaps: Vec<(Date, Date)>,
    /// The dates that a calendar reform omitted at the end of a month, after which the next month
    /// begins: the first and the last of each stretch.
    pub omitted: Vec<(Date, Date)>,
    /// The possible lengths of a common year, in days.
    pub common_year_days: Vec<u32>,
    /// The possible lengths of a leap year, in days.
    pub leap_year_days: Vec<u32>,
    /// The length of the calendar's cycle, in years and in days; `None` if there is none.
    pub cycle: Option<(i64, i64)>,
    /// Its rule as lists, if lists can express it.
    pub walk: Option<ListedRule>,
    /// Its eras, the oldest first; empty if years are only counted.
    pub eras: Vec<SpecEra>,
    /// What the extended year 0 is called.
    pub year_zero: Option<YearZero>,
    /// The authority.
    pub authority: String,
    /// Why no dates are published; `None` if some are.
    pub unpublished: Option<String>,
    /// The published dates, in the order of the file.
    pub dates: Vec<PublishedDate>,
    /// Impossible dates, each with the right reason to refuse it.
    pub refusals: Vec<PublishedRefusal>,
    /// Published era years.
    pub era_years: Vec<PublishedEraYear>,
    /// Months whose first day the authorities leave undecided.
    pub undecided: Vec<UndecidedMonth>,
}

/// A published day with its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedDate {
    /// The day.
    pub day: RataDie,
    /// Its date.
    pub date: Date,
    /// The publication.
    pub source: String,
}

/// A published day with its era year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEraYear {
    /// The day.
    pub day: RataDie,
    /// Its era year.
    pub year: EraYear,
    /// The publication.
    pub source: String,
}

/// An impossible date, with the right reason to refuse it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRefusal {
    /// The date.
    pub date: Date,
    /// Why the date does not exist.
    pub reason: Reason,
    /// The source.
    pub source: String,
}

/// A month that may begin on another day than in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndecidedMonth {
    /// The date of its first day.
    pub date: Date,
    /// The first day, according to the table.
    pub day: RataDie,
    /// The alternative first day.
    pub other: RataDie,
    /// The source.
    pub source: String,
}

/// A corpus file that cannot be used: which one, where the error is, and why.
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
        // File name and problem may contain hostile text.
        write!(f, "{}: {}", escape::whole(&self.file), escape::whole(&self.problem))
    }
}

impl std::error::Error for FileError {}

impl FileError {
    /// An error in the file of this name.
    pub fn new(file: impl Into<String>, problem: impl Into<String>) -> FileError {
        FileError { file: file.into(), problem: problem.into() }
    }

    /// An error at this byte offset of the text.
    pub fn at(file: &str, text: &str, place: usize, words: &str) -> FileError {
        let line = 1 + text[..place].matches('\n').count();
        FileError { file: file.to_owned(), problem: format!("line {line}: {words}") }
    }

    /// The error of the TOML parser, on one line.
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> FileError {
        let place = error.span().map_or(0, |span| span.start).min(text.len());
        let words = error.message().split_whitespace().collect::<Vec<&str>>().join(" ");
        FileError::at(file, text, place, &words)
    }
}

static BUILT_IN: LazyLock<VectorFiles> = LazyLock::new(|| {
    let path = |file: &File<'_>| format!("corpora/vectors/{}", file.path().display());
    let files = VECTORS.files().map(|file| VectorFile::new(path(file), file.contents_utf8()));
    VectorFiles::of(files.collect())
});

/// The specs of calendars that are not built in.
static ADOPTED: OnceLock<Vec<Spec>> = OnceLock::new();

/// The specs that are built in and can be read, by id.
pub fn all() -> impl Iterator<Item = &'static Spec> {
    BUILT_IN.good()
}

/// What is wrong with vector files that cannot be read.
pub fn unreadable() -> impl Iterator<Item = &'static FileError> {
    BUILT_IN.unreadable()
}

/// Adds these calendars for the rest of the process. Only the first call has an effect.
pub fn adopt(specs: Vec<Spec>) {
    ADOPTED.get_or_init(|| specs);
}

/// The spec of the calendar with this id or alias, ignoring ASCII case; `None` if there is none.
///
/// # Errors
///
/// The calendar's file cannot be read.
pub fn by_name(name: &str) -> Result<Option<&'static Spec>, FileError> {
    let built_in = BUILT_IN.by_name(name).map_err(FileError::clone)?;
    let mut adopted = ADOPTED.get().into_iter().flatten();
    Ok(built_in.or_else(|| adopted.find(|spec| spec.is_called(name))))
}

impl Spec {
    /// Whether this is its id or one of its aliases, in any case of ASCII letters.
    fn is_called(&self, name: &str) -> bool {
        let mut names = std::iter::once(&self.id).chain(&self.aliases);
        names.any(|known| known.eq_ignore_ascii_case(name))
    }

    /// The numbers that no day of the month has since a reform omitted them, within the month or at
    /// its end; most often none.
    pub fn missing_days(&self, year: i64, month: MonthCode) -> Range<u32> {
        let within = self.gaps.iter().map(|(before, after)| (before, before.day + 1..after.day));
        let at_end = self.omitted.iter().map(|(first, last)| (first, first.day..last.day + 1));
        let mut all = within.chain(at_end);
        let missing = all.find(|(date, _)| (date.year, date.month) == (year, month));
        missing.map_or(0..0, |(_, numbers)| numbers)
    }

    /// The month that replaces this leap month in a year that lacks it.
    pub fn replacement(&self, month: MonthCode) -> MonthCode {
        let named = self.replacements.iter().find(|(lacking, _)| *lacking == month);
        named.map_or(MonthCode::common(month.number), |(_, other)| *other)
    }

    /// The date in this calendar's shortest unambiguous form.
    pub fn text(&self, date: Date) -> String {
        if self.leap_months { date.to_string() } else { date.numbered().to_string() }
    }
}
