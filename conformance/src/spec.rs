//! What a calendar promises, and its published dates; read from `corpora/vectors`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use calproof_registry::{Date, MonthCode, RataDie, Reason};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use toml::Spanned;

pub mod days;
mod eras;
#[cfg(test)]
mod tests;

pub use eras::{SpecEra, YearZero};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../corpora/vectors");

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
    /// Dates that follow one another although numbers are missing between them: the two sides of
    /// each gap, which lies within a month.
    pub gaps: Vec<(Date, Date)>,
    /// How many days a common year can have.
    pub common_year_days: Vec<u32>,
    /// How many days a leap year can have.
    pub leap_year_days: Vec<u32>,
    /// After how many years, and days, the calendar begins anew; `None` if it never does.
    pub cycle: Option<(i64, i64)>,
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
pub struct FileError {
    /// The file's name.
    pub file: String,
    /// Line, column, and what was expected there.
    pub problem: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.problem)
    }
}

impl std::error::Error for FileError {}

impl FileError {
    /// What is wrong at this place of the text, in bytes from its beginning.
    pub fn at(file: &str, text: &str, place: usize, words: &str) -> FileError {
        let line = 1 + text[..place].matches('\n').count();
        FileError { file: file.to_owned(), problem: format!("line {line}: {words}") }
    }
}

static BUILT_IN: LazyLock<Result<Vec<Spec>, FileError>> = LazyLock::new(|| {
    let mut specs = Vec::new();
    for file in FILES.files() {
        let name = format!("corpora/vectors/{}", file.path().display());
        let text = file
            .contents_utf8()
            .ok_or_else(|| FileError { file: name.clone(), problem: "is not UTF-8".to_owned() })?;
        specs.push(read(&name, text)?);
    }
    specs.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(specs)
});

/// The specs that are built in, by id.
pub fn all() -> Result<&'static [Spec], FileError> {
    BUILT_IN.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

/// The spec of the calendar with this id or alias, in any case of ASCII letters.
pub fn by_name(name: &str) -> Result<Option<&'static Spec>, FileError> {
    let is_named = |spec: &&Spec| {
        spec.id.eq_ignore_ascii_case(name)
            || spec.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    };
    Ok(all()?.iter().find(is_named))
}

impl Spec {
    /// The numbers that no day of the month has, although later ones have larger; most often none.
    pub fn missing_days(&self, year: i64, month: MonthCode) -> Range<u32> {
        let mut gaps = self.gaps.iter();
        let gap = gaps.find(|(before, _)| (before.year, before.month) == (year, month));
        gap.map_or(0..0, |(before, after)| before.day + 1..after.day)
    }

    /// The date in this calendar's shortest unambiguous form.
    pub fn text(&self, date: Date) -> String {
        if self.leap_months { date.to_string() } else { date.numbered().to_string() }
    }
}

/// Reads a vector file; `file` is the name for messages.
pub fn read(file: &str, text: &str) -> Result<Spec, FileError> {
    let problem = |problem: String| FileError { file: file.to_owned(), problem };
    let raw: RawFile = toml::from_str(text).map_err(|error| problem(error.to_string()))?;
    if let Some((place, words)) = contradiction(&raw) {
        return Err(FileError::at(file, text, place, &words));
    }
    let calendar = raw.calendar.into_inner();
    Ok(Spec {
        id: calendar.id,
        name: calendar.name,
        aliases: calendar.aliases,
        rule: calendar.rule,
        exactness: calendar.exactness,
        range: (calendar.range.first.0, calendar.range.last.0),
        months: calendar.months.into_inner().into_iter().map(|month| month.0).collect(),
        leap_months: calendar.leap_months,
        gaps: calendar.gaps.into_inner().into_iter().map(|gap| (gap.0.0, gap.1.0)).collect(),
        common_year_days: calendar.days_in_year.common.into_inner(),
        leap_year_days: calendar.days_in_year.leap,
        cycle: calendar.cycle.map(|cycle| (cycle.years, cycle.days)),
        eras: eras::read(calendar.eras, calendar.era_aliases),
        year_zero: calendar.year_zero,
        authority: calendar.authority,
        unpublished: calendar.published.map(Spanned::into_inner),
        dates: raw.dates.into_iter().flat_map(RawDates::rows).collect(),
        refusals: raw.refusals.into_iter().flat_map(RawRefusals::rows).collect(),
        undecided: raw.undecided.into_iter().flat_map(RawUndecided::rows).collect(),
    })
}

