//! Looks at whether impossible dates reach the library, and whether its refusals are passed on.

use calproof::query::{Ability, Answer, Observation, Query};
use calproof_registry::{Date, Leniency, MonthCode, NativeDate, RataDie, Reason};

use super::patient::{Patient, date_of};
use super::{State, not_checked};

/// How many days are asked to learn the lengths of months: two of the longest years.
const WALK: i64 = 800;

/// How far beyond the range a day is that must be refused, in days.
const FAR: i64 = 1_000_000;

/// Names of exceptions by which libraries refuse dates, following the conventions of their
/// languages.
const REFUSALS: [&str; 9] = [
    "ValueError",
    "RangeError",
    "ArgumentError",
    "ArgumentOutOfRangeException",
    "DateTimeException",
    "IllegalArgumentException",
    "invalid_argument",
    "out_of_range",
    "Date::Error",
];

/// Messages with one of these names that come from an interpreter and are not about a date.
const INTERPRETERS: [&str; 3] =
    ["Maximum call stack size exceeded", "Invalid array length", "Invalid string length"];

/// How the text begins for a process that exited, as opposed to a library that failed.
const EXITED: &str = "it exited with code ";

/// The exit code of a Rust program that panicked: the library crashed, and the line was read.
const PANICKED: &str = "it exited with code 101";

/// A month as the subject itself answered it.
#[derive(Clone, Copy)]
struct Month {
    first: Date,
    day: RataDie,
    length: u32,
}

/// A date that does not exist, and the days that a lenient library may take instead.
struct Impossible {
    date: Date,
    /// The day if the nearest date is taken.
    constrained: RataDie,
    /// The day if the excess is counted on.
    rolled: RataDie,
}

/// The complete months in a run of consecutive days.
fn months(patient: &Patient<'_>) -> Vec<Month> {
    let (range, middle) = (patient.range(), patient.middle().0);
    let end = middle.saturating_add(WALK).min(range.last.0);
    let begin = end.saturating_sub(WALK).max(range.first.0);
    let days: Vec<RataDie> = (begin..=end).map(RataDie).collect();
    let queries: Vec<Query> = days.iter().map(|day| Query::Date(*day)).collect();
    let observed = patient.subject.answers(&patient.claim.id, &queries);
    let dates: Vec<Option<Date>> = observed.iter().map(date_of).collect();
    let mut months: Vec<Month> = Vec::new();
    let mut is_whole = false;
    let mut open: Option<Month> = None;
    for (day, date) in days.into_iter().zip(dates) {
        let Some(date) = date else {
            open = None;
            continue;
        };
        match &mut open {
            Some(month) if (month.first.year, month.first.month) == (date.year, date.month) => {
                month.length += 1;
                is_whole &= date.day == month.length;
            }
            _ => {
                months.extend(open.filter(|_| is_whole));
                is_whole = date.day == 1;
                open = Some(Month { first: date, day, length: 1 });
            }
        }
    }
    months
}

/// Impossible dates that follow from these months: one day more than the shortest month has, the
/// month after the last of a year, and day 0.
fn impossible(patient: &Patient<'_>, months: &[Month]) -> Vec<Impossible> {
    let mut all = Vec::new();
    let longest = months.iter().map(|month| month.length).max().unwrap_or(0);
    if let Some(short) = months.iter().find(|month| month.length < longest) {
        let last = short.day.0 + i64::from(short.length) - 1;
        let date = Date { day: short.length + 1, ..short.first };
        all.push(Impossible { date, constrained: RataDie(last), rolled: RataDie(last + 1) });
    }
    let has_plain_months = patient.spec().is_some_and(|spec| !spec.leap_months);
    // If the numbers of months are their ordinals, the next month is the first of the next year.
    let largest = months.iter().map(|month| month.first.month.number).max();
    let in_order = |pair: &[Month]| {
        pair[1].first.year == pair[0].first.year + 1
            && pair[1].first.month.number == 1
            && Some(pair[0].first.month.number) == largest
    };
    if has_plain_months && let Some(pair) = months.windows(2).find(|pair| in_order(pair)) {
        let month = MonthCode::common(pair[0].first.month.number.saturating_add(1));
        let date = Date { month, ..pair[0].first };
        all.push(Impossible { date, constrained: pair[0].day, rolled: pair[1].day });
    }
    if let Some(month) = months.get(1) {
        let date = Date { day: 0, ..month.first };
        all.push(Impossible { date, constrained: month.day, rolled: RataDie(month.day.0 - 1) });
    }
    all
}

