//! Finds the published rule that explains the dates of a calendar best, whatever rule it declares.

use std::cmp::Reverse;

use calproof::case::edges::EXHAUSTIVE;
use calproof::query::{Ability, Answer, Observation, Query};
use calproof::spec;
use calproof::subject::{Claim, Subject};
use calproof_registry::{Calendar, Date, DayRange, RataDie, calendars};
use rayon::prelude::*;

/// How many days are asked first, to find where the calendar answers and which rules are worth more
/// questions.
const FIRST_LOOK: usize = 2_000;

/// How many questions go into one batch.
const BATCH: usize = 4_096;

/// What was found out about a calendar.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The id of the declared rule, which may be declared by an alias; `None` if it is unknown.
    pub(crate) declared: Option<&'static str>,
    /// How many days it was asked about.
    pub(crate) asked: usize,
    /// How many of them it gave a date for.
    pub(crate) answered: usize,
    /// The days that it neither answered nor refused, if there are any.
    pub(crate) failed: Option<Failed>,
    /// The rules that give the same date on at least one of those days. The declared rule comes
    /// first, unless another explains more of the days for which both have a date; the rest are
    /// ordered by the number of days that they explain.
    pub(crate) rules: Vec<Explanation>,
    /// The answered days in order, split where the best rule changes.
    pub(crate) stretches: Vec<Stretch>,
}

/// The number of days without an answer, the first of them, and what was observed there.
type Failed = (usize, RataDie, Observation);

/// How much of the answers a rule explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// The id of the reference calendar that follows it.
    pub(crate) rule: &'static str,
    /// On how many days it gives the same date.
    pub(crate) days: usize,
    /// For how many of the answered days it has a date at all: tables and models of the sky end.
    pub(crate) reach: usize,
}

/// Consecutive answered days that one rule explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// From the first to the last.
    pub(crate) days: DayRange,
    /// The best rule that explains them; `None` if none does.
    pub(crate) rule: Option<&'static str>,
    /// The number of answered days in it.
    pub(crate) count: usize,
}

/// A rule, and for each day whether it gives the subject's date; `None` if it has no date.
struct Compared {
    rule: &'static str,
    same: Vec<Option<bool>>,
}

impl Identity {
    /// Compares the calendar's dates on about `count` days with every rule.
    ///
    /// # Errors
    ///
    /// Why no day can be compared, in words that can follow the calendar's name.
    pub(crate) fn of(
        subject: &dyn Subject,
        claim: &Claim,
        count: usize,
    ) -> Result<Identity, &'static str> {
        let window = DayRange { first: RataDie(EXHAUSTIVE.0), last: RataDie(EXHAUSTIVE.1) };
        if !claim.abilities.contains(&Ability::Date) {
            return Err("it does not answer `date`");
        }
        let range = claim.range.map_or(Some(window), |range| range.intersection(window));
        let range = range.ok_or("no day of its range lies within ±9,999 years")?;
        let declared = spec::by_name(&claim.rule).ok().flatten();
        let declared = declared.and_then(|spec| calendars::by_id(&spec.id));
        let table = declared.and_then(|rule| rule.range().ok()?.intersection(range));
        let declared = declared.map(Calendar::id);
        let first = days(range, table, FIRST_LOOK.min(count));
        let (look, failed) = observed(subject, &claim.id, &first);
        if failed.is_some() {
            // A calendar that fails so early is not asked any further.
            return Ok(Identity { failed, ..Identity::from(&[], declared, first.len(), &look) });
        }
        let is_near = |rule: &&dyn Calendar| {
            let mut days = look.iter();
            Some(rule.id()) == declared
                || days.any(|(day, observed)| rule.date(*day) == Ok(*observed))
        };
        let rules: Vec<_> = calendars::ALL.par_iter().copied().filter(is_near).collect();
        // The questions go to the part of the declared range where it answers.
        let range = match (look.first(), look.last()) {
            (Some((first, _)), Some((last, _))) if claim.range.is_none() => {
                DayRange { first: *first, last: *last }
            }
            _ => range,
        };
        let days = days(range, table, count);
        let (observed, failed) = observed(subject, &claim.id, &days);
        Ok(Identity { failed, ..Identity::from(&rules, declared, days.len(), &observed) })
    }

    fn from(
        rules: &[&'static dyn Calendar],
        declared: Option<&'static str>,
        asked: usize,
        observed: &[(RataDie, Date)],
    ) -> Identity {
        let compare = |rule: &&'static dyn Calendar| {
            let same = |(day, observed): &(RataDie, Date)| Some(rule.date(*day).ok()? == *observed);
            Compared { rule: rule.id(), same: observed.iter().map(same).collect() }
        };
        let mut all: Vec<Compared> = rules.par_iter().map(compare).collect();
        all.retain(|rule| rule.explained() > 0);
        all.sort_by_key(|rule| (Reverse(rule.explained()), Some(rule.rule) != declared));
        if let Some(place) = all.iter().position(|rule| Some(rule.rule) == declared)
            && all.iter().all(|other| !other.explains_more_than(&all[place]))
        {
            all[..=place].rotate_right(1);
        }
        let stretches = stretches(&all, observed);
        let rules = all.iter().map(Compared::explanation).collect();
        Identity { declared, asked, answered: observed.len(), failed: None, rules, stretches }
    }

    /// The rule that explains more of the answers than the declared one does, if there is one.
    pub(crate) fn another(&self) -> Option<&Explanation> {
        let declared = self.declared?;
        self.rules.first().filter(|best| best.rule != declared)
    }
}

