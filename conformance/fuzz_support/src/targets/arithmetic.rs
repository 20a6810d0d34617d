//! The results and the cost of adding and counting.

use std::sync::LazyLock;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::query::{Span, Sum};
use calproof_registry::{Calendar, Unit, calendars, laws};

use super::calendar_laws::{get_ready, keep};
use super::dictionaries::numbers;
use super::mutation::calendar_mutator;
use super::{SHORT, Target, planted, readable};

/// The target.
pub static TARGET: Target = Target {
    name: "arithmetic",
    about: "Results and cost of adding and counting.",
    run: arithmetic,
    prepare: get_ready,
    mutator: Some(calendar_mutator),
    longest: SHORT,
    seeds: readable::SAMPLES,
    words: numbers,
    plants: &["day-by-day"],
};

/// The maximum number of questions to a calendar's rule that one sum or span may cost, however far
/// apart its dates are.
const MOST_QUESTIONS: u64 = 64;

/// The reference calendars, counting how often their rules are asked, or the planted calendars.
static COUNTED: LazyLock<&[&dyn Calendar]> =
    LazyLock::new(|| planted::calendars(calendars::COUNTED, planted::name()));

/// Adding and counting undo each other in every reference calendar, and take a bounded number of
/// steps. Steps are counted and not timed, so that every run finds the same.
pub fn arithmetic(bytes: &[u8]) {
    let Some(Sample { calendar, input, .. }) = Sample::read(bytes) else { return };
    asked(COUNTED[usize::from(calendar) % COUNTED.len()], &input);
}

/// As [`arithmetic`], on one calendar.
pub fn asked(calendar: &dyn Calendar, input: &Input) {
    match input {
        Input::Sum(sum) => {
            let &Sum { date, duration, overflow } = sum;
            costs_little(calendar, input, || calendar.add(date, duration, overflow));
            sum_round_trip(calendar, sum);
        }
        Input::Span(span) => {
            let &Span { from, to, largest } = span;
            costs_little(calendar, input, || calendar.until(from, to, largest));
            adding_a_span_reaches_its_end(calendar, span);
        }
        _ => {}
    }
}

fn costs_little<T>(calendar: &dyn Calendar, input: &Input, work: impl FnOnce() -> T) {
    let before = calendars::questions();
    work();
    let questions = calendars::questions() - before;
    assert!(
        questions <= MOST_QUESTIONS,
        "{}: {input} costs {questions} questions to the rule, and {MOST_QUESTIONS} are enough",
        calendar.id()
    );
}

/// The sum is a date, and the span from the start to it leads to it.
pub fn sum_round_trip(calendar: &dyn Calendar, sum: &Sum) {
    let Ok(reached) = calendar.add(sum.date, sum.duration, sum.overflow) else { return };
    for (largest, _) in Unit::ALL {
        adding_a_span_reaches_its_end(calendar, &Span { from: sum.date, to: reached, largest });
    }
}

/// The span between two dates, added to the first, gives the second.
pub fn adding_a_span_reaches_its_end(calendar: &dyn Calendar, span: &Span) {
    let &Span { from, to, largest } = span;
    let Ok(between) = calendar.until(from, to, largest) else {
        let is_date = |date| calendar.day(date).is_ok();
        // A planted calendar may not support counting.
        let counts = calendar.until(from, from, largest).is_ok();
        assert!(!(is_date(from) && is_date(to) && counts), "{}: {span} is refused", calendar.id());
        return;
    };
    keep(laws::adding_a_span_reaches_its_end(calendar, (from, to), between));
}
