//! Texts for people and logs, and the default answers of the traits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use calproof_registry::{
    Calendar, CalendarRegistry, Date, EraCode, EraYear, Found, IsoWeekDate, MonthCode, RataDie,
    Reason, Refusal, Registered, Registry, RegistryRefusal, ScripturalDate, Weekday,
};

/// A calendar with only the required methods; it counts how often it is asked for its id.
#[derive(Default)]
struct Terse(AtomicUsize);

impl Calendar for Terse {
    fn id(&self) -> &str {
        self.0.fetch_add(1, SeqCst);
        "terse"
    }

    fn date(&self, _day: RataDie) -> Result<Date, Refusal> {
        Err(Refusal::Unexplained)
    }

    fn day(&self, _date: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unexplained)
    }
}

/// A registry with only the required methods.
struct Deaf;

impl CalendarRegistry for Deaf {
    fn register(
        &self,
        _calendar: Arc<dyn Calendar>,
        _aliases: &[&str],
    ) -> Result<Registered, RegistryRefusal> {
        Err(RegistryRefusal::Closed)
    }

    fn find(&self, _name: &str) -> Result<Found, RegistryRefusal> {
        Err(RegistryRefusal::NotFound)
    }
}

#[test]
fn refusals_name_the_valid_values() {
    let era = "bc".parse::<EraCode>().expect("a code of an era");
    for (refusal, reason, words) in [
        (Refusal::NoSuchEra { era }, Reason::NoSuchEra, "no such era: the calendar never has bc"),
        (Refusal::NoSuchWeek { weeks: 52 }, Reason::NoSuchWeek, "no such week: the year has 52"),
        (
            Refusal::NoSuchDayOfYear { days: 365 },
            Reason::NoSuchDay,
            "no such day: the year has 365 days",
        ),
        (
            Refusal::NoSuchDigit { digits: 18 },
            Reason::NoSuchDay,
            "no such day: the component ranges over 0 to 17",
        ),
        (
            Refusal::NoSuchDigit { digits: 0 },
            Reason::NoSuchDay,
            "no such day: the component ranges over 0 to 0",
        ),
        (Refusal::Bare(Reason::NoSuchEra), Reason::NoSuchEra, "no such era"),
        (Refusal::Bare(Reason::NoSuchYear), Reason::NoSuchYear, "no such year"),
        (Refusal::Bare(Reason::NoSuchWeek), Reason::NoSuchWeek, "no such week"),
        (Refusal::Bare(Reason::MissingField), Reason::MissingField, "a field is missing"),
        (
            Refusal::Bare(Reason::Contradiction),
            Reason::Contradiction,
            "fields contradict one another",
        ),
    ] {
        assert_eq!((refusal.reason(), refusal.to_string()), (reason, words.to_owned()));
    }
    let (name, why) = ("a\nb".to_owned(), "holds what cannot be printed".to_owned());
    let failed = RegistryRefusal::Failed { why: "no\u{1b}table".to_owned() };
    for (refusal, words) in [
        (
            RegistryRefusal::BadName { name, why },
            r#"bad name: "a\nb" holds what cannot be printed"#,
        ),
        (RegistryRefusal::Populating, "populating: the built-in calendars are being made"),
        (failed, r#"failed: "no\u{1b}table""#),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}

/// Years have at least four digits, and a sign outside 0 to 9999.
#[test]
fn years_have_four_digits_or_a_sign() {
    for (year, written) in [
        (-44, "-0044"),
        (-1, "-0001"),
        (0, "0000"),
        (987, "0987"),
        (9_999, "9999"),
        (10_000, "+10000"),
    ] {
        let week = IsoWeekDate { year, week: 7, weekday: Weekday::Sunday };
        assert_eq!(week.to_string(), format!("{written}-W07-7"));
        let scriptural = ScripturalDate { year, month: 1, day: 15 };
        assert_eq!(scriptural.to_string(), format!("{written}/01/15"));
    }
}

#[test]
fn debug_output_does_not_call_the_calendar() {
    let registry = Registry::default();
    let shown = format!("{registry:?}");
    assert!(shown.starts_with("Registry { policy: Policy {"), "{shown}");
    assert!(shown.contains("calendars: None"), "nothing is made to show it: {shown}");

    let terse = Arc::new(Terse::default());
    let id = registry.register(terse.clone(), &["short"]).expect("a new calendar");
    let entry = registry.by_id(id).expect("it is there");
    let again = registry.register(terse.clone(), &[]).expect_err("it is there");
    let found = CalendarRegistry::find(&registry, "SHORT");
    let asked = terse.0.load(SeqCst);
    let shown = [format!("{entry:?}"), format!("{again:?}"), format!("{found:?}")];
    let answered = again.to_string();
    assert_eq!(terse.0.load(SeqCst), asked, "{shown:?}");
    assert_eq!(entry.name(), "terse");
    assert!(shown[0].contains(r#"names: ["terse", "short"]"#), "{shown:?}");
    assert_eq!(shown[1], r#"Refused { refusal: SameCalendar { owner: "terse" }, .. }"#);
    assert!(shown[2].contains(r#"name: Some("terse")"#), "{shown:?}");
    assert_eq!(answered, "the same calendar: it is registered as \"terse\"");
    let missing = registry.find("shorter").expect_err("nobody's name");
    assert_eq!(missing.to_string(), "not found");
}

#[test]
fn default_methods_are_unsupported() {
    let terse = Terse::default();
    let unsupported = Refusal::Unsupported;
    assert_eq!(terse.range(), Err(unsupported));
    assert_eq!(terse.month_ordinal(1, MonthCode::common(1)), Err(unsupported));
    assert!(terse.eras().is_empty());
    let era = "ce".parse::<EraCode>().expect("a code of an era");
    assert_eq!(terse.extended_year(EraYear { era, year: 1 }), Err(unsupported));
    assert_eq!(terse.rule(), "terse");

    let unsupported = RegistryRefusal::Unsupported;
    assert_eq!(Deaf.by_id(1).err(), Some(unsupported.clone()));
    assert_eq!(Deaf.unregister("terse"), Err(unsupported.clone()));
    assert_eq!(Deaf.names(), Err(unsupported.clone()));
    assert_eq!(Deaf.calendars().err(), Some(unsupported.clone()));
    assert_eq!(Deaf.shut_down(), Err(unsupported));
}
