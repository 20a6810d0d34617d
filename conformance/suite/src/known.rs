//! The reviewed list of an adapter's known failures. They are run, and must fail exactly as listed.

use std::collections::BTreeMap;

use semver::{Version, VersionReq};
use serde::Deserialize;
use toml::Spanned;

use crate::case::Extent;
use crate::check::{self, Case};
use crate::outcome::{BlockResult, CalendarOutcome, Excused, Finding, KnownJudgement};
use crate::selection::Selection;
use crate::spec::FileError;
use crate::verdict::Status;

/// The checks whose findings depend on the speed of the machine.
const TIMED: &str = "calendar/cost/";

/// A known failure. It excuses this status, in this check, on this calendar, for these inputs, and
/// nothing else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KnownFailure {
    /// The check's id.
    pub check: String,
    /// The calendar's id.
    pub calendar: String,
    /// The library versions it applies to, in Cargo's syntax for requirements.
    pub versions: VersionReq,
    /// The status of the failing verdicts.
    #[serde(deserialize_with = "read_status")]
    pub status: Status,
    /// Ranges of days, inclusive, for inputs that are days.
    #[serde(default)]
    pub days: Vec<(i64, i64)>,
    /// Ranges of extended years, inclusive, for inputs that are years or dates.
    #[serde(default)]
    pub years: Vec<(i64, i64)>,
    /// The last components of the case ids, for programs of a registry.
    #[serde(default)]
    pub cases: Vec<String>,
    /// The number of failing verdicts, without generated cases. 0 if only generated cases fail:
    /// then one of the listed inputs must be a regression, since every run includes those.
    pub count: u64,
    /// What fails, and why.
    pub reason: String,
    /// The authority that says it is wrong.
    pub authority: String,
    /// The URL of the upstream report.
    pub link: Option<String>,
    /// Whether its cause is not understood yet. Such an entry fails a run, unless so many are allowed.
    #[serde(default)]
    pub open: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownFailures {
    #[serde(default)]
    known: Vec<Spanned<KnownFailure>>,
}

fn read_status<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Status, D::Error> {
    let name = String::deserialize(input)?;
    let status = Status::from_name(&name).filter(|status| status.fails());
    status.ok_or_else(|| {
        serde::de::Error::custom(format!("`{name}` is not a status that fails a run"))
    })
}

/// Parses a file of known failures; `file` is its name for messages.
pub fn read(file: &str, text: &str) -> Result<Vec<KnownFailure>, FileError> {
    let read: KnownFailures =
        toml::from_str(text).map_err(|error| FileError::of_toml(file, text, &error))?;
    let known = read.known.into_iter().map(|known| {
        let place = known.span().start;
        let known = known.into_inner();
        match contradiction(&known) {
            Some(words) => Err(FileError::at(file, text, place, &words)),
            None => Ok(known),
        }
    });
    known.collect()
}

/// What is inconsistent in an entry, if anything.
fn contradiction(known: &KnownFailure) -> Option<String> {
    let mut ranges = known.days.iter().chain(&known.years);
    if check::by_id(&known.check).is_none() {
        Some(format!("`{}` is not a check", known.check))
    } else if [known.days.len(), known.years.len(), known.cases.len()]
        .iter()
        .filter(|count| **count > 0)
        .count()
        != 1
    {
        Some(format!("{}: give one of `days`, `years` and `cases`", known.check))
    } else {
        let (first, last) = ranges.find(|(first, last)| last < first)?;
        Some(format!("{}: {first} to {last} is not a range", known.check))
    }
}

impl KnownFailure {
    /// What it is, in words.
    fn words(&self) -> String {
        format!("the known failure {} of {} on {}", self.status, self.check, self.calendar)
    }

    fn open_words(&self) -> String {
        format!("{} is open, since its cause is not understood yet: {}", self.words(), self.reason)
    }
}

/// Holds the list against what was found, by the checks and in the replayed regressions.
pub fn judge(
    known: &[KnownFailure],
    version: &str,
    outcomes: &[CalendarOutcome],
    replayed: &[&Finding],
    selection: &Selection,
) -> KnownJudgement {
    let excused = excuse_replayed(known, version, replayed.iter().copied());
    let mut judgement = KnownJudgement { replayed: excused, ..KnownJudgement::default() };
    let checks = selection.checks();
    for entry in known.iter().filter(|entry| speaks_of(&entry.versions, version)) {
        let selected = checks.iter().any(|check| check.id == entry.check)
            && selection.has_calendar(&entry.calendar);
        if selected {
            judgement.open.extend(entry.open.then(|| entry.open_words()));
            let replayed = replayed.iter().any(|finding| excuses(entry, finding));
            match excuse(entry, outcomes, replayed, selection.shard.is_some()) {
                Ok(excused) => judgement.excused.extend(excused),
                Err(words) => judgement.stale.push(words),
            }
        }
    }
    judgement
}

/// The failing regressions that an entry covers: case id to reason. They do not count towards the
/// entry's `count`, since the checks find them too.
pub fn excuse_replayed<'a>(
    known: &[KnownFailure],
    version: &str,
    findings: impl Iterator<Item = &'a Finding>,
) -> BTreeMap<String, String> {
    let known: Vec<&KnownFailure> =
        known.iter().filter(|entry| speaks_of(&entry.versions, version)).collect();
    let excused = findings.filter_map(|finding| {
        let entry = known.iter().find(|entry| excuses(entry, finding))?;
        Some((finding.case.id(), entry.reason.clone()))
    });
    excused.collect()
}

