//! The content of logs by run, subject and calendar, from which every format is rendered.

use std::collections::BTreeSet;

use calproof::level::Level;
use calproof::verdict::Status;

use super::log::{
    Advisory, Begun, CalendarLine, CheckLine, Counts, Finding, RegressionLine, Remark, SubjectLine,
    UnsteadyLine,
};
use super::text::Text;
use crate::event_log::{self, BEGUN, Flaws, HEADS, Line, WHOLE};

/// The results of one `run` or `fuzz` command.
pub(crate) struct LoggedRun {
    /// The file name of its log.
    pub(crate) file: Text,
    /// The first line of its log: the command and its options.
    pub(crate) begun: Begun,
    /// Whether its log ends with `whole`.
    pub(crate) is_whole: bool,
    /// Its subjects, in the order of the plan.
    pub(crate) subjects: Vec<Subject>,
    /// Corpus files that could not be read.
    pub(crate) remarks: Vec<Text>,
}

/// The results of one subject.
#[derive(Default)]
pub(crate) struct Subject {
    pub(crate) name: Text,
    pub(crate) version: Text,
    /// Why it could not be judged at all.
    pub(crate) trouble: Option<Text>,
    /// Whether it was not named, and has no calendar or check that is selected.
    pub(crate) left_out: bool,
    /// Whether its results have begun in the log; otherwise it is only planned.
    pub(crate) is_begun: bool,
    pub(crate) calendars: Vec<Calendar>,
    /// Entries of its known failures that do not hold; each of them makes the subject fail.
    pub(crate) not_as_known: Vec<Text>,
    /// What it declares and its users would not expect.
    pub(crate) advisories: Vec<Advisory>,
    /// Known failures whose cause is not understood yet.
    pub(crate) open: Vec<Text>,
    /// Number of failures that a retry did not reproduce. They do not make the subject fail.
    pub(crate) unsteady: u64,
}

/// The results of one calendar, or of the registry.
#[derive(Default)]
pub(crate) struct Calendar {
    pub(crate) id: Text,
    pub(crate) rule: Text,
    pub(crate) range: Option<(i64, i64)>,
    /// First and last day of the sweep.
    pub(crate) walked: Option<(i64, i64)>,
    /// The level, if below the exhaustive one: then the sweep judged only some of the days between.
    pub(crate) sampled_at: Option<u8>,
    pub(crate) laws_only: bool,
    /// Why too few answers were compared with the reference, if so.
    pub(crate) inconclusive: Option<Text>,
    /// The checks on it, and the regressions of it.
    pub(crate) checks: Vec<Check>,
}

/// The results of one check, or of one regression.
#[derive(Default)]
pub(crate) struct Check {
    pub(crate) id: Text,
    /// The name of the regression, if it is one.
    pub(crate) regression: Option<Text>,
    pub(crate) planned: u64,
    pub(crate) counts: Counts,
    /// Reasons why cases were not asked or not judged.
    pub(crate) reasons: Vec<Text>,
    pub(crate) findings: Vec<Finding>,
}

/// The result of a check, from the least to the most serious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Skipped,
    Passed,
    Inconclusive,
    Failed,
}

/// Whether a status of this name makes a subject fail. A status unknown to this version does not.
pub(crate) fn fails(status: &str) -> bool {
    Status::from_name(status).is_some_and(Status::fails)
}

impl Finding {
    /// Whether planned cases or the sweep have it, and not generated cases alone.
    pub(crate) fn is_planned(&self) -> bool {
        !self.runs.is_empty() || !self.inputs.is_empty()
    }

    /// Whether it makes the subject fail: no entry of the known failures excuses it.
    pub(crate) fn is_failure(&self) -> bool {
        fails(&self.status) && self.known.is_none()
    }
}

impl Check {
    pub(crate) fn state(&self) -> State {
        let judged = |status: &Text| Status::from_name(status).is_none_or(|it| !it.is_unjudged());
        let count = |wanted: &dyn Fn(&Text) -> bool| -> u64 {
            self.counts.iter().filter(|(status, _)| wanted(status)).map(|(_, count)| count).sum()
        };
        let failing = count(&|status| fails(status));
        // A log that was cut off may lack the findings of its last check.
        if self.findings.iter().any(Finding::is_failure)
            || (failing > 0 && self.findings.is_empty())
        {
            State::Failed
        } else if self.lost() > 0 {
            State::Inconclusive
        } else if count(&judged) == 0 && self.findings.is_empty() {
            State::Skipped
        } else {
            State::Passed
        }
    }