impl Compared {
    fn explained(&self) -> usize {
        self.same.iter().filter(|same| **same == Some(true)).count()
    }

    fn explanation(&self) -> Explanation {
        let reach = self.same.iter().flatten().count();
        Explanation { rule: self.rule, days: self.explained(), reach }
    }

    /// Compares only days for which both have a date: a rule is not better because the other's
    /// table ends.
    fn explains_more_than(&self, other: &Compared) -> bool {
        let both = self.same.iter().zip(&other.same);
        let both =
            both.filter_map(|(this, other)| Some((usize::from((*this)?), usize::from((*other)?))));
        let (this, other) = both.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        this > other
    }
}

fn stretches(rules: &[Compared], observed: &[(RataDie, Date)]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (place, (day, _)) in observed.iter().enumerate() {
        let best = rules.iter().find(|rule| rule.same[place] == Some(true));
        let rule = best.map(|best| best.rule);
        match stretches.last_mut() {
            Some(last) if last.rule == rule => {
                last.days.last = *day;
                last.count += 1;
            }
            _ => {
                let days = DayRange { first: *day, last: *day };
                stretches.push(Stretch { days, rule, count: 1 });
            }
        }
    }
    stretches
}

/// The days to ask about: half of them spread over the range, half over the declared rule's table.
fn days(range: DayRange, table: Option<DayRange>, count: usize) -> Vec<RataDie> {
    let Some(table) = table.filter(|table| *table != range) else { return spread(range, count) };
    let mut days = [spread(range, count / 2), spread(table, count / 2)].concat();
    days.sort_unstable();
    days.dedup();
    days
}

/// `count` days of the range with both ends, or all days if there are fewer: one from each of that
/// many equal parts. The distances vary, because a fixed one could coincide with a cycle of the
/// calendar.
fn spread(range: DayRange, count: usize) -> Vec<RataDie> {
    let [first, last] = [range.first, range.last].map(|day| i128::from(day.0));
    let all = last - first + 1;
    let count = i128::try_from(count.max(2)).unwrap_or(i128::MAX).min(all);
    let mut days: Vec<RataDie> = (0..count)
        .map(|part| {
            let (start, end) = (all * part / count, all * (part + 1) / count);
            // The golden ratio in 32 bits spreads the offsets without a pattern.
            let chance = (part * 2_654_435_769) & 0xffff_ffff;
            RataDie((first + start + (((end - start) * chance) >> 32)) as i64)
        })
        .collect();
    days.extend([range.first, range.last]);
    days.sort_unstable();
    days.dedup();
    days
}

/// The days for which it gives a date, with the date; and those that it neither answers nor
/// refuses.
fn observed(
    subject: &dyn Subject,
    calendar: &str,
    days: &[RataDie],
) -> (Vec<(RataDie, Date)>, Option<Failed>) {
    let mut observed = Vec::with_capacity(days.len());
    let mut failed: Option<Failed> = None;
    for days in days.chunks(BATCH) {
        let queries: Vec<Query> = days.iter().copied().map(Query::Date).collect();
        let answers = subject.answers(calendar, &queries);
        for (day, answer) in days.iter().zip(answers) {
            match answer {
                Observation::Value(Answer::Date(date)) => observed.push((*day, date)),
                Observation::Refused(_) => {}
                other => failed.get_or_insert((0, *day, other)).0 += 1,
            }
        }
    }
    (observed, failed)
}

#[cfg(test)]
mod tests {
    use calproof::subject::InProcess;

    use super::*;

    fn identity(id: &'static str, rule: &str, years: [i64; 2]) -> Identity {
        let calendar = calendars::by_id(id).unwrap();
        let subject = InProcess::new("subject", "1.0.0", vec![calendar]);
        let day = |year| calendars::Gregory.day(Date::new(year, 1, 1)).unwrap();
        let mut claim = subject.hello().calendars[0].clone();
        rule.clone_into(&mut claim.rule);
        claim.range = Some(DayRange { first: day(years[0]), last: day(years[1]) });
        Identity::of(&subject, &claim, 3_000).unwrap()
    }

