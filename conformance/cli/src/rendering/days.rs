//! The days on which a subject is wrong, as a heat map of years and months and as text.

use calproof::check::{self, Check as Rule};
use calproof::spec;
use calproof_registry::{Calendar as Reference, Date, RataDie, calendars};

use super::model::{Calendar, fails};
use super::words::counted;

/// Maximum number of day ranges in a map. If there are more, short gaps between them are merged.
const STRETCHES: usize = 1_500;

/// Maximum number of day ranges listed as text.
const TOLD: usize = 8;

/// First and last day of each range.
type Stretches = Vec<(i64, i64)>;

/// The days on which a subject is wrong.
pub(crate) struct Map {
    /// Number of wrong days.
    pub(crate) count: u64,
    /// The ranges as `first:last`, separated by spaces.
    pub(crate) stretches: String,
    /// First and last day shown, as `first:last`.
    pub(crate) shown: String,
    /// Whether gaps between ranges were merged.
    pub(crate) is_coarse: bool,
    /// The first ranges as text, and the number of those left out.
    pub(crate) reported: Vec<String>,
    pub(crate) more: usize,
}

/// Number of days in the range, both ends included.
pub(crate) fn length((first, last): (i64, i64)) -> u64 {
    if last < first { 0 } else { last.abs_diff(first).saturating_add(1) }
}

/// A share as a percentage.
#[expect(
    clippy::cast_precision_loss,
    reason = "a percentage with two decimals needs no more precision"
)]
pub(crate) fn share(part: u64, whole: u64) -> String {
    let percent = 100.0 * part as f64 / whole.max(1) as f64;
    match percent {
        _ if part == whole => "all".to_owned(),
        ..0.01 if part > 0 => "less than 0.01 %".to_owned(),
        99.99.. => "more than 99.99 %".to_owned(),
        _ => format!("{percent:.2} %"),
    }
}

impl Map {
    /// The map of a calendar; `None` if no day is wrong.
    pub(crate) fn of(calendar: &Calendar) -> Option<Map> {
        let reference = calendars::by_id(&calendar.id);
        let mut all = Stretches::new();
        for check in &calendar.checks {
            let rule = check::by_id(&check.id);
            for finding in check.findings.iter().filter(|finding| fails(&finding.status)) {
                all.extend(finding.runs.iter().filter(|(first, last)| first <= last));
                let inputs = finding.inputs.iter();
                all.extend(inputs.filter_map(|input| days_of(rule?, reference, input)));
            }
        }
        let exact = joined(all, 1);
        let (first, last) = (exact.first()?.0, exact.last()?.1);
        let count = exact.iter().copied().map(length).fold(0, u64::saturating_add);
        let reported = exact.iter().take(TOLD).map(|days| in_words(&calendar.id, reference, *days));
        let (reported, more) = (reported.collect(), exact.len().saturating_sub(TOLD));
        let (mut drawn, mut gap) = (exact.clone(), 1);
        while drawn.len() > STRETCHES {
            gap *= 2;
            drawn = joined(drawn, gap);
        }
        let written: Vec<String> =
            drawn.iter().map(|(first, last)| format!("{first}:{last}")).collect();
        let (from, to) = calendar.walked.or(calendar.range).unwrap_or((first, last));
        Some(Map {
            count,
            stretches: written.join(" "),
            shown: format!("{}:{}", from.min(first), to.max(last)),
            is_coarse: gap > 1,
            reported,
            more,
        })
    }
}

/// The days of a planned case; `None` for a year, since the log does not say which of its days are
/// wrong.
fn days_of(rule: &Rule, reference: Option<&dyn Reference>, input: &str) -> Option<(i64, i64)> {
    match rule.plan.key() {
        "day" => input.parse().ok().map(|day| (day, day)),
        "date" => {
            let date: Date = input.parse().ok()?;
            let day = reference?.day(date).ok()?.0;
            Some((day, day))
        }
        _ => None,
    }
}

/// The ranges in order; two with a gap shorter than this many days are merged.
fn joined(mut all: Stretches, gap: i64) -> Stretches {
    all.sort_unstable();
    let mut joined = Stretches::new();
    for (first, last) in all {
        match joined.last_mut() {
            Some((_, end)) if first.saturating_sub(*end) <= gap => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// A range as dates of the calendar if its reference has them, otherwise as day numbers.
fn in_words(id: &str, reference: Option<&dyn Reference>, (first, last): (i64, i64)) -> String {
    let date = |day: i64| {
        let date = reference?.date(RataDie(day)).ok()?;
        Some(spec::by_name(id).ok()??.text(date))
    };
    let dates = date(first).zip(date(last));
    if first == last {
        return dates
            .map_or_else(|| format!("day {first}"), |(date, _)| format!("{date} (day {first})"));
    }
    let days = format!("{}: days {first} to {last}", counted(length((first, last)), "day"));
    match dates {
        Some((from, to)) => format!("{from} to {to} ({days})"),
        None => days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_joined_where_they_touch() {
        assert_eq!(
            joined(vec![(5, 6), (1, 2), (3, 3), (9, 9), (5, 5)], 1),
            [(1, 3), (5, 6), (9, 9)]
        );
        assert_eq!(joined(vec![(i64::MIN, i64::MIN), (i64::MAX, i64::MAX)], 2).len(), 2);
    }

    #[test]
    fn only_a_complete_share_is_shown_as_100_percent() {
        for (part, whole, words) in [
            (3, 3, "all"),
            (0, 5, "0.00 %"),
            (1, 1_000_000, "less than 0.01 %"),
            (999_999, 1_000_000, "more than 99.99 %"),
            (366, 107_015, "0.34 %"),
        ] {
            assert_eq!(share(part, whole), words);
        }
    }

    #[test]
    fn a_stretch_is_shown_in_dates_of_its_calendar() {
        let persian = calendars::by_id("persian");
        let words = in_words("persian", persian, (739_330, 739_695));
        assert_eq!(words, "1403-12-30 to 1404-12-29 (366 days: days 739330 to 739695)");
        assert_eq!(in_words("theirs", None, (5, 5)), "day 5");
    }
}
