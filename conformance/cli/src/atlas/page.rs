//! The page of one calendar, in Markdown: the declared ranges, the implementations, and where they
//! disagree.

use std::fmt::{self, Write};

use calproof::known::KnownFailure;
use calproof::query::{Answer, Observation};
use calproof::report::text::grouped;
use calproof::spec::{FileError, Spec};
use calproof_registry::{DayRange, RataDie};

use super::markdown::{code, prose, table};
use super::walk::{self, AnswerPair, SameAnswers, Standing};
use super::{Implementation, boundary_days, gregorian, text_of, words_of};

/// If there are many runs of days, this many are shown before and after each boundary day.
const SHOWN: usize = 12;
const NEAR: RataDie = RataDie(730_120);

/// How the line with the versions of adapter programs begins. Those versions depend on the machine.
const PROGRAMS: &str = "Programs: ";

/// The line by which a generated page is recognised.
const MADE: &str = "Made by `cargo xtask generate` from what these answer; nothing here is a \
                    judgement. Days are Rata Die; `·` means no answer: the day is out of range or refused.";

/// An entry of a list of known failures, with the adapter that it belongs to.
pub struct Known<'a> {
    /// The adapter's name.
    pub adapter: &'a str,
    /// The entry.
    pub entry: &'a KnownFailure,
}

/// The page that shows where the implementations of a calendar disagree.
pub struct Page<'a> {
    /// The calendar's id.
    pub calendar: &'a str,
    /// The subjects that implement it.
    pub implementations: Vec<Implementation<'a>>,
    /// Their known failures.
    pub known: Vec<Known<'a>>,
}

