//! How often a program is restarted: each question about each calendar has a budget, so that one
//! that breaks stops only itself. A question that hangs is stopped sooner, because each hang costs
//! whole deadlines.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use calproof::escape::Escaped;
use calproof::query::{Ability, Query};
use calproof::subject::lock;

/// How many answered items earn one more restart.
const ANSWERED_FOR_ONE: u64 = 1000;

/// When this many budgets are used up in all, a question is stopped at a tenth of its own:
/// otherwise a program that breaks everywhere would be restarted for hours.
const BUDGETS_IN_ALL: u32 = 10;

/// A question about a calendar is given up after this many hangs, if together they cost at least
/// the time below. An occasional hang among many answers is still found each time.
const MOST_HANGS: u32 = 5;
const MOST_HUNG: Duration = Duration::from_secs(30);

/// What is asked: a question about a calendar, or, without an ability, a program of registry calls.
pub(super) type About<'a> = (&'a str, Option<Ability>);

/// The budgets, and how much of each is used.
pub(super) struct Restarts {
    /// The initial budget of each question.
    each: u32,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    in_all: u32,
    by_question: HashMap<(String, Option<Ability>), Question>,
}

#[derive(Default)]
struct Question {
    restarts: u32,
    answered: u64,
    hangs: u32,
    /// The sum of the deadlines of its hangs. The time that really passed is not used, so that two
    /// runs agree.
    hung: Duration,
    first_hang: Option<Escaped>,
}

impl Restarts {
    /// Budgets of `each` restarts, none of them used.
    pub(super) fn new(each: u32) -> Restarts {
        Restarts { each, used: Mutex::default() }
    }

    /// Why it is not asked any more, if its budget is used up.
    pub(super) fn used_up(&self, (calendar, question): About<'_>) -> Option<String> {
        let used = lock(&self.used);
        let one = used.by_question.get(&(calendar.to_owned(), question))?;
        if let Some(first) = one.first_hang.as_ref().filter(|_| one.is_blocked()) {
            let others = one.hangs - 1;
            return Some(format!("blocked by `{first}`, which hung, as did {others} more"));
        }
        let is_spent = used.in_all > self.each.saturating_mul(BUDGETS_IN_ALL);
        let each = if is_spent { self.each.div_ceil(BUDGETS_IN_ALL) } else { self.each };
        let more = u32::try_from(one.answered / ANSWERED_FOR_ONE).unwrap_or(u32::MAX);
        let most = each.saturating_add(more);
        let what = match question {
            Some(ability) => format!("`{ability}` of {}", calproof::escape::line(calendar)),
            None => "programs of its registry".to_owned(),
        };
        (one.restarts > most).then(|| format!("it was restarted {most} times because of {what}"))
    }

    /// Counts a restart caused by this question, or by none if no hello line came.
    pub(super) fn note(&self, about: Option<About<'_>>) {
        let mut used = lock(&self.used);
        used.in_all = used.in_all.saturating_add(1);
        if let Some((calendar, question)) = about {
            used.by_question.entry((calendar.to_owned(), question)).or_default().restarts += 1;
        }
    }

    /// Counts a question that hung even when asked alone; `cost` is the sum of its deadlines.
    pub(super) fn hung(&self, calendar: &str, query: Query, cost: Duration) {
        let mut used = lock(&self.used);
        let one = used.by_question.entry((calendar.to_owned(), Some(query.ability()))).or_default();
        one.hangs += 1;
        one.hung += cost;
        one.first_hang.get_or_insert_with(|| query.to_string().into());
    }

    /// Counts answered items.
    pub(super) fn answered(&self, (calendar, question): About<'_>, items: usize) {
        let mut used = lock(&self.used);
        // Only questions that broke before have an entry; most never do.
        if let Some(one) = used.by_question.get_mut(&(calendar.to_owned(), question)) {
            one.answered += items as u64;
        }
    }
}

impl Question {
    fn is_blocked(&self) -> bool {
        let more = u32::try_from(self.answered / ANSWERED_FOR_ONE).unwrap_or(u32::MAX);
        self.hangs >= MOST_HANGS.saturating_add(more) && self.hung >= MOST_HUNG
    }
}

#[cfg(test)]
mod tests {
    use calproof_registry::RataDie;

    use super::*;

    const DATE: About<'static> = ("gregory", Some(Ability::Date));

    #[test]
    fn a_question_that_breaks_stops_only_itself() {
        let restarts = Restarts::new(3);
        (0..4).for_each(|_| restarts.note(Some(DATE)));
        assert!(restarts.used_up(DATE).unwrap().contains("3 times because of `date` of gregory"));
        assert_eq!(restarts.used_up(("gregory", Some(Ability::Day))), None);
        assert_eq!(restarts.used_up(("julian", Some(Ability::Date))), None);
        assert_eq!(restarts.used_up(("registry", None)), None);
    }

    #[test]
    fn a_budget_grows_with_what_is_answered() {
        let restarts = Restarts::new(3);
        (0..4).for_each(|_| restarts.note(Some(DATE)));
        restarts.answered(DATE, 1000);
        assert_eq!(restarts.used_up(DATE), None);
        restarts.note(Some(DATE));
        assert!(restarts.used_up(DATE).is_some());
    }

    #[test]
    fn a_program_that_breaks_everywhere_is_stopped_sooner() {
        let restarts = Restarts::new(20);
        (0..201).for_each(|_| restarts.note(None));
        (0..2).for_each(|_| restarts.note(Some(DATE)));
        assert_eq!(restarts.used_up(DATE), None);
        restarts.note(Some(DATE));
        assert!(restarts.used_up(DATE).unwrap().contains("2 times"));
    }

    #[test]
    fn a_question_that_hangs_is_blocked_by_its_first_hang() {
        let restarts = Restarts::new(100);
        let hang = |day, seconds| {
            restarts.hung("gregory", Query::Date(RataDie(day)), Duration::from_secs(seconds));
        };
        (1..5).for_each(|day| hang(day, 50));
        assert_eq!(restarts.used_up(DATE), None);
        hang(5, 50);
        let why = restarts.used_up(DATE).unwrap();
        assert_eq!(why, "blocked by `date 1`, which hung, as did 4 more");
        restarts.answered(DATE, 1000);
        assert_eq!(restarts.used_up(DATE), None);
        hang(6, 50);
        assert_eq!(restarts.used_up(("gregory", Some(Ability::Day))), None);
        assert_eq!(restarts.used_up(("julian", Some(Ability::Date))), None);
    }

    /// Short deadlines cost little, so hangs are blocked later.
    #[test]
    fn quick_hangs_block_later() {
        let restarts = Restarts::new(100);
        let hang = |day| {
            restarts.hung("gregory", Query::Date(RataDie(day)), Duration::from_secs(5));
        };
        (0..5).for_each(hang);
        assert_eq!(restarts.used_up(DATE), None);
        hang(5);
        assert!(restarts.used_up(DATE).is_some());
    }
}
