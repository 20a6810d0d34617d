//! The health of an adapter, before anybody blames the library behind it.

mod bounded;
mod registry;

use calproof::oracle::Oracle;
use calproof::query::{Ability, Answer, Observation, Query};
use calproof::session;
use calproof::subject::{Claim, Subject};
use calproof_registry::{Calendar, Date, MonthCode, NativeDate, RataDie, Reason, Weekday};

use bounded::{Bounded, OVER};

/// One thing that was looked at.
pub struct Symptom {
    /// What was looked at; the calendar, where it is one calendar's.
    pub what: String,
    /// What is wrong and what to do; `None` if nothing is.
    pub wrong: Option<String>,
}

/// Days on which implementations tend to agree: ordinary ones of the last centuries.
const ORDINARY: [i64; 6] = [700_000, 719_163, 730_120, 738_000, 739_500, 739_942];

/// Distances by which days are counted elsewhere, and what counts so.
const EPOCHS: [(i64, &str); 4] = [
    (1_721_425, "Julian day numbers; take 1,721,425 from them"),
    (-719_163, "days of the Unix epoch; add 719,163 to them"),
    (1, "days that count from 0; add 1 to them"),
    (-678_576, "modified Julian days; add 678,576 to them"),
];

/// Looks at everything that can be told apart from a mistake of the library's.
pub fn examine(subject: &dyn Subject) -> Vec<Symptom> {
    let bounded = Bounded::new(subject);
    let mut symptoms = Vec::new();
    for claim in &subject.hello().calendars {
        let patient = Patient { subject: &bounded, claim, oracle: Oracle::new("", claim).ok() };
        let id = calproof::escape::line(&claim.id);
        for (what, look) in LOOKS {
            let over = || bounded.is_over().then(|| OVER.to_owned());
            let wrong = over().or_else(|| look(&patient)).or_else(over);
            symptoms.push(Symptom { what: format!("{id} {what}"), wrong });
        }
    }
    symptoms.extend(registry::examine(&bounded));
    symptoms
}

/// What is looked at in a calendar, and how.
type Look = (&'static str, fn(&Patient<'_>) -> Option<String>);

const LOOKS: [Look; 8] = [
    ("answers what it says it answers", |it| it.claims()),
    ("counts days as Rata Die", |it| it.day_numbers()),
    ("counts months from 1, by their codes", |it| it.months()),
    ("has a year 0 in its extended years", |it| it.year_zero()),
    ("numbers weekdays from Monday, 1", |it| it.weekdays()),
    ("passes the impossible on to the library", |it| it.validation()),
    ("survives the largest integers", |it| it.integers()),
    ("says the same when asked again", |it| it.memory()),
];

struct Patient<'a> {
    subject: &'a dyn Subject,
    claim: &'a Claim,
    oracle: Option<Oracle>,
}

