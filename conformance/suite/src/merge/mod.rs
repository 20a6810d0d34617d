//! Merges the logs of all shards of a run into one report, the same as if one machine had run it all.
//!
//! Decisions that need the whole run are made here: whether known failures match, whether enough
//! was compared, and which case is the smallest.

mod calendar;
mod findings;
mod lines;
mod log;

use std::collections::BTreeMap;

use self::lines::{Begun, Planned};
use self::log::{ShardLog, SubjectPart};
use crate::check::{digest_of, regressions};
use crate::claim::Hello;
use crate::level::Level;
use crate::outcome::{Advisory, ReplayOutcome, Replayed, SubjectOutcome};
use crate::report::Report;
use crate::run::subject::judge_known;
use crate::run::{SubjectFiles, selected};
use crate::selection::{Budget, Pace, Selection};
use crate::subject::Unsteady;
use crate::verdict::Status;

/// Reads the files of a subject, given its name on the command line.
pub type Files<'a> = &'a dyn Fn(&str) -> Result<SubjectFiles, String>;

/// A digest of a subject's claims; shards can be merged only if all have the same.
pub fn claim_digest(hello: &Hello) -> String {
    digest_of(&format!("{hello:?}"))
}

/// A digest of the files that belong to a subject.
pub fn files_digest(files: &SubjectFiles) -> String {
    let regressions = files.regressions.iter();
    let regressions = regressions.map(|it| (&it.name, &it.story, it.case.to_toml()));
    let regressions: Vec<_> = regressions.collect();
    digest_of(&format!("{:?}{regressions:?}", files.known))
}

/// Merges the logs of all shards. Each log is given as its name, for messages, and its text.
///
/// # Errors
///
/// If a log is incomplete or not a shard's, a shard is missing or duplicate, or the shards have
/// different plans.
pub fn merge(logs: &[(String, String)], files: Files<'_>) -> Result<Report, String> {
    let logs = logs.iter().map(|(name, text)| log::read(name, text));
    let mut logs = logs.collect::<Result<Vec<ShardLog>, String>>()?;
    logs.sort_by_key(|log| log.shard.number);
    are_all(&logs)?;
    let [first, others @ ..] = logs.as_slice() else {
        return Err("no log was given".to_owned());
    };
    let troubled = plan_of(&logs).find_map(|place| unjudged(&logs, place));
    if let Some(why) = troubled {
        return Err(why);
    }
    for other in others {
        if let Some(what) = difference(&first.begun, &other.begun) {
            return Err(format!("{} and {} are of different runs: {what}", first.name, other.name));
        }
    }
    let selection = selection(&first.begun).ok_or_else(|| {
        format!("{}: the level or the budget is not possible in a shard", first.name)
    })?;
    let plan = first.begun.subjects.clone();
    let mut parts: Vec<Vec<SubjectPart>> = plan.iter().map(|_| Vec::new()).collect();
    let ledger: Vec<(String, u64)> = logs.iter().map(all_planned).collect();
    for log in logs {
        if log.subjects.len() != plan.len() {
            return Err(format!("{}: a subject of its plan is missing", log.name));
        }
        parts.iter_mut().zip(log.subjects).for_each(|(parts, part)| parts.push(part));
    }
    let mut report = Report::new(selection);
    for (planned, parts) in plan.iter().zip(parts) {
        let named = |why| format!("{}: {why}", crate::escape::line(&planned.subject));
        report.subjects.push(subject(planned, parts, &report.selection, files).map_err(named)?);
    }
    let planned = report.totals().planned;
    match ledger.iter().find(|(_, all)| *all != planned) {
        None => Ok(report),
        Some((name, all)) => Err(format!(
            "{name}: it is of a plan of {all} verdicts, and all shards have {planned} together"
        )),
    }
}

/// The indexes of the subjects in the plan.
fn plan_of(logs: &[ShardLog]) -> std::ops::Range<usize> {
    0..logs.iter().map(|log| log.subjects.len()).min().unwrap_or_default()
}

/// The error if the subject at this index was judged in some shards and not in others.
fn unjudged(logs: &[ShardLog], place: usize) -> Option<String> {
    let trouble = |log: &ShardLog| log.subjects[place].line.trouble.clone();
    if logs.iter().all(|log| trouble(log).is_some()) {
        return None;
    }
    logs.iter().find_map(|log| {
        let subject = crate::escape::line(&log.begun.subjects.get(place)?.origin);
        let (name, shard, why) = (&log.name, log.shard, trouble(log)?);
        Some(format!(
            "{name}: `{subject}` could not be judged in shard {shard}: {}; run that shard again",
            crate::escape::line(&why)
        ))
    })
}

