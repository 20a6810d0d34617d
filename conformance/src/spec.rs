//! What a calendar promises, and its published dates; read from `corpora/vectors`.

use std::fmt;
use std::sync::LazyLock;

use calproof_registry::{Date, MonthCode, RataDie, Reason};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

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
    /// How far its rule can be called right.
    pub exactness: Exactness,
    /// The first and the last date.
    pub range: (Date, Date),
    /// The codes of all months that it can have, in the order of a year.
    pub months: Vec<MonthCode>,
    /// Whether a year can have a leap month.
    pub leap_months: bool,
    /// How many days a common year can have.
    pub common_year_days: Vec<u32>,
    /// How many days a leap year can have.
    pub leap_year_days: Vec<u32>,
    /// Who decides.
    pub authority: String,
    /// Why no dates are published; `None` where some are.
    pub unpublished: Option<String>,
    /// The published dates, in the order of the file.
    pub dates: Vec<PublishedDate>,
    /// Impossible dates, each with the reason that is right.
    pub refusals: Vec<PublishedRefusal>,
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
    /// The date in this calendar's shortest unambiguous form.
    pub fn text(&self, date: Date) -> String {
        if self.leap_months { date.to_string() } else { date.numbered().to_string() }
    }
}

/// Reads a vector file; `file` is the name for messages.
pub fn read(file: &str, text: &str) -> Result<Spec, FileError> {
    let problem = |problem: String| FileError { file: file.to_owned(), problem };
    let raw: RawFile = toml::from_str(text).map_err(|error| problem(error.to_string()))?;
    let spec = Spec {
        id: raw.calendar.id,
        name: raw.calendar.name,
        aliases: raw.calendar.aliases,
        exactness: raw.calendar.exactness,
        range: (raw.calendar.range.first.0, raw.calendar.range.last.0),
        months: raw.calendar.months.into_iter().map(|month| month.0).collect(),
        leap_months: raw.calendar.leap_months,
        common_year_days: raw.calendar.days_in_year.common,
        leap_year_days: raw.calendar.days_in_year.leap,
        authority: raw.calendar.authority,
        unpublished: raw.calendar.published,
        dates: raw.dates.into_iter().flat_map(RawDates::rows).collect(),
        refusals: raw.refusals.into_iter().flat_map(RawRefusals::rows).collect(),
    };
    match contradiction(&spec) {
        Some(words) => Err(problem(words)),
        None => Ok(spec),
    }
}

/// What a file says twice, or says and denies.
fn contradiction(spec: &Spec) -> Option<String> {
    match (&spec.unpublished, spec.dates.is_empty()) {
        (Some(_), false) => {
            return Some("has `published = \"none known…\"` and a block of `[[dates]]`".to_owned());
        }
        (None, true) => {
            return Some(
                "has no `[[dates]]`; say `published = \"none known: …\"` and why".to_owned(),
            );
        }
        _ => {}
    }
    if spec.months.is_empty() || spec.common_year_days.is_empty() {
        return Some("a calendar needs `months` and `days_in_year.common`".to_owned());
    }
    let mut seen = std::collections::HashSet::new();
    let twice = spec.dates.iter().find(|row| !seen.insert((row.day, &row.source)))?;
    Some(format!("day {} stands twice under one source", twice.day.0))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    calendar: RawCalendar,
    #[serde(default)]
    dates: Vec<RawDates>,
    #[serde(default)]
    refusals: Vec<RawRefusals>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    id: String,
    name: String,
    aliases: Vec<String>,
    exactness: Exactness,
    range: RawRange,
    months: Vec<RawMonth>,
    leap_months: bool,
    days_in_year: RawYearDays,
    authority: String,
    published: Option<String>,
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
    common: Vec<u32>,
    leap: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDates {
    source: String,
    rows: Vec<(i64, RawDate)>,
}

impl RawDates {
    fn rows(self) -> impl Iterator<Item = PublishedDate> {
        let source = self.source;
        self.rows.into_iter().map(move |(day, date)| PublishedDate {
            day: RataDie(day),
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
