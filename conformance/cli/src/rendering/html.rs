//! A self-contained page for a browser: a table of subjects and calendars, the details of each of
//! its cells, and the weaknesses that were looked for.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use calproof::check::{self, weaknesses};
use calproof::level::Level;
use calproof::report::text::grouped;

use super::days;
use super::log::Finding;
use super::markdown::{notes, outcome};
use super::model::{Calendar, Check, LoggedRun, State, Subject, Sums, fails, state};
use super::words::{self, Labelled};

/// How many findings of a cell are shown in full, so that the page stays small.
const FINDINGS_SHOWN: usize = 12;

/// How many findings are shown on the whole page.
const ALL_FINDINGS_SHOWN: usize = 1_000;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    style: &'static str,
    script: &'static str,
    outcome: &'static str,
    class: &'static str,
    headline: String,
    about: Vec<String>,
    notes: Vec<String>,
    calendars: Vec<String>,
    rows: Vec<Row>,
    stories: Vec<Story>,
    weaknesses: Vec<Weakness>,
}

struct Row {
    subject: String,
    /// One for each calendar; `None` if the subject does not have it.
    cells: Vec<Option<Cell>>,
}

struct Cell {
    anchor: String,
    mark: String,
    class: &'static str,
    words: String,
}

/// The details of a subject's calendar.
struct Story {
    anchor: String,
    subject: String,
    calendar: String,
    outcome: &'static str,
    class: &'static str,
    sentences: Vec<String>,
    days: Option<days::Map>,
    findings: Vec<Shown>,
    more_findings: usize,
    skipped: Vec<(String, String)>,
}

/// A finding that is shown in full.
struct Shown {
    title: String,
    lines: Vec<Labelled>,
}

struct Weakness {
    number: u16,
    name: &'static str,
    class: &'static str,
    words: String,
}

/// The runs as a page.
pub(crate) fn write(runs: &[LoggedRun]) -> askama::Result<String> {
    let subjects: Vec<&Subject> =
        runs.iter().flat_map(|run| &run.subjects).filter(|it| !it.left_out).collect();
    let sums = Sums::of(subjects.iter().flat_map(|subject| subject.asked()));
    let calendars = columns(&subjects);
    let (mut rows, mut stories, mut left) = (Vec::new(), Vec::new(), ALL_FINDINGS_SHOWN);
    for subject in &subjects {
        let mut cells: Vec<Option<Cell>> = calendars.iter().map(|_| None).collect();
        for calendar in subject.asked() {
            let anchor = format!("cell-{}", stories.len() + 1);
            let place = calendars.iter().position(|id| **id == *calendar.id);
            if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                *cell = Some(self::cell(subject, calendar, &anchor));
            }
            stories.push(story(subject, calendar, anchor, &mut left));
        }
        rows.push(Row { subject: subject.title(), cells });
    }
    let all = state(runs);
    let page = Page {
        style: include_str!("templates/report.css"),
        script: include_str!("templates/report.js"),
        outcome: outcome(all),
        class: class(all),
        headline: format!(
            "{} of {} checks pass, {} fail, {} had nothing to judge",
            grouped(sums.passed),
            grouped(sums.asked()),
            grouped(sums.failed),
            grouped(sums.skipped)
        ),
        about: runs.iter().map(about).collect(),
        notes: runs.iter().flat_map(notes).collect(),
        calendars,
        rows,
        stories,
        weaknesses: weaknesses::of_checks().map(|it| weakness(&subjects, it)).collect(),
    };
    page.render()
}

/// The calendars of all subjects, those with a failure first.
fn columns(subjects: &[&Subject]) -> Vec<String> {
    let mut worst: BTreeMap<&str, State> = BTreeMap::new();
    for calendar in subjects.iter().flat_map(|subject| subject.asked()) {
        let state = worst.entry(&calendar.id).or_insert(State::Skipped);
        *state = calendar.state().max(*state);
    }
    let (failing, others): (Vec<_>, Vec<_>) =
        worst.into_iter().partition(|(_, state)| *state == State::Failed);
    failing.into_iter().chain(others).map(|(id, _)| id.to_owned()).collect()
}

/// The options of the run.
fn about(run: &LoggedRun) -> String {
    let begun = &run.begun;
    let mut words = format!("{}: {} by calproof {}", run.file, begun.command, begun.calproof);
    let level = begun.level.as_ref().map(|level| format!("level {level}"));
    let budget = begun.budget.as_ref().map(|budget| format!("budget {budget}"));
    let seed = begun.seed.map(|seed| format!("seed {seed}"));
    for part in [level, budget, seed].into_iter().flatten() {
        words.push_str(", ");
        words.push_str(&part);
    }
    words
}

fn class(state: State) -> &'static str {
    match state {
        State::Passed => "passed",
        State::Failed => "failed",
        State::Inconclusive => "inconclusive",
        State::Skipped => "skipped",
    }
}