/// The name of a log, and the number of verdicts that it says are planned in all shards together.
fn all_planned(log: &ShardLog) -> (String, u64) {
    (log.name.clone(), log.whole.planned.saturating_add(log.whole.elsewhere))
}

/// Refuses missing or duplicate shards, and shards that disagree on their number. The logs are
/// sorted by the numbers of their shards.
fn are_all(logs: &[ShardLog]) -> Result<(), String> {
    for pair in logs.windows(2) {
        let [one, other] = pair else { continue };
        if one.shard.count != other.shard.count {
            let (first, second) = (&one.name, &other.name);
            let (a, b) = (one.shard, other.shard);
            return Err(format!("{first} is shard {a}, and {second} is shard {b}"));
        }
        if one.shard.number == other.shard.number {
            let (first, second) = (&one.name, &other.name);
            return Err(format!("{first} and {second} are both shard {}", one.shard));
        }
    }
    let count = logs.first().map_or(0, |log| log.shard.count);
    if logs.len() == count as usize {
        return Ok(());
    }
    let is_there = |number: &u32| logs.iter().any(|log| log.shard.number == *number);
    let missing = (1..=count).filter(|number| !is_there(number)).take(10);
    let missing: Vec<String> = missing.map(|number| format!("{number}/{count}")).collect();
    Err(format!(
        "{} of {count} shards are missing: {}",
        count as usize - logs.len(),
        missing.join(", ")
    ))
}

/// The first difference between the plans of two shards.
fn difference(one: &Begun, other: &Begun) -> Option<String> {
    let words = |what: &str, one: &str, other: &str| {
        let [one, other] = [one, other].map(crate::escape::line);
        (one != other).then(|| format!("{what} `{one}` and `{other}`"))
    };
    let number = |number: Option<u8>| number.map_or_else(String::new, |it| it.to_string());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    words("the level", &number(one.level), &number(other.level))
        .or_else(|| words("the budget", &text(&one.budget), &text(&other.budget)))
        .or_else(|| words("the seed", &one.seed.to_string(), &other.seed.to_string()))
        .or_else(|| words("--only", &one.only.join(" "), &other.only.join(" ")))
        .or_else(|| words("--skip", &one.skip.join(" "), &other.skip.join(" ")))
        .or_else(|| words("--calendar", &one.calendars.join(" "), &other.calendars.join(" ")))
        .or_else(|| {
            let names = |all: &[Planned]| -> String {
                let names = all.iter().map(|it| format!("{}{}", it.origin, it.suffix));
                names.collect::<Vec<String>>().join(", ")
            };
            words("the subjects", &names(&one.subjects), &names(&other.subjects))
        })
        .or_else(|| {
            let mut pairs = one.subjects.iter().zip(&other.subjects);
            pairs.find_map(|(one, other)| {
                let what =
                    |what: &str| format!("the {what} of {}", crate::escape::line(&one.origin));
                words(&what("name"), &one.subject, &other.subject)
                    .or_else(|| words(&what("version"), &one.version, &other.version))
                    .or_else(|| words(&what("digest of the claim"), &one.claim, &other.claim))
                    .or_else(|| words(&what("digest of the files"), &one.files, &other.files))
            })
        })
}

/// The selection of the whole run.
fn selection(begun: &Begun) -> Option<Selection> {
    let budgets = [Budget::Smoke, Budget::Ci, Budget::Nightly];
    let budget = budgets.into_iter().find(|it| Some(it.name()) == begun.budget.as_deref())?;
    Some(Selection {
        only: begun.only.clone(),
        skip: begun.skip.clone(),
        calendars: begun.calendars.clone(),
        budget,
        seed: begun.seed,
        pace: Pace::At(begun.level.and_then(Level::new)?),
        shard: None,
    })
}

