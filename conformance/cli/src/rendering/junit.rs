//! `JUnit` XML, as the schemas of Jenkins and Surefire define it: a test suite for each subject,
//! and a test case for each check on a calendar.

use askama::Template;

use super::model::{Calendar, Check, LoggedRun, State, Subject};
use super::words;

/// How many findings of a check are shown; they share one failure element.
const SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "junit.xml")]
struct Document {
    suites: Vec<Suite>,
}

struct Suite {
    name: String,
    cases: Vec<TestCase>,
}

struct TestCase {
    /// The group in which a server shows it.
    class: String,
    name: String,
    end: End,
}

/// The result of a test case.
enum End {
    Passed,
    Skipped { why: String },
    Error { why: String },
    Failure { why: String, status: String, blocks: String },
}

impl Document {
    fn count(&self, is_one: fn(&End) -> bool) -> usize {
        self.suites.iter().map(|suite| suite.count(is_one)).sum()
    }
}

impl Suite {
    fn count(&self, is_one: fn(&End) -> bool) -> usize {
        self.cases.iter().filter(|case| is_one(&case.end)).count()
    }
}

impl End {
    #[expect(clippy::unused_self, reason = "as the others")]
    fn is_any(&self) -> bool {
        true
    }

    fn is_failure(&self) -> bool {
        matches!(self, End::Failure { .. })
    }

    fn is_error(&self) -> bool {
        matches!(self, End::Error { .. })
    }

    fn is_skipped(&self) -> bool {
        matches!(self, End::Skipped { .. })
    }
}

/// The runs as a document.
pub(crate) fn write(runs: &[LoggedRun]) -> askama::Result<String> {
    let mut suites = Vec::new();
    for run in runs {
        suites.extend(run.subjects.iter().filter(|it| !it.left_out).map(suite));
        suites.extend(of_whole_run(run));
    }
    Document { suites }.render()
}

/// A suite for what is wrong with a run as a whole.
fn of_whole_run(run: &LoggedRun) -> Option<Suite> {
    let mut whys: Vec<String> = run.remarks.iter().map(ToString::to_string).collect();
    if !run.is_whole {
        whys.push("it did not end; later findings are missing".to_owned());
    }
    let case = |why: String| TestCase {
        class: format!("calproof.{}", run.begun.command),
        name: "the whole run".to_owned(),
        end: End::Error { why },
    };
    let cases: Vec<TestCase> = whys.into_iter().map(case).collect();
    (!cases.is_empty()).then(|| Suite { name: run.file.to_string(), cases })
}

fn suite(subject: &Subject) -> Suite {
    let of_subject =
        |name: &str, end| TestCase { class: subject.name.to_string(), name: name.to_owned(), end };
    let mut cases = Vec::new();
    if let Some(trouble) = &subject.trouble {
        cases.push(of_subject("can be judged", End::Error { why: trouble.to_string() }));
    }
    for why in &subject.not_as_known {
        let (why, status) = (why.to_string(), "known-failure-broken".to_owned());
        let end = End::Failure { blocks: why.clone(), why, status };
        cases.push(of_subject("fails as is known", end));
    }
    for calendar in subject.asked() {
        let class = format!("{}.{}", subject.name, calendar.id);
        if let Some(why) = &calendar.inconclusive {
            let (name, end) = ("enough is compared", End::Error { why: why.to_string() });
            cases.push(TestCase { class: class.clone(), name: name.to_owned(), end });
        }
        cases.extend(calendar.checks.iter().map(|check| {
            let (class, name) = (class.clone(), name_of(check, calendar));
            TestCase { class, name, end: end(subject, calendar, check) }
        }));
    }
    Suite { name: subject.title(), cases }
}

fn name_of(check: &Check, calendar: &Calendar) -> String {
    match &check.regression {
        Some(regression) => format!("{} ({}, regression {regression})", check.id, calendar.id),
        None => format!("{} ({})", check.id, calendar.id),
    }
}

fn end(subject: &Subject, calendar: &Calendar, check: &Check) -> End {
    match check.state() {
        State::Passed => End::Passed,
        State::Inconclusive => End::Error {
            why: format!("inconclusive: {}", words::counted(check.lost(), "lost verdict")),
        },
        State::Skipped => {
            let reasons: Vec<&str> = check.reasons.iter().map(|reason| &**reason).collect();
            let reasons = reasons.join("; ");
            let why = if reasons.is_empty() { "nothing was asked".to_owned() } else { reasons };
            End::Skipped { why }
        }
        State::Failed => {
            let headline = format!("{} {}", subject.title(), calendar.id);
            failure(&headline, check)
        }
    }
}

fn failure(headline: &str, check: &Check) -> End {
    let blocks = check.failures().take(SHOWN).map(|finding| {
        let block = words::block(check, finding);
        format!("{headline}: {} in {}\n{block}\n", finding.status, check.id)
    });
    let mut blocks: String = blocks.collect();
    let more = check.failures().count().saturating_sub(SHOWN);
    if more > 0 {
        let more = words::counted(more as u64, "finding");
        blocks.extend(["and ", &more, " more; the event log has them\n"]);
    }
    let first = check.failures().next();
    End::Failure {
        why: first.map_or("its findings are not in the log", |finding| &finding.why).to_owned(),
        status: first.map_or("wrong", |finding| &finding.status).to_owned(),
        blocks,
    }
}