fn cell(subject: &Subject, calendar: &Calendar, anchor: &str) -> Cell {
    let state = calendar.state();
    let failing = Sums::of([calendar].into_iter()).failed;
    let mark = match state {
        State::Passed => "✓".to_owned(),
        State::Failed => format!("✗ {failing}"),
        State::Inconclusive => "?".to_owned(),
        State::Skipped => "·".to_owned(),
    };
    // The mark is for the eye; these words are for screen readers.
    let words = match state {
        State::Failed => words::counted(failing, "failing check"),
        _ => outcome(state)[outcome(state).find(' ').map_or(0, |place| place + 1)..].to_owned(),
    };
    let words = format!("{}, {}: {words}", subject.title(), calendar.id);
    Cell { anchor: anchor.to_owned(), mark, class: class(state), words }
}

fn story(subject: &Subject, calendar: &Calendar, anchor: String, left: &mut usize) -> Story {
    let of_check = |check| move |finding| (check, finding);
    let mut all: Vec<(&Check, &Finding)> =
        calendar.checks.iter().flat_map(|it| it.findings.iter().map(of_check(it))).collect();
    // Failures first. A finding of a regression repeats one of its check, which is kept.
    all.sort_by_key(|(check, finding)| (!finding.is_failure(), check.regression.is_some()));
    let mut seen = BTreeSet::new();
    all.retain(|(_, finding)| seen.insert(&finding.id));
    let count = all.len().min(FINDINGS_SHOWN).min(*left);
    *left -= count;
    let findings = all[..count].iter().map(|(check, finding)| Shown {
        title: format!("{}: {}", finding.status, check.id),
        lines: words::lines(check, finding),
    });
    let skipped = calendar.checks.iter().filter(|check| !check.reasons.is_empty());
    let skipped = skipped.map(|check| {
        let reasons: Vec<&str> = check.reasons.iter().map(|reason| &**reason).collect();
        (check.id.to_string(), reasons.join("; "))
    });
    let days = days::Map::of(calendar);
    Story {
        anchor,
        subject: subject.title(),
        calendar: calendar.id.to_string(),
        outcome: outcome(calendar.state()),
        class: class(calendar.state()),
        sentences: sentences(calendar, days.as_ref()),
        days,
        findings: findings.collect(),
        more_findings: all.len() - count,
        skipped: skipped.collect(),
    }
}

fn sentences(calendar: &Calendar, days: Option<&days::Map>) -> Vec<String> {
    let Sums { passed, failed, inconclusive, skipped } = Sums::of([calendar].into_iter());
    let mut sentences = vec![format!(
        "{} passed, {failed} failed, {inconclusive} inconclusive, {skipped} not judged.",
        words::counted(passed, "check"),
    )];
    if !calendar.rule.is_empty() && calendar.rule != calendar.id {
        sentences.push(format!("It follows the rule {}.", calendar.rule));
    }
    if calendar.laws_only {
        sentences.push("Its rule has no reference, so only laws were checked.".to_owned());
    }
    sentences.extend(calendar.inconclusive.iter().map(|why| format!("Inconclusive, since {why}.")));
    if let Some(level) = calendar.sampled_at {
        sentences.push(format!(
            "It was asked at level {level} of {}: not every day was judged.",
            Level::EXHAUSTIVE
        ));
    } else if let (Some(range), Some(walked)) = (calendar.range, calendar.walked) {
        let [promised, walked] = [range, walked].map(days::length);
        sentences.push(format!(
            "Of {} promised days, {} were checked one by one: {}.",
            grouped(promised),
            grouped(walked),
            days::share(walked, promised)
        ));
    }
    if let Some(days) = days {
        let walked = calendar.walked.map_or(0, days::length);
        let share = if walked == 0 || calendar.sampled_at.is_some() {
            String::new()
        } else {
            format!(", {} of those checked", days::share(days.count, walked))
        };
        sentences.push(format!("It is wrong on {}{share}.", words::counted(days.count, "day")));
    }
    sentences
}

fn weakness(subjects: &[&Subject], known: &weaknesses::Weakness) -> Weakness {
    let weaknesses::Weakness { number, name, .. } = *known;
    let stands =
        |check: &&Check| check::by_id(&check.id).is_some_and(|it| it.weaknesses.contains(&number));
    let all = subjects.iter().flat_map(|subject| subject.asked()).flat_map(|it| &it.checks);
    let judged: Vec<&Check> =
        all.filter(stands).filter(|check| check.state() != State::Skipped).collect();
    let failing = judged.iter().filter(|check| check.state() == State::Failed).count();
    let is_known = |check: &&&Check| check.findings.iter().any(|it| fails(&it.status));
    let known = judged.iter().filter(is_known).count().saturating_sub(failing);
    let asked = words::counted(judged.len() as u64, "check");
    let (class, words) = match (judged.len(), failing) {
        (0, _) => ("skipped", "not covered: no check here covers it".to_owned()),
        (_, 0) if known > 0 => {
            ("passed", format!("asked by {asked}; known failures of {known}, and no other"))
        }
        (_, 0) => ("passed", format!("asked by {asked}, none found")),
        _ => ("failed", format!("found by {failing} of {asked}")),
    };
    Weakness { number, name, class, words }
}
