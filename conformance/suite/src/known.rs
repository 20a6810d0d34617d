//! The reviewed list of an adapter's deviations. They are run, and must fail exactly as written.

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

/// The checks whose findings depend on how quick the machine is.
const TIMED: &str = "calendar/cost/";

/// One deviation that is known. It excuses this status, in this check, on this calendar, at these
/// places, and nothing else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KnownFailure {
    /// The check's id.
    pub check: String,
    /// The calendar's id.
    pub calendar: String,
    /// The library's versions, as Cargo writes requirements.
    pub versions: VersionReq,
    /// The status.
    #[serde(deserialize_with = "read_status")]
    pub status: Status,
    /// Days, both ends included, for cases that are days.
    #[serde(default)]
    pub days: Vec<(i64, i64)>,
    /// Extended years, both ends included, for cases that are years or dates.
    #[serde(default)]
    pub years: Vec<(i64, i64)>,
    /// The last parts of the ids of cases that are programs of a registry.
    #[serde(default)]
    pub cases: Vec<String>,
    /// How many verdicts it is, generated cases apart. 0, if only generated cases come to it: then one
    /// of its places has to be a regression, which is asked in every run.
    pub count: u64,
    /// What goes wrong and why.
    pub reason: String,
    /// Who says that it is wrong.
    pub authority: String,
    /// Where it was reported.
    pub link: Option<String>,
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

/// Reads a file of known failures; `file` is its name for messages.
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

/// What an entry should not say.
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
            let replayed = replayed.iter().any(|finding| excuses(entry, finding));
            match excuse(entry, outcomes, replayed, selection.shard.is_some()) {
                Ok(excused) => judgement.excused.extend(excused),
                Err(words) => judgement.stale.push(words),
            }
        }
    }
    judgement
}

/// The ids and reasons of those regressions that an entry excuses: they fail at one of its places.
/// They are not counted by it, since the checks find them too.
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

/// Whether the entry speaks of all places of the finding.
fn excuses(entry: &KnownFailure, finding: &Finding) -> bool {
    entry.check == finding.case.check.id
        && entry.calendar == finding.case.calendar
        && entry.status == finding.status
        && outside(entry, finding).is_none()
}

/// What is wrong with an entry that nothing holds.
const NO_REGRESSION: &str = "in no regression, and its count is 0: keep one of its cases as a \
                             regression, or remove the entry if it is fixed";

/// A version that cannot be read is one that no entry speaks of.
fn speaks_of(versions: &VersionReq, version: &str) -> bool {
    Version::parse(version).is_ok_and(|version| versions.matches(&version))
}

/// What the entry excuses; nothing, if it fails in generated cases alone and none came to it.
fn excuse(
    entry: &KnownFailure,
    outcomes: &[CalendarOutcome],
    replayed: bool,
    is_shard: bool,
) -> Result<Option<Excused>, String> {
    let name =
        format!("the known failure {} of {} on {}", entry.status, entry.check, entry.calendar);
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
    // A shard does not know what others have: only what fails at another place does so in any case.
    let is_whole = was_asked_whole(entry, &outcomes[calendar]) && !is_shard;
    let Some((check, finding)) = found else {
        let mended = format!(
            "{name} passed, though listed as a known failure; remove the entry if it is fixed"
        );
        // On a quicker machine the same library may be quick enough.
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

/// Whether every case of the entry's check was asked: only then does its count have to hold.
fn was_asked_whole(entry: &KnownFailure, outcome: &CalendarOutcome) -> bool {
    let mut checks = outcome.checks.iter().filter(|check| check.check.id == entry.check);
    outcome.level.is_exhaustive() && checks.all(|check| check.lost() == 0)
}

/// Whether something passed that the entry says to fail. Of the years of an entry it need not be every
/// case that fails; of its days it is, if it counts as many.
fn passed(entry: &KnownFailure, outcome: &CalendarOutcome) -> bool {
    let counts_all = entry.days.iter().map(|(first, last)| last.abs_diff(*first) + 1).sum::<u64>();
    let is_within = |block: &BlockResult| {
        within(&entry.days, block.days.first.0, block.days.last.0) && block.asked > 0
    };
    let day = counts_all == entry.count && outcome.blocks.iter().any(is_within);
    let mut checks = outcome.checks.iter().filter(|check| check.check.id == entry.check);
    day || checks.any(|check| entry.cases.iter().any(|case| check.passed.contains(case)))
}

/// The entry that excuses this status of this case.
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

/// A place of the finding that the entry does not have.
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

/// Whether the entry speaks of the place at which the case is.
fn has_place(entry: &KnownFailure, case: &Case) -> bool {
    match case.input.extent() {
        Extent::Days(first, last) => within(&entry.days, first, last),
        Extent::Years(first, last) => within(&entry.years, first, last),
        Extent::Case => entry.cases.contains(&case.digest()),
    }
}
