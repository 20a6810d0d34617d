//! What a subject declares legally, and its users would not expect. It fails nothing, and stands beside
//! the verdicts.

use calproof_registry::{
    BeyondRange, Calendar, Clash, Date, EmptyName, Leniency, RataDie, UnknownName, calendars,
};

use crate::claim::{Claim, Hello, REGISTRY};
use crate::profile::RegistryClaim;
use crate::query::Ability;
use crate::spec;

/// How many days around the year 2000 are searched for one that shows how two rules differ: back to
/// before 1582, where calendars with a reform differ from those without.
const NEAR: i64 = 180_000;

/// 1 January 2000, from which it is searched.
const MIDDLE: i64 = 730_120;

/// Something that users would not expect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advisory {
    /// The calendar's id; [`REGISTRY`] for the registry.
    pub calendar: String,
    /// The class of the weakness, as a number of the CWE.
    pub weakness: u16,
    /// What it is, in a sentence without a full stop.
    pub what: String,
    /// What shows it: a question as `calproof ask` takes it, or a program of a registry.
    pub case: String,
}

impl Advisory {
    fn new(calendar: &str, weakness: u16, what: String, case: String) -> Advisory {
        Advisory { calendar: calendar.to_owned(), weakness, what, case }
    }
}

/// All that follows from what the subject says of itself, by weakness class.
pub fn advisories(hello: &Hello) -> Vec<Advisory> {
    let calendars = hello.calendars.iter().flat_map(of_calendar);
    let registry = hello.registry.iter().flat_map(of_registry);
    let mut all: Vec<Advisory> = calendars.chain(registry).collect();
    // Stable, so that calendars stay in the order of the subject.
    all.sort_by_key(|advisory| advisory.weakness);
    all
}

fn of_calendar(claim: &Claim) -> Vec<Advisory> {
    let rule = calendars::by_id(&claim.rule);
    let all = [another_rule(claim), clamping(claim), lenient(claim, rule)];
    all.into_iter().flatten().collect()
}

/// An id that users take for another rule.
fn another_rule(claim: &Claim) -> Option<Advisory> {
    let meant = spec::by_name(&claim.id).ok().flatten()?;
    let own = spec::by_name(&claim.rule).ok().flatten()?;
    if meant.id == own.id {
        return None;
    }
    let (meant, own) = (calendars::by_id(&meant.id)?, calendars::by_id(&own.id)?);
    let day = first_difference(meant, own)?;
    let what = format!(
        "the id `{}` stands for the rule `{}`, and elsewhere for `{}`",
        claim.id,
        own.id(),
        meant.id()
    );
    Some(Advisory::new(&claim.id, 436, what, format!("date {day}")))
}

/// The day next to the year 2000 on which the calendars have different dates.
fn first_difference(one: &dyn Calendar, other: &dyn Calendar) -> Option<i64> {
    let differ = |day: &i64| match (one.date(RataDie(*day)), other.date(RataDie(*day))) {
        (Ok(one), Ok(other)) => one != other,
        _ => false,
    };
    (0..NEAR).flat_map(|away| [MIDDLE + away, MIDDLE - away]).find(differ)
}

fn clamping(claim: &Claim) -> Option<Advisory> {
    let last = claim.range?.last.0;
    let is_asked = claim.abilities.contains(&Ability::Date);
    let clamps = claim.beyond_range == BeyondRange::Clamps && is_asked;
    let what = "a day beyond the range is given the nearest date that there is, not refused";
    let next = last.checked_add(1)?;
    clamps.then(|| Advisory::new(&claim.id, 754, what.to_owned(), format!("date {next}")))
}

/// What is done with a date that does not exist. What is counted in other ways is left to the
/// documentation.
fn lenient(claim: &Claim, rule: Option<&dyn Calendar>) -> Option<Advisory> {
    let what = match claim.leniency(Ability::Day) {
        Leniency::RolledOver => "a date that does not exist is taken for a later one, not refused",
        Leniency::Constrained => {
            "a date that does not exist is taken for the nearest one, not refused"
        }
        _ => return None,
    };
    let date = Date { day: 99, ..a_date(claim, rule)? };
    Some(Advisory::new(&claim.id, 20, what.to_owned(), format!("day {date}")))
}

/// A date of the calendar, by the reference for its rule.
fn a_date(claim: &Claim, rule: Option<&dyn Calendar>) -> Option<Date> {
    let day = claim.range.map_or(MIDDLE, |range| MIDDLE.clamp(range.first.0, range.last.0));
    rule?.date(RataDie(day)).ok()
}