/// The answer to each of them; the error is the state of a look if there are none.
fn asked(patient: &Patient<'_>) -> Result<Vec<(Impossible, Observation)>, State> {
    if !patient.can(Ability::Date) {
        return Err(not_checked("which dates exist is known only from `date`"));
    }
    let all = impossible(patient, &months(patient));
    if all.is_empty() {
        return Err(not_checked("no whole month was seen in its range"));
    }
    Ok(all
        .into_iter()
        .map(|it| (Query::Day(it.date), it))
        .map(|(query, it)| (it, patient.ask(query)))
        .collect())
}

/// Whether the library itself refused it.
fn is_refusal(observed: &Observation) -> bool {
    matches!(observed, Observation::Refused(refusal) if refusal.reason() != Reason::Unsupported)
}

/// Dates that the library's own type can hold must reach the library.
pub(super) fn asks(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Day) {
        return None;
    }
    let observed = match asked(patient) {
        Ok(observed) => observed,
        Err(state) => return Some(state),
    };
    // A day that longer months have. Month 13 need not fit into the library's type.
    let (it, observed) = observed.iter().find(|(it, _)| it.date.day > 1)?;
    let is_unsupported = matches!(
        observed, Observation::Refused(refusal) if refusal.reason() == Reason::Unsupported
    );
    Some(if is_unsupported {
        State::Wrong(format!(
            "ask the library instead of checking dates in the adapter: `day {}` gave {observed}, \
             although other months have such a day",
            it.date
        ))
    } else {
        State::Ok
    })
}

/// A library that always constrains or rolls over must declare that.
pub(super) fn leniency(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Day) {
        return None;
    }
    if patient.claim.leniency(Ability::Day) != Leniency::Refused {
        return Some(not_checked("`impossible` declares it, and `calproof run` judges it by that"));
    }
    let observed = match asked(patient) {
        Ok(observed) => observed,
        Err(state) => return Some(state),
    };
    let day = |observed: &Observation| match observed {
        Observation::Value(Answer::Day(day)) => Some(*day),
        _ => None,
    };
    let answered: Vec<_> =
        observed.iter().filter_map(|(it, observed)| Some((it, day(observed)?))).collect();
    let Some((first, its_day)) = answered.first() else {
        let refused = observed.iter().any(|(_, observed)| is_refusal(observed));
        return Some(if refused {
            State::Ok
        } else {
            not_checked("nothing was refused or answered")
        });
    };
    let constrained = answered.iter().filter(|(it, day)| it.constrained == *day).count();
    let rolled = answered.iter().filter(|(it, day)| it.rolled == *day).count();
    let way = match (constrained, rolled) {
        (2.., _) => "constrained",
        (_, 2..) => "rolled-over",
        _ => {
            return Some(not_checked(format!(
                "`day {}` gave day {}, though there is none; `calproof run` judges that",
                first.date, its_day.0
            )));
        }
    };
    Some(State::Wrong(format!(
        "declare `\"impossible\":{{\"day\":\"{way}\"}}` if the library documents it: `day {}` gave \
         day {}, expected a refusal",
        first.date, its_day.0
    )))
}

/// Refusals are reported as refusals, and other failures are not.
pub(super) fn exceptions(patient: &Patient<'_>) -> Option<State> {
    if ![Ability::Date, Ability::Day].into_iter().any(|ability| patient.can(ability)) {
        return None;
    }
    let mut refused = false;
    if patient.can(Ability::Day)
        && patient.claim.leniency(Ability::Day) == Leniency::Refused
        && let Ok(observed) = asked(patient)
    {
        for (it, observed) in observed {
            if let Observation::Crashed(words) = &observed {
                return Some(let_through(&format!("day {}", it.date), words.as_str()));
            }
            refused |= is_refusal(&observed);
        }
    }
    match beyond(patient) {
        Ok(far) => refused |= far,
        Err(wrong) => return Some(wrong),
    }
    let inside = patient.dates.iter().find(|(_, observed)| {
        matches!(observed, Observation::Refused(refusal) if refusal.reason() == Reason::Unexplained)
    });
    Some(match inside {
        Some((day, observed)) => not_checked(format!(
            "if the adapter catches more than the library documents as a refusal, write \
             {{\"broke\":…}} for the rest: `date {}`, within its range, gave {observed}",
            day.0
        )),
        None if refused => State::Ok,
        None => not_checked("nothing impossible was refused"),
    })
}

/// The state for a failure where a refusal was expected. By its text it may be the library's way to
/// refuse.
fn let_through(query: &str, words: &str) -> State {
    if is_conventional(words) {
        return State::Wrong(format!(
            "catch the exception by which the library refuses a date, and answer {{\"no\":…}} with \
             its reason: `{query}` gave {{\"broke\":…}}: {words}"
        ));
    }
    not_checked(format!(
        "if the library documents this as a refusal, answer {{\"no\":…}}; if it does not, it is a \
         crash, which `calproof run` judges: `{query}` gave {words}"
    ))
}