    /// Number of lost and missing verdicts.
    pub(crate) fn lost(&self) -> u64 {
        let counted: u64 = self.counts.values().sum();
        let lost = self.counts.get(&Text::from(Status::Lost.name())).copied().unwrap_or_default();
        lost + self.planned.saturating_sub(counted)
    }

    /// The findings that make the subject fail.
    pub(crate) fn failures(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_failure())
    }
}

impl Calendar {
    pub(crate) fn state(&self) -> State {
        let worst = self.checks.iter().map(Check::state).max().unwrap_or(State::Skipped);
        if self.inconclusive.is_some() { worst.max(State::Inconclusive) } else { worst }
    }

    /// Whether anything was asked. A regression of a calendar that the subject does not have is not
    /// asked.
    pub(crate) fn is_asked(&self) -> bool {
        self.checks.iter().any(|check| check.regression.is_none() || check.planned > 0)
    }
}

impl Subject {
    /// The calendars of which anything was asked.
    pub(crate) fn asked(&self) -> impl Iterator<Item = &Calendar> {
        self.calendars.iter().filter(|calendar| calendar.is_asked())
    }

    /// The failures, one for each case. If a regression and its check fail on the same case, the
    /// check's finding is kept, since it lists every place.
    pub(crate) fn failures(&self) -> Vec<(&Calendar, &Check, &Finding)> {
        let mut all: Vec<(&Calendar, &Check, &Finding)> = Vec::new();
        for calendar in self.asked() {
            for check in &calendar.checks {
                all.extend(check.failures().map(|finding| (calendar, check, finding)));
            }
        }
        all.sort_by_key(|(_, check, _)| check.regression.is_some());
        let mut seen = BTreeSet::new();
        all.retain(|(.., finding)| seen.insert(&finding.id));
        all
    }

    /// Its name and its version.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.version).trim_end().to_owned()
    }

    pub(crate) fn state(&self) -> State {
        let worst = self.calendars.iter().map(Calendar::state).max().unwrap_or(State::Skipped);
        match self.trouble {
            _ if !self.not_as_known.is_empty() => State::Failed,
            Some(_) => worst.max(State::Inconclusive),
            None => worst,
        }
    }
}

/// Number of checks with each result.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) inconclusive: u64,
    /// Checks with no judged case.
    pub(crate) skipped: u64,
}

impl Sums {
    pub(crate) fn of<'a>(calendars: impl Iterator<Item = &'a Calendar>) -> Sums {
        let mut sums = Sums::default();
        for check in calendars.flat_map(|calendar| &calendar.checks) {
            *match check.state() {
                State::Passed => &mut sums.passed,
                State::Failed => &mut sums.failed,
                State::Inconclusive => &mut sums.inconclusive,
                State::Skipped => &mut sums.skipped,
            } += 1;
        }
        sums
    }

    /// Checks with at least one judged case.
    pub(crate) fn asked(self) -> u64 {
        self.passed + self.failed + self.inconclusive
    }
}

/// The most serious result of all runs.
pub(crate) fn state(runs: &[LoggedRun]) -> State {
    let whole = runs.iter().map(|run| {
        let is_missing = !run.is_whole || !run.remarks.is_empty();
        if is_missing { State::Inconclusive } else { State::Skipped }
    });
    let subjects = runs.iter().flat_map(|run| &run.subjects).map(Subject::state);
    subjects.chain(whole).max().unwrap_or(State::Skipped)
}

/// Reads a file that holds one log or several concatenated ones.
pub(crate) fn read(file: &str, text: &str) -> (Vec<LoggedRun>, Flaws) {
    let file = Text::from(file);
    let mut runs: Vec<LoggedRun> = Vec::new();
    let flaws = event_log::read(&file, text, |line| {
        let is_head = HEADS.iter().any(|(kind, _)| *kind == line.kind);
        if is_head {
            let begun: Begun = parse(line)?;
            // A log of format 1 begins with the name of the command.
            let command = if line.kind == BEGUN { begun.command } else { line.kind.into() };
            runs.push(LoggedRun::begin(file.clone(), Begun { command, ..begun }));
            return Ok(());
        }
        // No line comes before one that begins a log.
        runs.last_mut().map_or(Ok(()), |run| run.add(line))
    });
    (runs, flaws)
}

fn parse<'a, T: serde::Deserialize<'a>>(line: Line<'a>) -> Result<T, String> {
    serde_json::from_str(line.text).map_err(|error| error.to_string())
}

impl LoggedRun {
    fn begin(file: Text, begun: Begun) -> LoggedRun {
        let planned = |line: &SubjectLine| Subject {
            name: line.subject.clone(),
            version: line.version.clone(),
            ..Subject::default()
        };
        let subjects = begun.subjects.iter().map(planned).collect();
        LoggedRun { file, begun, is_whole: false, subjects, remarks: Vec::new() }
    }