fn of_registry(claim: &RegistryClaim) -> Vec<Advisory> {
    let profile = &claim.profile;
    let of = |weakness, what: &str, case: &str| {
        Advisory::new(REGISTRY, weakness, what.to_owned(), case.to_owned())
    };
    let mut all = Vec::new();
    if let Some(UnknownName::FallsBackTo(name)) = &profile.unknown_name {
        let what = format!("a name that nobody has leads to the calendar {name}, not to a refusal");
        all.push(of(706, &what, r#"{"before":[{"find":"no such calendar"}]}"#));
    }
    if profile.empty_name == Some(EmptyName::Allowed) {
        let case = r#"{"backends":[{"name":""}],"before":[{"register":[0,[]]}]}"#;
        all.push(of(20, "the empty text can be registered as a name", case));
    }
    if profile.clash == Some(Clash::FirstWins) {
        let what = "a registration whose names are all taken reports success, without any name";
        let case = r#"{"backends":[{"name":"market"},{"name":"market"}],"before":[{"register":[0,[]]},{"register":[1,[]]}]}"#;
        all.push(of(684, what, case));
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calproof_registry::{DayRange, Profile};

    use super::*;

    fn claim(id: &str, rule: &str) -> Claim {
        let calendar = calendars::by_id(rule).unwrap();
        let range = DayRange { first: RataDie(700_000), last: RataDie(740_000) };
        let abilities = BTreeSet::from([Ability::Date, Ability::Day]);
        let own = Claim::of(calendar, Some(range), abilities);
        Claim { id: id.to_owned(), rule: rule.to_owned(), ..own }
    }

    /// Weakness and case of each.
    fn seen(claim: Claim) -> Vec<(u16, String)> {
        let hello = Hello {
            name: "x".to_owned(),
            version: "1.0.0".to_owned(),
            calendars: vec![claim],
            registry: None,
        };
        advisories(&hello).into_iter().map(|it| (it.weakness, it.case)).collect()
    }

    #[test]
    fn an_id_that_means_another_rule_is_shown_on_a_day_that_differs() {
        let all = seen(claim("persian", "persian-2820"));
        let (weakness, case) = &all[0];
        assert_eq!((all.len(), *weakness), (1, 436), "{all:?}");
        let day = RataDie(case.strip_prefix("date ").unwrap().parse().unwrap());
        let [one, other] = ["persian", "persian-2820"].map(|id| calendars::by_id(id).unwrap());
        assert_ne!(one.date(day), other.date(day));
        let reformed = seen(claim("gregory", "gregory-cutover-1582"));
        assert_eq!(reformed, [(436, "date 577735".to_owned())]);
        for (id, rule) in
            [("persian", "persian"), ("persian-2820", "persian-2820"), ("mine", "roc")]
        {
            assert_eq!(seen(claim(id, rule)), [], "{id}");
        }
    }

    #[test]
    fn what_is_clamped_or_taken_for_another_date_is_shown() {
        let clamps = Claim { beyond_range: BeyondRange::Clamps, ..claim("roc", "roc") };
        assert_eq!(seen(clamps), [(754, "date 740001".to_owned())]);
        for leniency in [Leniency::Constrained, Leniency::RolledOver] {
            let mut lenient = claim("gregory", "gregory");
            lenient.impossible.insert(Ability::Day, leniency);
            assert_eq!(seen(lenient), [(20, "day 2000-M01-99".to_owned())]);
        }
        let mut open = claim("gregory", "gregory");
        open.impossible.insert(Ability::Day, Leniency::Undefined);
        assert_eq!(seen(open), []);
    }

    #[test]
    fn what_a_registry_lets_through_is_shown_by_a_program() {
        let of = |profile| {
            let claim = RegistryClaim { profile, ..RegistryClaim::default() };
            let all = of_registry(&claim);
            for advisory in &all {
                assert!(crate::program::Program::read(&advisory.case).is_ok(), "{}", advisory.case);
            }
            all.into_iter().map(|it| it.weakness).collect::<Vec<u16>>()
        };
        assert_eq!(of(Profile::default()), [0u16; 0]);
        assert_eq!(
            of(Profile {
                unknown_name: Some(UnknownName::FallsBackTo("gregory".into())),
                empty_name: Some(EmptyName::Allowed),
                clash: Some(Clash::FirstWins),
                ..Profile::default()
            }),
            [706, 20, 684]
        );
        assert_eq!(
            of(Profile {
                unknown_name: Some(UnknownName::Refused),
                empty_name: Some(EmptyName::Refused),
                clash: Some(Clash::LastWins),
                ..Profile::default()
            }),
            [0u16; 0]
        );
    }
}
