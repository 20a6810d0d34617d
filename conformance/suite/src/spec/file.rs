//! The format of a vector file, and the contradictions that are refused.

use std::collections::BTreeMap;

use calproof_registry::{Date, EraYear, MonthCode, RataDie, Reason};
use serde::Deserialize;
use toml::Spanned;

use super::{
    Exactness, FORMAT, FileError, PublishedDate, PublishedEraYear, PublishedRefusal, Spec,
    UndecidedMonth, YearZero, eras, refuse_other_format, walk::RawWalk,
};

/// Parses a vector file; `file` is the file name for messages.
pub fn read(file: &str, text: &str) -> Result<Spec, FileError> {
    let raw = toml::from_str::<RawFile>(text);
    // Another format may have other keys, so that it is told of first.
    if raw.as_ref().map_or(true, |raw| raw.format != FORMAT) {
        refuse_other_format(file, text)?;
    }
    let raw = raw.map_err(|error| FileError::of_toml(file, text, &error))?;
    if let Some((place, words)) = contradiction(&raw) {
        return Err(FileError::at(file, text, place, &words));
    }
    let calendar = raw.calendar.into_inner();
    let cycle = calendar.cycle.map(|cycle| (cycle.years, cycle.days));
    Ok(Spec {
        id: calendar.id,
        name: calendar.name,
        aliases: calendar.aliases,
        rule: calendar.rule,
        exactness: calendar.exactness,
        range: (calendar.range.first.0, calendar.range.last.0),
        months: calendar.months.into_inner().into_iter().map(|month| month.0).collect(),
        leap_months: calendar.leap_months,
        replacements: {
            let pairs = calendar.replacements.into_inner().into_iter();
            pairs.map(|(lacking, other)| (lacking.0, other.0)).collect()
        },
        gaps: calendar.gaps.into_inner().into_iter().map(|gap| (gap.0.0, gap.1.0)).collect(),
        omitted: calendar.omitted.into_inner().into_iter().map(|it| (it.0.0, it.1.0)).collect(),
        common_year_days: calendar.days_in_year.common.into_inner(),
        leap_year_days: calendar.days_in_year.leap,
        cycle,
        walk: raw.walk.map(|walk| walk.rule(cycle.map(|(years, _)| years))),
        eras: eras::read(calendar.eras, calendar.era_aliases),
        year_zero: calendar.year_zero,
        authority: calendar.authority,
        unpublished: calendar.published.map(Spanned::into_inner),
        dates: raw.dates.into_iter().flat_map(RawDates::rows).collect(),
        refusals: raw.refusals.into_iter().flat_map(RawRefusals::rows).collect(),
        era_years: raw.era_years.into_iter().flat_map(RawEraYears::rows).collect(),
        undecided: raw.undecided.into_iter().flat_map(RawUndecided::rows).collect(),
    })
}

/// A repetition or contradiction in the file, with its byte offset.
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
    if let Some(found) = contradiction_of_months(calendar) {
        return Some(found);
    }
    if let Some(found) = contradiction_of_walk(raw) {
        return Some(found);
    }
    if let Some(found) = contradiction_of_reforms(calendar) {
        return Some(found);
    }
    let common = &calendar.days_in_year.common;
    if common.get_ref().is_empty() {
        return Some((common.span().start, "give at least one common-year length".to_owned()));
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
    Some((day.span().start, format!("day {} is listed twice under one source", day.get_ref())))
}

/// A gap or an omission whose dates are not of one month, or not in order.
fn contradiction_of_reforms(calendar: &RawCalendar) -> Option<(usize, String)> {
    let is_gap = |before: Date, after: Date| {
        (before.year, before.month) == (after.year, after.month) && before.day + 1 < after.day
    };
    if !calendar.gaps.get_ref().iter().all(|(before, after)| is_gap(before.0, after.0)) {
        let words = "a gap has two dates of one month, with numbers missing between them";
        return Some((calendar.gaps.span().start, words.to_owned()));
    }
    let is_end_of_month = |first: Date, last: Date| {
        (first.year, first.month) == (last.year, last.month) && first.day <= last.day
    };
    if !calendar.omitted.get_ref().iter().all(|(first, last)| is_end_of_month(first.0, last.0)) {
        let words = "omitted dates are the first and the last of one month, in this order";
        return Some((calendar.omitted.span().start, words.to_owned()));
    }
    None
}

fn contradiction_of_months(calendar: &RawCalendar) -> Option<(usize, String)> {
    if calendar.months.get_ref().is_empty() {
        return Some((calendar.months.span().start, "`months` must not be empty".to_owned()));
    }
    let has = |month: &RawMonth| calendar.months.get_ref().iter().any(|it| it.0 == month.0);
    let replaces = |(lacking, other): &(RawMonth, RawMonth)| {
        lacking.0.leap && !other.0.leap && has(lacking) && has(other)
    };
    if !calendar.replacements.get_ref().iter().all(replaces) {
        let words = "a leap month of the calendar is replaced by a common month of it";
        return Some((calendar.replacements.span().start, words.to_owned()));
    }
    None
}

fn contradiction_of_walk(raw: &RawFile) -> Option<(usize, String)> {
    let (walk, calendar) = (raw.walk.as_ref()?, raw.calendar.get_ref());
    if calendar.cycle.as_ref().is_some_and(|cycle| cycle.years < 1) {
        return Some((raw.calendar.span().start, "a cycle has 1 year or more".to_owned()));
    }
    let months: Vec<MonthCode> = calendar.months.get_ref().iter().map(|month| month.0).collect();
    walk.contradiction(&months)
}

fn is_undecided((date, day, other): &RawUndecidedRow) -> bool {
    date.get_ref().0.day == 1 && day != other
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default = "our_format")]
    format: i64,
    calendar: Spanned<RawCalendar>,
    walk: Option<RawWalk>,
    #[serde(default)]
    dates: Vec<RawDates>,
    #[serde(default)]
    refusals: Vec<RawRefusals>,
    #[serde(default)]
    era_years: Vec<RawEraYears>,
    #[serde(default)]
    undecided: Vec<RawUndecided>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEraYears {
    source: String,
    rows: Vec<(i64, RawEraYear)>,
}

impl RawEraYears {
    fn rows(self) -> impl Iterator<Item = PublishedEraYear> {
        let source = self.source;
        self.rows.into_iter().map(move |(day, year)| PublishedEraYear {
            day: RataDie(day),
            year: year.0,
            source: source.clone(),
        })
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct RawEraYear(EraYear);

impl TryFrom<String> for RawEraYear {
    type Error = String;

    fn try_from(text: String) -> Result<RawEraYear, String> {
        text.parse().map(RawEraYear)
    }
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
    #[serde(default = "no_replacements")]
    replacements: Spanned<Vec<(RawMonth, RawMonth)>>,
    #[serde(default = "no_gaps")]
    gaps: Spanned<Vec<(RawDate, RawDate)>>,
    #[serde(default = "no_gaps")]
    omitted: Spanned<Vec<(RawDate, RawDate)>>,
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

fn our_format() -> i64 {
    FORMAT
}

fn no_gaps() -> Spanned<Vec<(RawDate, RawDate)>> {
    Spanned::new(0..0, Vec::new())
}

fn no_replacements() -> Spanned<Vec<(RawMonth, RawMonth)>> {
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

/// A month's first date, its day, and the alternative day.
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
pub(super) struct RawDate(pub(super) Date);

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
                    "`{text}` is not a reason; `no such day`, `no such month` or `out of range` is \
                     expected"
                )
            })
    }
}