impl Patient<'_> {
    fn ask(&self, query: Query) -> Observation {
        self.subject.answer(&self.claim.id, query)
    }

    fn can(&self, ability: Ability) -> bool {
        self.claim.abilities.contains(&ability)
    }

    fn date(&self, day: i64) -> Option<Date> {
        if !self.can(Ability::Date) {
            return None;
        }
        match self.ask(Query::Date(RataDie(day))) {
            Observation::Value(Answer::Date(date)) => Some(date),
            _ => None,
        }
    }

    fn reference(&self) -> Option<&'static dyn Calendar> {
        self.oracle.as_ref()?.reference()
    }

    /// The ordinary days of its range with its dates and the reference's.
    fn compared(&self) -> Vec<(i64, Date, Date)> {
        let Some(reference) = self.reference() else { return Vec::new() };
        let pairs = ORDINARY
            .into_iter()
            .filter_map(|day| Some((day, self.date(day)?, reference.date(RataDie(day)).ok()?)));
        pairs.collect()
    }

    fn claims(&self) -> Option<String> {
        let range = self.claim.range.filter(|_| self.can(Ability::Date))?;
        let middle = RataDie(range.first.0.midpoint(range.last.0));
        let observation = self.ask(Query::Date(middle));
        if let Observation::Unacceptable(_) = observation {
            return Some(Self::unacceptable(Query::Date(middle), &observation));
        }
        let Observation::Value(Answer::Date(date)) = observation else {
            return Some(format!(
                "no date for day {}, in the middle of its range: {observation}",
                middle.0
            ));
        };
        let queries = [
            Query::Day(date),
            Query::MonthsInYear(date.year),
            Query::DaysInYear(date.year),
            Query::DaysInMonth(date.year, date.month),
            Query::IsLeapYear(date.year),
            Query::Weekday(middle),
        ];
        let asked = queries.into_iter().filter(|query| self.can(query.ability()));
        let mut silent = asked.filter_map(|query| match self.ask(query) {
            Observation::Value(_) => None,
            other @ Observation::Unacceptable(_) => Some(Self::unacceptable(query, &other)),
            other => Some(format!("`{query}` should be answered: {other}")),
        });
        silent.next()
    }

    /// What is said of a result that is no answer: most often the adapter wrote it so.
    fn unacceptable(query: Query, observation: &Observation) -> String {
        let words = session::unacceptable(query, observation);
        format!("`{query}` was {words}; does the adapter write the library's answer so?")
    }

    fn day_numbers(&self) -> Option<String> {
        let reference = self.reference()?;
        let compared = self.compared();
        let shifted = |shift: i64| {
            compared.iter().all(|(day, said, _)| {
                reference.date(RataDie(day - shift)).is_ok_and(|right| right == *said)
            })
        };
        if compared.is_empty() || shifted(0) {
            return None;
        }
        let epoch = EPOCHS.iter().find(|(shift, _)| shifted(*shift))?;
        Some(format!("its days look like {}", epoch.1))
    }

    fn months(&self) -> Option<String> {
        let compared = self.compared();
        let number = |date: &Date| i64::from(date.month.number);
        let from_zero = |(_, said, right): &(i64, Date, Date)| {
            number(said) == number(right) - 1 && said.day == right.day
        };
        if !compared.is_empty() && compared.iter().all(from_zero) {
            return Some("its months look like ordinals from 0; add 1 to them".to_owned());
        }
        None
    }

    fn year_zero(&self) -> Option<String> {
        let reference = self.reference()?;
        let day = reference.day(Date::new(-5, 2, 1)).ok()?;
        let said = self.date(day.0)?;
        (said.year == -6).then(|| {
            "the year −5 is −6 for it: the years look like those of a count without a year 0; \
             add 1 to negative ones"
                .to_owned()
        })
    }

    fn weekdays(&self) -> Option<String> {
        if !self.can(Ability::Weekday) {
            return None;
        }
        let range = self.claim.range?;
        let day = RataDie(ORDINARY[1]);
        // One that it does not promise may be refused.
        let midpoint = RataDie(range.first.0.midpoint(range.last.0));
        let day = if range.contains(day) { day } else { midpoint };
        // Where a calendar leaves days out of its week, the reference knows.
        let by_reference = self.reference().and_then(|reference| reference.weekday(day).ok());
        let right = by_reference.unwrap_or(Some(day.weekday()))?;
        let told = match self.ask(Query::Weekday(day)) {
            Observation::Value(Answer::Weekday(Some(weekday))) => weekday,
            Observation::Value(Answer::Weekday(None)) => return None,
            other => return Some(other.to_string()),
        };
        let shift = (told.number() + 7 - right.number()) % 7;
        let words = match shift {
            0 => return None,
            1 => "look like those of a week that begins on Sunday",
            6 => "look like ordinals from 0",
            _ => "are shifted",
        };
        Some(format!("{told} for a {right}: its weekdays {words}; {} is 1", Weekday::Monday))
    }

    fn validation(&self) -> Option<String> {
        let day = self.claim.range?;
        let date = self.date(day.first.0.midpoint(day.last.0))?;
        let impossible = [
            Query::Day(Date { day: 99, ..date }),
            Query::Day(Date { month: MonthCode::common(77), ..date }),
        ];
        let able = impossible.into_iter().filter(|query| self.can(query.ability()));
        for query in able {
            match self.ask(query) {
                Observation::Refused(refusal) if refusal.reason() == Reason::Unsupported => {
                    return Some(format!(
                        "`{query}` is called unsupported: does the adapter look at dates itself? \
                         The library has to be asked"
                    ));
                }
                other @ Observation::Unacceptable(_) => {
                    return Some(Self::unacceptable(query, &other));
                }
                other @ Observation::Garbled(_) => return Some(format!("`{query}`: {other}")),
                _ => {}
            }
        }
        None
    }

    fn integers(&self) -> Option<String> {
        let limits = [i64::MAX, i64::MIN, (1 << 53) + 1, -(1 << 53) - 1, 1 << 32, -(1 << 31) - 1];
        let days = limits.into_iter().map(|limit| Query::Date(RataDie(limit)));
        let natives = limits.into_iter().flat_map(|limit| {
            [
                NativeDate { year: limit, month: 1, day: 1 },
                NativeDate { year: 1, month: limit, day: 1 },
                NativeDate { year: 1, month: 1, day: limit },
            ]
        });
        let queries = days.chain(natives.map(Query::DayNative));
        let able = queries.filter(|query| self.can(query.ability()));
        let mut broken = able.filter_map(|query| match self.ask(query) {
            Observation::Value(_) | Observation::Refused(_) => None,
            other => Some(format!("`{query}`: {other}")),
        });
        broken.next()
    }

    fn memory(&self) -> Option<String> {
        let days: Vec<i64> = ORDINARY.into_iter().filter(|day| self.date(*day).is_some()).collect();
        let first: Vec<Option<Date>> = days.iter().map(|day| self.date(*day)).collect();
        let again: Vec<Option<Date>> = days.iter().rev().map(|day| self.date(*day)).collect();
        let same = first.iter().eq(again.iter().rev());
        (!same).then(|| "the same days have other dates in another order".to_owned())
    }
}