impl Page<'_> {
    /// The page as Markdown, from what the implementations answer now.
    pub fn text(&self) -> Result<String, FileError> {
        let spec = calproof::spec::by_name(self.calendar)?;
        let mut page = String::new();
        self.write(&mut page, spec)?
            .map_err(|error| FileError::new(self.calendar, error.to_string()))?;
        Ok(page)
    }

    /// Whether the text is a generated page.
    pub fn is_one(text: &str) -> bool {
        text.lines().any(|line| line == MADE)
    }

    /// Whether a committed page says the same as a new one. Versions of adapter programs are not
    /// compared.
    pub fn is_current(kept: &str, now: &str) -> bool {
        let lines = |page: &'_ str| -> Vec<String> {
            let lines = page.lines().filter(|line| !line.starts_with(PROGRAMS));
            lines.map(str::to_owned).collect()
        };
        lines(kept) == lines(now)
    }

    fn write(&self, page: &mut String, spec: Option<&Spec>) -> Result<fmt::Result, FileError> {
        let boundary = boundary_days::days(self.calendar, &self.implementations)?;
        let mut write = || {
            self.write_head(page, spec)?;
            self.write_implementations(page, spec)?;
            match walk::days_of(&self.implementations) {
                Some(days) if self.implementations.len() > 1 => {
                    self.write_walk(page, spec, days)?;
                }
                _ => writeln!(page, "\nThere is no other implementation to compare it with.")?,
            }
            self.write_telling(page, spec, &boundary)?;
            self.write_known(page)
        };
        Ok(write())
    }

    fn write_head(&self, page: &mut String, spec: Option<&Spec>) -> fmt::Result {
        let name =
            spec.map_or_else(|| "no reference calendar".to_owned(), |spec| prose(&spec.name));
        writeln!(page, "# {}: {name}\n", code(self.calendar))?;
        let versions = |programs: bool| -> String {
            let all = self.implementations.iter();
            let some =
                all.filter(|one| calproof_libraries::by_name(one.name()).is_none() == programs);
            let words = some
                .map(|one| format!("{} {}", code(one.name()), code(&one.subject.hello().version)));
            words.collect::<Vec<String>>().join(", ")
        };
        for (kind, versions) in [("Built in: ", versions(false)), (PROGRAMS, versions(true))] {
            if !versions.is_empty() {
                writeln!(page, "{kind}{versions}.")?;
            }
        }
        writeln!(page, "{MADE}\n")?;
        let Some(spec) = spec else { return Ok(()) };
        let mut facts = vec![
            ("rule", prose(spec.rule.as_deref().unwrap_or("·"))),
            ("exactness", spec.exactness.to_string()),
            ("range", format!("{} to {}", spec.text(spec.range.0), spec.text(spec.range.1))),
        ];
        let eras: Vec<String> = spec.eras.iter().map(|era| code(&era.code)).collect();
        let eras = if eras.is_empty() { "none".to_owned() } else { eras.join(", ") };
        facts.push(("eras", eras));
        facts.extend(spec.year_zero.map(|year_zero| ("year 0", prose(&year_zero.to_string()))));
        facts.push(("authority", prose(&spec.authority)));
        facts.push(match &spec.unpublished {
            Some(why) => ("published dates", prose(why)),
            None => ("published dates", spec.dates.len().to_string()),
        });
        let rows: Vec<Vec<String>> =
            facts.into_iter().map(|(key, fact)| vec![key.to_owned(), fact]).collect();
        let head = ["the reference", "says"].map(str::to_owned);
        write!(page, "{}", table(&head, &rows))
    }

    fn write_implementations(&self, page: &mut String, spec: Option<&Spec>) -> fmt::Result {
        let rows: Vec<Vec<String>> = self
            .implementations
            .iter()
            .map(|one| {
                let range = one.claim.range.map_or_else(
                    || "not said".to_owned(),
                    |DayRange { first, last }| {
                        let ends = one.observe(&[first, last]);
                        let [first, last] = [0, 1].map(|end| words_of(spec, ends[end].as_ref()));
                        format!("{first} to {last}")
                    },
                );
                vec![code(one.name()), code(&one.claim.rule), range]
            })
            .collect();
        let head =
            ["implementation", "rule", "declared range, in its own dates"].map(str::to_owned);
        write!(page, "\n{}", table(&head, &rows))
    }

    fn write_walk(&self, page: &mut String, spec: Option<&Spec>, days: DayRange) -> fmt::Result {
        let walked = walk::walk(&self.implementations, days);
        writeln!(page, "\n## Implementations\n")?;
        let [first, last] = [days.first, days.last].map(gregorian);
        writeln!(
            page,
            "Compared on every day from {first} to {last}, Gregorian, for which both answer.\n"
        )?;
        let name = |place: usize| code(self.implementations[place].name());
        let pairs = walk::pairs(self.implementations.len()).zip(&walked.pairs);
        let row = |((first, second), pair): ((usize, usize), &AnswerPair)| {
            let end = |day: Option<i64>| {
                day.map_or_else(|| "·".to_owned(), |day| gregorian(RataDie(day)))
            };
            vec![
                name(first),
                name(second),
                grouped(pair.both),
                grouped(pair.apart),
                end(pair.ends.map(|ends| ends.0)),
                end(pair.ends.map(|ends| ends.1)),
            ]
        };
        let rows: Vec<Vec<String>> = pairs.map(row).collect();
        let head = ["", "", "days", "days apart", "the first", "the last"].map(str::to_owned);
        write!(page, "{}", table(&head, &rows))?;
        self.write_runs(page, spec, &walked.runs)
    }

    /// Writes the runs of days. Adjacent runs without a disagreement are joined into one.
    fn write_runs(
        &self,
        page: &mut String,
        spec: Option<&Spec>,
        runs: &[SameAnswers],
    ) -> fmt::Result {
        writeln!(page, "\n## Where they disagree\n")?;
        let mut folded: Vec<SameAnswers> = Vec::new();
        for run in runs {
            match folded.last_mut() {
                Some(last) if !is_apart(&last.standing) && !is_apart(&run.standing) => {
                    last.days.last = run.days.last;
                }
                _ => folded.push(run.clone()),
            }
        }
        if folded.iter().all(|run| !is_apart(&run.standing)) {
            return writeln!(
                page,
                "Nowhere: all implementations agree on every day that they answer for."
            );
        }
        let near = folded.partition_point(|run| run.days.last < NEAR);
        let first = near.saturating_sub(SHOWN);
        let last = folded.len().min(near + SHOWN);
        let mut rows = self.rest_row("before", &folded[..first]);
        rows.extend(folded[first..last].iter().map(|run| self.run_row(spec, run)));
        rows.extend(self.rest_row("after", &folded[last..]));
        write!(page, "{}", table(&self.head(&["day", "Gregorian", "days"], &[]), &rows))
    }

    /// The row that sums up the runs that are not shown; none if no disagreement is among them.
    fn rest_row(&self, place: &str, rest: &[SameAnswers]) -> Vec<Vec<String>> {
        let apart: Vec<u64> =
            rest.iter().filter(|run| is_apart(&run.standing)).map(|run| length(run.days)).collect();
        if apart.is_empty() {
            return Vec::new();
        }
        let [times, days] = [apart.len() as u64, apart.iter().sum()].map(grouped);
        vec![self.plain_row("…", "", &days, &format!("{times} more times {place}"))]
    }

    fn run_row(&self, spec: Option<&Spec>, run: &SameAnswers) -> Vec<String> {
        let (day, days) = (run.days.first.0.to_string(), grouped(length(run.days)));
        let date = gregorian(run.days.first);
        if !is_apart(&run.standing) {
            return self.plain_row(&day, &date, &days, "all agree");
        }
        let dates = run.dates.iter();
        let dates = dates.map(|date| date.map_or("·".to_owned(), |date| text_of(spec, date)));
        [day, date, days].into_iter().chain(dates).collect()
    }

    /// A row with one text in the first column of answers, and the other columns empty.
    fn plain_row(&self, day: &str, gregorian: &str, days: &str, words: &str) -> Vec<String> {
        let mut row = [day, gregorian, days, words].map(str::to_owned).to_vec();
        row.resize(3 + self.implementations.len(), String::new());
        row
    }

    fn head(&self, before: &[&str], after: &[&str]) -> Vec<String> {
        let text = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let names = self.implementations.iter().map(|one| code(one.name()));
        text(before).into_iter().chain(names).chain(text(after)).collect()
    }

    /// The table of boundary days. Days on which all agree are only counted.
    fn write_telling(
        &self,
        page: &mut String,
        spec: Option<&Spec>,
        boundary: &[calproof::spec::days::BoundaryDay],
    ) -> fmt::Result {
        writeln!(page, "\n## Boundary days\n")?;
        let days: Vec<RataDie> = boundary.iter().map(|day| day.day).collect();
        let answered: Vec<Vec<Option<Observation>>> =
            self.implementations.iter().map(|one| one.observe(&days)).collect();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut folded = 0;
        for (place, day) in boundary.iter().enumerate() {
            let date = |answered: &Vec<Option<Observation>>| match answered[place] {
                Some(Observation::Value(Answer::Date(date))) => Some(date),
                _ => None,
            };
            let fails = answered
                .iter()
                .any(|answered| !matches!(answered[place], None | Some(Observation::Value(_))));
            let apart = is_apart(&walk::standing(answered.iter().map(date)));
            if !apart && !fails && self.implementations.len() > 1 {
                folded += 1;
                continue;
            }
            let mut row = vec![day.day.0.to_string(), gregorian(day.day)];
            row.extend(answered.iter().map(|answered| words_of(spec, answered[place].as_ref())));
            row.push(prose(&day.why));
            rows.push(row);
        }
        if !rows.is_empty() {
            writeln!(page, "{}", table(&self.head(&["day", "Gregorian"], &["why"]), &rows))?;
        }
        if folded > 0 {
            let other = if rows.is_empty() { "" } else { "other " };
            writeln!(
                page,
                "On {folded} {other}boundary days, all implementations that answer agree."
            )?;
        }
        Ok(())
    }

    fn write_known(&self, page: &mut String) -> fmt::Result {
        if self.known.is_empty() {
            return Ok(());
        }
        writeln!(page, "\n## Known failures\n")?;
        // One cause is often listed under many checks.
        let mut causes: Vec<(String, Vec<String>)> = Vec::new();
        for Known { adapter, entry } in &self.known {
            let KnownFailure { check, status, reason, versions, .. } = entry;
            let cause = format!(
                "{} {}: {}",
                code(adapter),
                code(&versions.to_string()),
                prose(reason.trim_end_matches('.'))
            );
            let seen = format!("{status} in `{check}`");
            match causes.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, all)) => all.push(seen),
                None => causes.push((cause, vec![seen])),
            }
        }
        for (cause, seen) in causes {
            writeln!(page, "- {cause}. Seen as {}.", seen.join(", "))?;
        }
        Ok(())
    }
}

fn is_apart(standing: &Standing) -> bool {
    matches!(standing, Standing::Apart(_))
}

fn length(days: DayRange) -> u64 {
    days.last.0.abs_diff(days.first.0) + 1
}