/// What a file says twice, or says and denies; and where.
fn contradiction(raw: &RawFile) -> Option<(usize, String)> {
    let calendar = raw.calendar.get_ref();
    let no_dates = raw.dates.iter().all(|block| block.rows.is_empty());
    match &calendar.published {
        Some(published) if !no_dates => {
            let words =
                "`published = \"none known…\"` is said, and there is a block of `[[dates]]`";
            return Some((published.span().start, words.to_owned()));
        }
        None if no_dates => {
            let words = "no `[[dates]]` follow; say `published = \"none known: …\"` and why";
            return Some((raw.calendar.span().start, words.to_owned()));
        }
        _ => {}
    }
    if calendar.months.get_ref().is_empty() {
        return Some((calendar.months.span().start, "a calendar has months".to_owned()));
    }
    let broken = |before: Date, after: Date| {
        (before.year, before.month) == (after.year, after.month) && before.day + 1 < after.day
    };
    if !calendar.gaps.get_ref().iter().all(|(before, after)| broken(before.0, after.0)) {
        let words = "a gap has two dates of one month, with numbers missing between them";
        return Some((calendar.gaps.span().start, words.to_owned()));
    }
    let common = &calendar.days_in_year.common;
    if common.get_ref().is_empty() {
        return Some((common.span().start, "a common year has some length".to_owned()));
    }
    let undecided = raw.undecided.iter().flat_map(|block| &block.rows);
    if let Some((date, day, _)) = undecided.into_iter().find(|row| !is_undecided(row)) {
        let words = "a month's first day, the day that it is and another are expected";
        return Some((date.span().start, format!("{words}; day {day} is not undecided")));
    }
    if let Some(found) = eras::contradiction(&calendar.eras, &calendar.era_aliases) {
        return Some(found);
    }
    let mut seen = std::collections::HashSet::new();
    let rows =
        raw.dates.iter().flat_map(|block| block.rows.iter().map(|row| (&block.source, &row.0)));
    let mut twice = rows.filter(|(source, day)| !seen.insert((*source, *day.get_ref())));
    let (_, day) = twice.next()?;
    Some((day.span().start, format!("day {} stands twice under one source", day.get_ref())))
}

fn is_undecided((date, day, other): &RawUndecidedRow) -> bool {
    date.get_ref().0.day == 1 && day != other
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    calendar: Spanned<RawCalendar>,
    #[serde(default)]
    dates: Vec<RawDates>,
    #[serde(default)]
    refusals: Vec<RawRefusals>,
    #[serde(default)]
    undecided: Vec<RawUndecided>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    id: String,
    name: String,
    aliases: Vec<String>,
    rule: Option<String>,
    exactness: Exactness,
    range: RawRange,
    months: Spanned<Vec<RawMonth>>,
    leap_months: bool,
    #[serde(default = "no_gaps")]
    gaps: Spanned<Vec<(RawDate, RawDate)>>,
    days_in_year: RawYearDays,
    cycle: Option<RawCycle>,
    #[serde(default = "eras::none")]
    eras: Spanned<Vec<String>>,
    #[serde(default)]
    era_aliases: BTreeMap<String, Vec<String>>,
    year_zero: Option<YearZero>,
    authority: String,
    published: Option<Spanned<String>>,
}

fn no_gaps() -> Spanned<Vec<(RawDate, RawDate)>> {
    Spanned::new(0..0, Vec::new())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRange {
    first: RawDate,
    last: RawDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYearDays {
    common: Spanned<Vec<u32>>,
    leap: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCycle {
    years: i64,
    days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDates {
    source: String,
    rows: Vec<(Spanned<i64>, RawDate)>,
}

impl RawDates {
    fn rows(self) -> impl Iterator<Item = PublishedDate> {
        let source = self.source;
        self.rows.into_iter().map(move |(day, date)| PublishedDate {
            day: RataDie(day.into_inner()),
            date: date.0,
            source: source.clone(),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRefusals {
    source: String,
    rows: Vec<(RawDate, RawReason)>,
}

impl RawRefusals {
    fn rows(self) -> impl Iterator<Item = PublishedRefusal> {
        let source = self.source;
        self.rows.into_iter().map(move |(date, reason)| PublishedRefusal {
            date: date.0,
            reason: reason.0,
            source: source.clone(),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUndecided {
    source: String,
    rows: Vec<RawUndecidedRow>,
}

/// A month's first day; the day that it is, and the one that it may be.
type RawUndecidedRow = (Spanned<RawDate>, i64, i64);

impl RawUndecided {
    fn rows(self) -> impl Iterator<Item = UndecidedMonth> {
        let source = self.source;
        self.rows.into_iter().map(move |(date, day, other)| UndecidedMonth {
            date: date.into_inner().0,
            day: RataDie(day),
            other: RataDie(other),
            source: source.clone(),
        })
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawDate(Date);

impl TryFrom<String> for RawDate {
    type Error = String;

    fn try_from(text: String) -> Result<RawDate, String> {
        text.parse().map(RawDate)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawMonth(MonthCode);

impl TryFrom<String> for RawMonth {
    type Error = String;

    fn try_from(text: String) -> Result<RawMonth, String> {
        text.parse().map(RawMonth)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawReason(Reason);

impl TryFrom<String> for RawReason {
    type Error = String;

    fn try_from(text: String) -> Result<RawReason, String> {
        [Reason::OutOfRange, Reason::NoSuchMonth, Reason::NoSuchDay]
            .into_iter()
            .find(|reason| reason.to_string() == text)
            .map(RawReason)
            .ok_or_else(|| {
                format!(
                    "`{text}` is no reason; `no such day`, `no such month` or `out of range` is \
                     expected"
                )
            })
    }
}