/// Whether the entry covers every input of the finding.
fn excuses(entry: &KnownFailure, finding: &Finding) -> bool {
    entry.check == finding.case.check.id
        && entry.calendar == finding.case.calendar
        && entry.status == finding.status
        && outside(entry, finding).is_none()
}

/// The error for an entry that no run is certain to confirm.
const NO_REGRESSION: &str = "in no regression, and its count is 0: keep one of its cases as a \
                             regression, or remove the entry if it is fixed";

/// No entry applies to a version that cannot be parsed.
fn speaks_of(versions: &VersionReq, version: &str) -> bool {
    Version::parse(version).is_ok_and(|version| versions.matches(&version))
}

/// What the entry excuses; `None` if it is for generated cases only and none failed in this run.
fn excuse(
    entry: &KnownFailure,
    outcomes: &[CalendarOutcome],
    replayed: bool,
    is_shard: bool,
) -> Result<Option<Excused>, String> {
    let name = entry.words();
    let calendar = outcomes.iter().position(|outcome| outcome.claim.id == entry.calendar);
    let calendar = calendar.ok_or_else(|| format!("{name}: the subject has no such calendar"))?;
    let checks = &outcomes[calendar].checks;
    let found =
        checks.iter().filter(|outcome| outcome.check.id == entry.check).find_map(|outcome| {
            let finding = outcome.findings.iter().find(|finding| finding.status == entry.status)?;
            Some((outcome.check.id, finding))
        });
    if entry.count == 0 && !replayed && !is_shard {
        return Err(format!("{name} fails {NO_REGRESSION}"));
    }
    // A shard does not know the results of the others. It can only report failures outside the
    // entry.
    let is_whole = was_asked_whole(entry, &outcomes[calendar]) && !is_shard;
    let Some((check, finding)) = found else {
        let mended = format!(
            "{name} passed, though listed as a known failure; remove the entry if it is fixed"
        );
        // On a faster machine the same library may be fast enough.
        let is_timed = entry.check.starts_with(TIMED);
        let is_whole = is_whole && !is_timed;
        let is_stale = entry.count > 0 && (is_whole || passed(entry, &outcomes[calendar]));
        return if is_stale && !is_shard { Err(mended) } else { Ok(None) };
    };
    if is_whole && finding.count() != entry.count {
        let (count, known) = (finding.count(), entry.count);
        return Err(format!("{name} fails {count} times; its entry says {known}"));
    }
    if let Some(place) = outside(entry, finding) {
        return Err(format!("{name} also fails at {place}, which its entry does not list"));
    }
    let (status, reason, count) = (entry.status, entry.reason.clone(), finding.count());
    Ok(Some(Excused { calendar, check, status, reason, count }))
}

/// Whether every case of the entry's check was asked. Only then must the count match.
fn was_asked_whole(entry: &KnownFailure, outcome: &CalendarOutcome) -> bool {
    let mut checks = outcome.checks.iter().filter(|check| check.check.id == entry.check);
    outcome.level.is_exhaustive() && checks.all(|check| check.lost() == 0)
}

/// Whether something passed that the entry lists as failing. Some years of an entry may pass. Its
/// days must all fail if the entry counts as many verdicts as it lists days.
fn passed(entry: &KnownFailure, outcome: &CalendarOutcome) -> bool {
    let counts_all = entry.days.iter().map(|(first, last)| last.abs_diff(*first) + 1).sum::<u64>();
    let is_within = |block: &BlockResult| {
        within(&entry.days, block.days.first.0, block.days.last.0) && block.asked > 0
    };
    let day = counts_all == entry.count && outcome.blocks.iter().any(is_within);
    let mut checks = outcome.checks.iter().filter(|check| check.check.id == entry.check);
    day || checks.any(|check| entry.cases.iter().any(|case| check.passed.contains(case)))
}

/// The entry that covers this status of this case.
pub fn entry_for<'a>(
    known: &'a [KnownFailure],
    version: &str,
    case: &Case,
    status: Status,
) -> Option<&'a KnownFailure> {
    known.iter().find(|entry| {
        speaks_of(&entry.versions, version)
            && entry.status == status
            && entry.check == case.check.id
            && entry.calendar == case.calendar
            && has_place(entry, case)
    })
}

fn within(ranges: &[(i64, i64)], first: i64, last: i64) -> bool {
    ranges.iter().any(|range| range.0 <= first && last <= range.1)
}

/// An input of the finding that the entry does not cover.
fn outside(entry: &KnownFailure, finding: &Finding) -> Option<String> {
    let run = finding.runs.iter().find(|run| !within(&entry.days, run.first.0, run.last.0));
    if let Some(run) = run {
        return Some(format!("day {}", run.first.0));
    }
    let mut inputs = finding.inputs.iter().chain(&finding.generated);
    let other = inputs.find(|input| {
        let (check, calendar) = (finding.case.check, finding.case.calendar.clone());
        !has_place(entry, &Case { check, calendar, input: (*input).clone() })
    });
    other.map(ToString::to_string)
}

/// Whether the entry covers the case's input.
fn has_place(entry: &KnownFailure, case: &Case) -> bool {
    match case.input.extent() {
        Extent::Days(first, last) => within(&entry.days, first, last),
        Extent::Years(first, last) => within(&entry.years, first, last),
        Extent::Case => entry.cases.contains(&case.digest()),
    }
}