/// Whether an exception has one of the names by which libraries refuse, in any package.
fn is_conventional(words: &str) -> bool {
    let name = words.split([':', ' ']).next().unwrap_or_default();
    let name = if words.starts_with("Date::Error") { "Date::Error" } else { name };
    let class = name.rsplit('.').next().unwrap_or_default();
    REFUSALS.contains(&class) && !INTERPRETERS.iter().any(|own| words.contains(own))
}

/// Whether days far beyond the range are refused. The error is the state of the look, if the
/// refusal cannot be the library's: `no such month` for a plain day means that the adapter turns
/// any failure into a refusal.
fn beyond(patient: &Patient<'_>) -> Result<bool, State> {
    let range = patient.range();
    let far = [range.last.0.checked_add(FAR), range.first.0.checked_sub(FAR)];
    let mut refuses = false;
    for day in far.into_iter().flatten().filter(|_| patient.can(Ability::Date)) {
        match patient.ask(Query::Date(RataDie(day))) {
            Observation::Crashed(words) if !words.as_str().starts_with(EXITED) => {
                let state = let_through(&format!("date {day}"), words.as_str());
                if matches!(state, State::Wrong(_)) {
                    return Err(state);
                }
            }
            Observation::Refused(refusal)
                if matches!(refusal.reason(), Reason::NoSuchDay | Reason::NoSuchMonth) =>
            {
                return Err(State::Wrong(format!(
                    "catch only what the library documents as a refusal, and write {{\"broke\":…}} \
                     for the rest: `date {day}`, a plain day number, gave {refusal}; \
                     expected `out-of-range` or `unexplained`"
                )));
            }
            observed => refuses |= is_refusal(&observed),
        }
    }
    Ok(refuses)
}

/// Any integer can be read. What the library does with it is not examined here.
pub(super) fn integers(patient: &Patient<'_>) -> Option<State> {
    // Only a few, since each may end a process.
    let mut queries = vec![
        Query::Date(RataDie(i64::MAX)),
        Query::Day(Date::new(i64::MIN, 1, 1)),
        Query::DayNative(NativeDate { year: i64::MAX, month: 1, day: 1 }),
        Query::MonthsInYear(i64::MIN),
    ];
    queries.retain(|query| patient.can(query.ability()));
    if queries.is_empty() {
        return None;
    }
    if let Some(words) = rounded(patient) {
        return Some(State::Wrong(words));
    }
    let mut first = None;
    for query in &queries {
        let words = match patient.ask(*query) {
            Observation::Crashed(words) if is_unread(words.as_str()) => words,
            Observation::Garbled(words) => words,
            // It was read, whatever the answer.
            _ => return Some(State::Ok),
        };
        first.get_or_insert((query, words));
    }
    let (query, words) = first?;
    Some(State::Wrong(format!(
        "read all integers of 64 bits, or declare `\"integers\":\"safe\"`: no question with a large integer was answered, `{query}` the first: {words}"
    )))
}

/// Whether the process exited as one does that cannot read a line.
fn is_unread(words: &str) -> bool {
    words.starts_with(EXITED) && !words.starts_with(PANICKED)
}

/// Two days that are the same as a double have the same date.
fn rounded(patient: &Patient<'_>) -> Option<String> {
    let days = [1 << 53, (1 << 53) + 1].map(RataDie);
    if !days.iter().all(|day| patient.contains(*day)) {
        return None;
    }
    let [even, odd] = days.map(|day| patient.date(day));
    let same = even.filter(|even| odd == Some(*even))?;
    Some(format!(
        "declare `\"integers\":\"safe\"`, or read integers as such: `date {}` and `date {}` both \
         gave {same}",
        days[0].0, days[1].0
    ))
}

#[cfg(test)]
mod tests {
    use super::is_conventional;

    #[test]
    fn an_exception_is_known_by_its_class_whatever_its_package() {
        for words in [
            "ValueError: month must be in 1..12",
            "RangeError: Invalid day",
            "java.lang.IllegalArgumentException: no such month",
            "java.time.DateTimeException",
            "System.ArgumentOutOfRangeException: year",
            "Date::Error: invalid date",
        ] {
            assert!(is_conventional(words), "{words}");
        }
        for words in [
            "RangeError: Maximum call stack size exceeded",
            "TypeError: x is undefined",
            "java.lang.NullPointerException: ValueError",
            "ValueErrorOfOurs: no",
        ] {
            assert!(!is_conventional(words), "{words}");
        }
    }
}
