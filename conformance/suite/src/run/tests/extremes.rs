//! Subjects that answer with the limits of integers: every answer is judged, and nothing in
//! calproof overflows.

use calproof_registry::{
    Date, DateDuration, EraCode, EraYear, IsoWeekDate, MonthCode, RataDie, Weekday,
};

use super::{Claiming, all_abilities, claim};
use crate::claim::Claim;
use crate::query::{Ability, Answer, Observation, Query};
use crate::selection::Selection;

const HIGHEST: Ends = Ends { number: i64::MAX, count: u32::MAX, month: 99 };
const LOWEST: Ends = Ends { number: i64::MIN, count: 0, month: 0 };

struct Ends {
    number: i64,
    count: u32,
    month: u8,
}

impl Ends {
    /// An answer of the right type to the query.
    fn answer(&self, query: Query) -> Answer {
        let Ends { number, count, month } = *self;
        let month = MonthCode::common(month);
        match query.ability() {
            Ability::Date | Ability::Add | Ability::NearestDate | Ability::DateFromFields => {
                Date { year: number, month, day: count }.into()
            }
            Ability::Day
            | Ability::DayNative
            | Ability::DayFromOrdinal
            | Ability::MonthDay
            | Ability::DayFromIsoWeek => RataDie(number).into(),
            Ability::IsLeapYear => Answer::Flag(count > 0),
            Ability::Weekday => Answer::Weekday(None),
            Ability::IsoWeek => {
                IsoWeekDate { year: number, week: count, weekday: Weekday::Sunday }.into()
            }
            Ability::MonthCode => month.into(),
            Ability::EraYear => EraYear { era: EraCode::new("ce").unwrap(), year: number }.into(),
            Ability::ExtendedYear => number.into(),
            Ability::Until => {
                let duration =
                    DateDuration { years: number, months: number, weeks: number, days: number };
                duration.into()
            }
            _ => count.into(),
        }
    }
}

/// Alternates between both limits, depending on the query.
fn by_turns(query: Query) -> &'static Ends {
    let turn = query.to_string().bytes().fold(0, u8::wrapping_add);
    if turn.is_multiple_of(2) { &HIGHEST } else { &LOWEST }
}

#[test]
fn answers_at_the_ends_of_integers_are_judged() {
    let ways: [fn(&Claim, Query) -> Option<Observation>; 3] = [
        |_, query| Some(Observation::Value(HIGHEST.answer(query))),
        |_, query| Some(Observation::Value(LOWEST.answer(query))),
        |_, query| Some(Observation::Value(by_turns(query).answer(query))),
    ];
    let ranges = [
        (736_000, 736_100),
        (577_700, 577_900),
        (i64::MIN, i64::MIN + 40),
        (i64::MAX - 40, i64::MAX),
    ];
    for id in ["gregory", "gregory-cutover-1582", "chinese", "their-own"] {
        for days in ranges {
            for instead in ways {
                let all = all_abilities("gregory").into_iter().collect();
                let mut subject = Claiming::new(claim(id, days, all), "gregory");
                subject.instead = instead;
                let outcome = subject.run(&Selection::default());
                assert!(!Claiming::failures(&outcome).is_empty(), "{id} {days:?}");
            }
        }
    }
}