    fn add(&mut self, line: Line<'_>) -> Result<(), String> {
        match line.kind {
            WHOLE | "end" => self.is_whole = true,
            "subject" => self.begin_subject(parse(line)?),
            "regression" => self.add_regression(parse(line)?),
            "calendar" => self.begin_calendar(parse(line)?),
            "check" => self.add_check(parse(line)?),
            "finding" => self.add_finding(Finding { line: line.number, ..parse(line)? }),
            "vectors-broken" | "regression-broken" => self.remarks.push(parse::<Remark>(line)?.why),
            "known-failure-broken" => {
                let Remark { subject, why } = parse(line)?;
                self.subject(&subject).not_as_known.push(why);
            }
            "advisory" => {
                let advisory: Advisory = parse(line)?;
                self.subject(&advisory.subject.clone()).advisories.push(advisory);
            }
            "known-failure-open" => {
                let Remark { subject, why } = parse(line)?;
                self.subject(&subject).open.push(why);
            }
            "unsteady" => {
                let UnsteadyLine { subject, count } = parse(line)?;
                self.subject(&subject).unsteady = count;
            }
            _ => {}
        }
        Ok(())
    }

    /// The latest subject of this name whose results have begun, or else the next planned one.
    fn subject(&mut self, name: &Text) -> &mut Subject {
        let is_it = |subject: &Subject| subject.name == *name;
        let begun = self.subjects.iter().rposition(|subject| is_it(subject) && subject.is_begun);
        let place = begun.or_else(|| self.subjects.iter().position(is_it));
        let place = place.unwrap_or_else(|| {
            self.subjects.push(Subject { name: name.clone(), ..Subject::default() });
            self.subjects.len() - 1
        });
        &mut self.subjects[place]
    }

    /// Begins the next planned subject of this name; two subjects may have the same name.
    fn begin_subject(&mut self, line: SubjectLine) {
        let SubjectLine { subject: name, version, trouble, left_out } = line;
        let is_next = |subject: &Subject| subject.name == name && !subject.is_begun;
        let place = self.subjects.iter().position(is_next).unwrap_or_else(|| {
            self.subjects.push(Subject::default());
            self.subjects.len() - 1
        });
        let subject = &mut self.subjects[place];
        *subject =
            Subject { name, version, trouble, left_out, is_begun: true, ..Subject::default() };
    }

    fn begin_calendar(&mut self, line: CalendarLine) {
        let CalendarLine { subject, calendar: id, rule, level, range, walked, laws_only, .. } =
            line;
        let found = self.subject(&subject).calendar(&id);
        let checks = std::mem::take(&mut found.checks);
        let sampled_at = level.filter(|level| *level < Level::EXHAUSTIVE.number());
        let inconclusive = line.inconclusive;
        *found = Calendar { id, rule, range, walked, sampled_at, laws_only, inconclusive, checks };
    }

    fn add_check(&mut self, line: CheckLine) {
        let CheckLine { subject, calendar, check: id, planned, counts, not_asked, unsupported } =
            line;
        let reasons = not_asked.into_iter().chain(unsupported.into_keys()).collect();
        let check = Check { id, planned, counts, reasons, ..Check::default() };
        self.subject(&subject).calendar(&calendar).checks.push(check);
    }

    fn add_regression(&mut self, line: RegressionLine) {
        let RegressionLine { subject, regression, id, planned, counts, not_asked, unsupported } =
            line;
        let check = Check {
            id: id.check,
            regression: Some(regression),
            planned,
            counts,
            reasons: not_asked.into_iter().chain(unsupported).collect(),
            findings: Vec::new(),
        };
        self.subject(&subject).calendar(&id.calendar).checks.push(check);
    }

    /// Adds a finding to the check that precedes it. A log of `fuzz` has no check lines.
    fn add_finding(&mut self, finding: Finding) {
        let id = finding.id.check.clone();
        let calendar = self.subject(&finding.subject).calendar(&finding.id.calendar);
        if let Some(check) = calendar.checks.iter_mut().rfind(|check| check.id == id) {
            check.findings.push(finding);
        } else {
            let findings = vec![finding];
            calendar.checks.push(Check { id, findings, ..Check::default() });
        }
    }
}

impl Subject {
    fn calendar(&mut self, id: &Text) -> &mut Calendar {
        let place = self.calendars.iter().position(|calendar| calendar.id == *id);
        let place = place.unwrap_or_else(|| {
            self.calendars.push(Calendar { id: id.clone(), ..Calendar::default() });
            self.calendars.len() - 1
        });
        &mut self.calendars[place]
    }
}
