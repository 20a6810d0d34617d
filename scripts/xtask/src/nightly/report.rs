//! The report of a night.

use std::collections::BTreeMap;
use std::fs;

use super::{state, write};
use crate::coverage::{Lines, Reached, SUMMARY};
use crate::text;

/// The coverage of this night, and of the one before.
pub const COVERAGE: &str = "coverage.json";
pub const COVERAGE_BEFORE: &str = "coverage-before.json";

/// The beginnings of lines with which programs summarize a run.
const SUMS: [&str; 7] =
    ["nothing new", "conforms", "fails", "loom", "shuttle", "tsan", "test result"];

/// The summary in a step's log, for a cell of a table.
pub fn reported(step: &str, log: &str) -> String {
    if step.starts_with("target-")
        && let Some(reported) = log.lines().rev().find_map(executions)
    {
        return reported;
    }
    let is_sum = |line: &&str| {
        let rest = SUMS.iter().find_map(|start| line.strip_prefix(start));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    log.lines().rfind(is_sum).unwrap_or_default().replace('|', "\\|")
}

/// A line of libFuzzer with several workers:
/// `#EXECUTIONS: cov: C ft: F corp: N exec/s: E oom/timeout/crash: O/T/C time: …`.
fn executions(line: &str) -> Option<String> {
    let (count, rest) = line.strip_prefix('#')?.split_once(": cov: ")?;
    let (reached, rest) = rest.split_once(' ')?;
    let (_, died) = rest.split_once(" oom/timeout/crash: ")?;
    let count = text::grouped(count.parse().ok()?);
    let died = died.split(' ').next()?;
    Some(format!("{count} executions, cov {reached}, oom/timeout/crash {died}"))
}

/// The lines that each source reached, and the change since last time, as Markdown. The numbers are
/// kept for the next time.
pub fn coverage() -> Result<String, String> {
    let Ok(now) = fs::read_to_string(SUMMARY) else {
        return Ok("Not measured; see coverage.log.\n".to_owned());
    };
    write(&state(COVERAGE), &now)?;
    let now = serde_json::from_str(&now).map_err(|error| format!("{SUMMARY}: {error}"))?;
    let before = fs::read_to_string(state(COVERAGE_BEFORE)).ok();
    // If it cannot be read, there is nothing to compare with.
    let before = before.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    Ok(changes(&now, &before))
}

type Measured = BTreeMap<String, Reached>;

fn changes(now: &Measured, before: &Measured) -> String {
    let mut text = "| by | part | lines reached | of | last time |\n".to_owned();
    text += "|---|---|--:|--:|--:|\n";
    let mut sources: Vec<(&String, &Reached)> = now.iter().collect();
    // The tests first, then the targets by name.
    sources.sort_by_key(|(source, _)| *source != "tests");
    for (source, parts) in sources {
        text.extend(parts.iter().map(|(part, Lines { count, reached })| {
            let old = before.get(source).and_then(|parts| parts.get(part));
            let change = old.map_or("·".to_owned(), |old| {
                format!("{:+}", i64::from(*reached) - i64::from(old.reached))
            });
            let (reached, count) =
                (text::grouped((*reached).into()), text::grouped((*count).into()));
            format!("| {source} | {part} | {reached} | {count} | {change} |\n")
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_reports_its_executions_and_failures() {
        let log = "$ cargo fuzz run wire\n\
            #100: cov: 5 ft: 6 corp: 7 exec/s: 50 oom/timeout/crash: 0/0/0 time: 2s job: 1\n\
            #1234567: cov: 678 ft: 9 corp: 1 exec/s: 99 oom/timeout/crash: 0/1/2 time: 4s job: 2\n\
            #0 not yet\n";
        let expected = "1,234,567 executions, cov 678, oom/timeout/crash 0/1/2";
        assert_eq!(reported("target-wire", log), expected);
        assert_eq!(reported("suite", log), "");
    }

    #[test]
    fn other_steps_report_the_last_line_of_their_summary() {
        let log = "loom: 3 models held\nloomings\nfailsafe\nconforms: 5 | 6\nconforms_not\n";
        assert_eq!(reported("suite", log), "conforms: 5 \\| 6");
        assert_eq!(reported("loom", "loom: 3 models held\nend"), "loom: 3 models held");
        assert_eq!(reported("build", "have cargo"), "");
    }

    #[test]
    fn coverage_is_compared_with_the_last_time() {
        let measured = |text| serde_json::from_str::<Measured>(text).unwrap();
        let now = measured(
            r#"{"agreement": {"checks": {"count": 2000, "reached": 1000}},
                "tests": {"checks": {"count": 2000, "reached": 1990}}}"#,
        );
        let before = measured(r#"{"tests": {"checks": {"count": 2000, "reached": 1992}}}"#);
        let expected = "\
| by | part | lines reached | of | last time |
|---|---|--:|--:|--:|
| tests | checks | 1,990 | 2,000 | -2 |
| agreement | checks | 1,000 | 2,000 | · |
";
        assert_eq!(changes(&now, &before), expected);
    }
}
