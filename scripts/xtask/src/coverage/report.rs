//! Coverage results, for people and for the next command.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::text;

/// The file with the results.
pub const SUMMARY: &str = "target/coverage/summary.json";

/// The name of a part, its folder, and the percentage of lines that the tests have to reach.
pub const PARTS: [(&str, &str, u32); 3] = [
    ("registry", "registry/src/", 95),
    ("checks", "conformance/suite/src/check/", 90),
    ("suite", "conformance/", 0),
];

/// How many lines there are, and how many of them were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    pub count: u32,
    pub reached: u32,
}

/// The lines of each part.
pub type Reached = BTreeMap<String, Lines>;

impl Lines {
    fn percent(self) -> f64 {
        if self.count == 0 { 0.0 } else { 100.0 * f64::from(self.reached) / f64::from(self.count) }
    }

    fn share(self) -> String {
        format!("{:.1} % of {} lines", self.percent(), text::grouped(self.count.into()))
    }
}

/// Writes [`SUMMARY`].
pub fn write_summary(reached: &[(String, Reached)]) -> Result<(), String> {
    let summary: BTreeMap<_, _> = reached.iter().cloned().collect();
    let text = serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())?;
    fs::write(SUMMARY, text + "\n").map_err(|error| format!("{SUMMARY}: {error}"))
}

/// The lines that each source reached of each part, one row per source.
pub fn table(reached: &[(String, Reached)]) -> String {
    let part = |lines: &Reached, name: &str| lines.get(name).copied().unwrap_or_default().share();
    let mut rows = vec![["reached by", "registry", "checks", "suite"].map(str::to_owned)];
    rows.extend(reached.iter().map(|(source, lines)| {
        let [registry, checks, suite] = PARTS.map(|(name, ..)| part(lines, name));
        [source.clone(), registry, checks, suite]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    let line = |[source, registry, checks, suite]: &[String; 4]| {
        let [first, second, third, fourth] = widths;
        format!("{source:first$}  {registry:>second$}  {checks:>third$}  {suite:>fourth$}")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The parts of which the tests reach too few lines.
pub fn missed(reached: &[(String, Reached)]) -> Vec<String> {
    let tests = reached.iter().filter(|(source, _)| source == "tests");
    let missed = |(_, lines): &(String, Reached)| {
        let missed = |&(name, folder, expected): &(&str, &str, u32)| {
            let lines = lines.get(name).filter(|lines| lines.percent() < f64::from(expected))?;
            Some(format!(
                "the tests reach {} of {folder}, and {expected} % are required",
                lines.share()
            ))
        };
        PARTS.iter().filter_map(missed).collect::<Vec<_>>()
    };
    tests.flat_map(missed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(source: &str, registry: u32, checks: u32) -> (String, Reached) {
        let lines = |name: &str, reached| (name.to_owned(), Lines { count: 1000, reached });
        let parts = [lines("registry", registry), lines("checks", checks), lines("suite", 5)];
        (source.to_owned(), parts.into())
    }

    #[test]
    fn the_table_is_aligned() {
        let table = table(&[reached("tests", 951, 900), reached("calendar_laws", 95, 0)]);
        let expected = "\
reached by                  registry                 checks                 suite
tests          95.1 % of 1,000 lines  90.0 % of 1,000 lines  0.5 % of 1,000 lines
calendar_laws   9.5 % of 1,000 lines   0.0 % of 1,000 lines  0.5 % of 1,000 lines";
        assert_eq!(table, expected);
    }

    #[test]
    fn only_the_tests_have_to_reach_the_minimum() {
        assert!(missed(&[reached("tests", 950, 900), reached("wire", 0, 0)]).is_empty());
        let expected =
            "the tests reach 94.9 % of 1,000 lines of registry/src/, and 95 % are required";
        assert_eq!(missed(&[reached("tests", 949, 900)]), [expected]);
        assert_eq!(Lines::default().share(), "0.0 % of 0 lines");
    }
}