    #[test]
    fn each_reference_calendar_is_identified_as_itself() {
        for calendar in calendars::ALL {
            let identity = identity(calendar.id(), calendar.id(), [1600, 2100]);
            assert_eq!(identity.rules[0].rule, calendar.id());
            assert_eq!(identity.rules[0].days, identity.answered, "{}", calendar.id());
            assert_eq!(identity.another(), None, "{}", calendar.id());
            assert_eq!(identity.stretches.len(), 1, "{}", calendar.id());
        }
    }

    #[test]
    fn the_rule_behind_a_wrong_name_is_found() {
        let identity = identity("persian-2820", "persian-33", [1800, 2400]);
        assert_eq!(identity.rules[0].rule, "persian-2820");
        assert_eq!(identity.another().map(|best| best.rule), Some("persian-2820"));
        let runner_up = &identity.rules[1];
        assert!(runner_up.days < identity.answered, "{runner_up:?}");
        assert!(runner_up.days * 2 > identity.answered, "{runner_up:?}");
    }

    #[test]
    fn a_rule_may_be_declared_by_an_alias_and_be_unknown() {
        let by_alias = identity("gregory", "Gregorian", [1900, 2000]);
        assert_eq!((by_alias.declared, by_alias.another()), (Some("gregory"), None));
        let unknown = identity("gregory", "no-such-rule", [1900, 2000]);
        assert_eq!((unknown.declared, unknown.another()), (None, None));
        assert_eq!(unknown.rules[0].rule, "gregory");
    }

    /// Julian before the reform and Gregorian after it; the declared rule is neither.
    #[test]
    fn stretches_are_cut_where_the_rule_changes() {
        let reform = calendars::by_id("gregory-cutover-1582").unwrap();
        let rules = ["julian", "gregory"].map(|id| calendars::by_id(id).unwrap());
        let days = spread(DayRange { first: RataDie(577_000), last: RataDie(578_999) }, 2_000);
        let observed: Vec<_> = days.iter().map(|day| (*day, reform.date(*day).unwrap())).collect();
        let identity = Identity::from(&rules, Some("gregory"), days.len(), &observed);
        let cuts: Vec<_> =
            identity.stretches.iter().map(|one| (one.rule, one.days.first.0, one.count)).collect();
        assert_eq!(cuts, [(Some("julian"), 577_000, 736), (Some("gregory"), 577_736, 1_264)]);
    }

    /// The table of leap years ends in 1498. The model of the sky goes on and agrees with the
    /// table.
    #[test]
    fn a_table_that_ends_is_no_reason_to_name_another_rule() {
        let identity = identity("persian-astronomical", "persian", [1700, 2300]);
        assert_eq!(identity.rules[0].rule, "persian");
        assert_eq!(identity.another(), None);
        let [table, sky] = [&identity.rules[0], &identity.rules[1]];
        assert_eq!((sky.rule, sky.days), ("persian-astronomical", identity.answered));
        assert!(table.days == table.reach && table.reach < identity.answered, "{table:?}");
    }

    #[test]
    fn days_without_a_rule_are_reported() {
        let rules = [calendars::by_id("julian").unwrap()];
        let right = |day| (RataDie(day), rules[0].date(RataDie(day)).unwrap());
        let wrong = |day| (RataDie(day), Date::new(1, 1, 1));
        let observed = [right(1_000), wrong(2_000), wrong(3_000), right(4_000)];
        let identity = Identity::from(&rules, Some("julian"), 9, &observed);
        assert_eq!((identity.asked, identity.answered), (9, 4));
        assert_eq!(identity.rules, [Explanation { rule: "julian", days: 2, reach: 4 }]);
        let days = DayRange { first: RataDie(2_000), last: RataDie(3_000) };
        assert_eq!(identity.stretches[1], Stretch { days, rule: None, count: 2 });
    }

    #[test]
    fn days_are_spread_over_the_range() {
        let range = |first, last| DayRange { first: RataDie(first), last: RataDie(last) };
        let days = |first, last, count| -> Vec<i64> {
            spread(range(first, last), count).iter().map(|day| day.0).collect()
        };
        assert_eq!(days(5, 5, 100), [5]);
        assert_eq!(days(-2, 2, 100), [-2, -1, 0, 1, 2]);
        let spread = days(-1_000_000, 1_000_000, 1_000);
        assert!(spread.len() >= 1_000 && spread.is_sorted());
        let widest = spread.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert!(widest.is_some_and(|widest| widest <= 4_001), "{widest:?}");
    }
}