/// The outcome of a subject, from its parts.
fn subject(
    planned: &Planned,
    parts: Vec<SubjectPart>,
    selection: &Selection,
    files: Files<'_>,
) -> Result<SubjectOutcome, String> {
    let files = match planned.files.as_str() {
        // The subject could not be started.
        "" => SubjectFiles::default(),
        digest => {
            let files = files(&planned.origin)?;
            if files_digest(&files) != digest {
                return Err("its known failures or regressions differ from those with which the shards were run; merge where they are the same"
                    .to_owned());
            }
            files
        }
    };
    let mut outcome = SubjectOutcome::inconclusive(&planned.subject, String::new());
    outcome.version.clone_from(&planned.version);
    outcome.origin = (planned.origin.clone(), planned.suffix.clone());
    outcome.trouble = parts.iter().find_map(|part| part.line.trouble.clone());
    outcome.left_out = parts.iter().all(|part| part.line.left_out);
    let is_other = |part: &&SubjectPart| {
        part.line.subject != planned.subject || part.line.version != planned.version
    };
    if parts.iter().any(|part| is_other(&part)) {
        return Err("a shard lists the subjects in another order".to_owned());
    }
    let mut regressions = Vec::new();
    let mut calendars = Vec::new();
    outcome.advisories = advisories(&parts);
    for SubjectPart { regressions: replayed, calendars: part, unsteady, .. } in parts {
        regressions.extend(replayed);
        calendars.push(part);
        if let Some(lines::Unsteady { count, first: (asked, answered) }) = unsteady {
            let before = outcome.unsteady.take();
            let count = before.as_ref().map_or(0, |it| it.count).saturating_add(count);
            let first = before.map_or((asked.into(), answered.into()), |it| it.first);
            outcome.unsteady = Some(Unsteady { count, first });
        }
    }
    if outcome.trouble.is_none() || !regressions.is_empty() {
        outcome.regressions = replayed(regressions, &files, selection)?;
    }
    outcome.calendars = calendar::merged(&planned.subject, calendars)?;
    judge_known(&mut outcome, &files.known, selection);
    Ok(outcome)
}

/// The advisories, which follow from the claim and so are the same in all parts.
fn advisories(parts: &[SubjectPart]) -> Vec<Advisory> {
    let first = parts.first().map(|part| part.advisories.clone()).unwrap_or_default();
    first.into_iter().map(lines::Advisory::read).collect()
}

type ReplayedLine = (lines::Regression, Option<lines::Finding>);

/// The outcomes of the regressions, in the order of an unsharded run.
fn replayed(
    lines: Vec<ReplayedLine>,
    files: &SubjectFiles,
    selection: &Selection,
) -> Result<Vec<Replayed>, String> {
    let mut by_name = BTreeMap::new();
    for line in lines {
        let key = (line.0.regression.clone(), line.0.id.clone());
        if by_name.insert(key, line).is_some() {
            return Err("a regression is in two shards".to_owned());
        }
    }
    let all = selected(files.regressions, selection);
    let replay = |regression: &'static regressions::Regression| {
        let key = (regression.name.clone(), regression.case.id());
        let line = by_name.remove(&key);
        let (line, finding) =
            line.ok_or_else(|| format!("the regression {} is in no shard", regression.name))?;
        let outcome = replay_outcome(&line, finding)?;
        let transcript = match &outcome {
            ReplayOutcome::Found(finding) => finding.transcript.clone(),
            _ => Vec::new(),
        };
        Ok::<_, String>(Replayed { regression, outcome, transcript })
    };
    let replayed = all.into_iter().map(replay).collect::<Result<Vec<Replayed>, String>>()?;
    match by_name.first_key_value() {
        None => Ok(replayed),
        Some(((name, _), _)) => {
            Err(format!("there is no regression {} here", crate::escape::line(name)))
        }
    }
}

fn replay_outcome(
    line: &lines::Regression,
    finding: Option<lines::Finding>,
) -> Result<ReplayOutcome, String> {
    if let Some(finding) = finding {
        return Ok(ReplayOutcome::Found(Box::new(findings::whole(finding)?)));
    }
    let status = line.counts()?.into_keys().next();
    Ok(match (status, &line.not_asked, &line.unsupported) {
        (None, Some(why), _) => ReplayOutcome::NotAsked(why.clone()),
        (Some(Status::Pass), ..) => ReplayOutcome::Passed,
        (Some(status), _, Some(why)) => ReplayOutcome::Unjudged(status, why.clone()),
        _ => return Err("a regression has no outcome".to_owned()),
    })
}
