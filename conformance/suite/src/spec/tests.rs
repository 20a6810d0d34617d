//! What vector files may contain, the errors for invalid ones, and that the reference fulfils the
//! built-in files.

use std::collections::BTreeSet;

use calproof_registry::{Calendar, DayRange, calendars};

use super::*;

pub(super) const GOOD: &str = r#"[calendar]
id = "ours"
name = "Ours"
aliases = ["theirs"]
exactness = "table"
range = { first = "0001-01-01", last = "0002-M02L-03" }
months = ["M01", "M02", "M02L"]
leap_months = true
days_in_year = { common = [6], leap = [9] }
eras = ["old", "new"]
era_aliases = { new = ["newer"] }
year_zero = "other-era"
authority = "we"

[[dates]]
source = "a book"
rows = [
  [7, "0001-01-01"],
  [8, "0001-M01-02"],
]

[[refusals]]
source = "the same book"
rows = [["0001-01-04", "no such day"], ["0001-03-01", "no such month"]]

[[undecided]]
source = "a third book"
rows = [["0002-02-01", 16, 17]]
"#;

#[test]
fn a_file_is_read_as_it_is_written() {
    let spec = read("ours.toml", GOOD).unwrap();
    assert_eq!((spec.id.as_str(), spec.name.as_str()), ("ours", "Ours"));
    assert!(spec.gaps.is_empty() && spec.missing_days(1, MonthCode::common(1)).is_empty());
    assert_eq!((spec.aliases, spec.exactness), (vec!["theirs".to_owned()], Exactness::Table));
    let last = Date { year: 2, month: MonthCode::leap(2), day: 3 };
    assert_eq!(spec.range, (Date::new(1, 1, 1), last));
    assert_eq!(spec.months, [MonthCode::common(1), MonthCode::common(2), MonthCode::leap(2)]);
    assert!(spec.leap_months);
    assert_eq!((spec.common_year_days, spec.leap_year_days), (vec![6], vec![9]));
    let era = |code: &str, aliases: &[&str]| SpecEra {
        code: code.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
    };
    assert_eq!(spec.eras, [era("old", &[]), era("new", &["newer"])]);
    assert_eq!((spec.year_zero, spec.rule), (Some(YearZero::OtherEra), None));
    assert_eq!((spec.authority.as_str(), spec.unpublished), ("we", None));
    let row = |day, date| PublishedDate { day: RataDie(day), date, source: "a book".to_owned() };
    assert_eq!(spec.dates, [row(7, Date::new(1, 1, 1)), row(8, Date::new(1, 1, 2))]);
    let source = "the same book".to_owned();
    let refusal = PublishedRefusal { date: Date::new(1, 1, 4), reason: Reason::NoSuchDay, source };
    assert_eq!(spec.refusals[0], refusal);
    assert_eq!(spec.refusals[1].reason, Reason::NoSuchMonth);
    let (day, other, source) = (RataDie(16), RataDie(17), "a third book".to_owned());
    let undecided = UndecidedMonth { date: Date::new(2, 2, 1), day, other, source };
    assert_eq!(spec.undecided, [undecided]);
}

#[test]
fn days_can_be_missing_within_a_month() {
    let with = |gap: &str| GOOD.replace("[[dates]]", &format!("gaps = [{gap}]\n\n[[dates]]"));
    let gap = r#"["0002-M02L-01", "0002-M02L-04"]"#;
    let spec = read("ours.toml", &with(gap)).unwrap();
    assert_eq!(spec.missing_days(2, MonthCode::leap(2)), 2..4);
    for (year, month) in [(1, MonthCode::leap(2)), (2, MonthCode::common(2))] {
        assert!(spec.missing_days(year, month).is_empty());
    }
    for none in [
        r#"["0002-M02L-01", "0002-M02L-02"]"#,
        r#"["0002-M02L-04", "0002-M02L-01"]"#,
        r#"["0002-M02-01", "0002-M02L-04"]"#,
        r#"["0001-M02L-01", "0002-M02L-04"]"#,
    ] {
        assert_error(&with(none), 15, &["a gap has two dates of one month"]);
    }
}

#[test]
fn the_end_of_a_month_can_be_omitted() {
    let with =
        |dates: &str| GOOD.replace("[[dates]]", &format!("omitted = [{dates}]\n\n[[dates]]"));
    let spec = read("ours.toml", &with(r#"["0002-M02L-20", "0002-M02L-29"]"#)).unwrap();
    assert_eq!(spec.missing_days(2, MonthCode::leap(2)), 20..30);
    assert!(spec.missing_days(1, MonthCode::leap(2)).is_empty());
    for none in [
        r#"["0002-M02L-29", "0002-M02L-20"]"#,
        r#"["0002-M02-20", "0002-M02L-29"]"#,
        r#"["0001-M02L-20", "0002-M02L-29"]"#,
    ] {
        assert_error(&with(none), 15, &["omitted dates are the first and the last of one month"]);
    }
}

#[test]
fn a_common_month_replaces_a_leap_month() {
    let with = |pair: &str| {
        GOOD.replace("leap_months = true", &format!("leap_months = true\nreplacements = [{pair}]"))
    };
    let stands_for = |text: &str| read("ours.toml", text).unwrap().replacement(MonthCode::leap(2));
    assert_eq!(stands_for(GOOD), MonthCode::common(2));
    assert_eq!(stands_for(&with(r#"["M02L", "M01"]"#)), MonthCode::common(1));
    for pair in [r#"["M02L", "M03"]"#, r#"["M03L", "M01"]"#, r#"["M02", "M01"]"#] {
        assert_error(&with(pair), 9, &["a leap month of the calendar is replaced by a common"]);
    }
}

/// The message names the file, the line, and what was wrong or expected there.
#[track_caller]
pub(super) fn assert_error(text: &str, line: usize, parts: &[&str]) {
    let error = read("corpora/vectors/ours.toml", text).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("corpora/vectors/ours.toml: "), "{message}");
    let places = [format!("line {line}:"), format!("line {line},")];
    assert!(places.iter().any(|place| message.contains(place)), "line {line} is due: {message}");
    for part in parts {
        assert!(message.contains(part), "{part:?} is due: {message}");
    }
}

#[test]
fn an_invalid_file_is_refused_with_line_and_reason() {
    for (good, bad, line, parts) in [
        ("id = \"ours\"", "id = \"ours\"\nera = \"ours\"", 3, &["unknown field `era`"][..]),
        ("[[dates]]", "[[data]]", 15, &["unknown field `data`", "`dates`"]),
        ("source = \"a book\"", "sources = \"a book\"", 16, &["unknown field `sources`"]),
        ("common = [6]", "usual = [6]", 9, &["unknown field `usual`", "`common`"]),
        ("first = ", "from = ", 6, &["unknown field `from`", "`first`"]),
        ("name = \"Ours\"\n", "", 1, &["missing field `name`"]),
        ("authority = \"we\"\n", "", 1, &["missing field `authority`"]),
        (", leap = [9]", "", 9, &["missing field `leap`"]),
        ("source = \"a book\"\n", "", 15, &["missing field `source`"]),
        ("leap_months = true", "leap_months = \"yes\"", 8, &["invalid type", "a boolean"]),
        ("common = [6]", "common = 6", 9, &["invalid type", "a sequence"]),
        ("common = [6]", "common = [-6]", 9, &["invalid value", "u32"]),
        ("[7, ", "[7.5, ", 18, &["invalid type", "i64"]),
        ("[7, ", "[", 18, &["invalid"]),
        ("\"table\"", "\"moon\"", 5, &["unknown variant `moon`", "`arithmetic`", "`astronomy`"]),
        (
            "[7, \"0001-01-01\"]",
            "[7, \"1 May\"]",
            18,
            &["`1 May` is not a date", "expected for example"],
        ),
        ("last = \"0002-M02L-03\"", "last = \"\"", 6, &["`` is not a date", "2026-11-22"]),
        ("\"M02L\"]", "\"2L\"]", 7, &["`2L` is not a month code", "or M05L"]),
        ("no such day", "no day", 24, &["`no day` is not a reason", "`no such day`"]),
        ("\"0001-01-04\"", "\"0001-1-4\"", 24, &["`0001-1-4` is not a date"]),
        ("[8, ", "[7, ", 19, &["day 7 is listed twice under one source"]),
        ("[\"M01\", \"M02\", \"M02L\"]", "[]", 7, &["`months` must not be empty"]),
        ("common = [6]", "common = []", 9, &["give at least one common-year length"]),
        ("-02-01\", 16, 17", "-02-02\", 16, 17", 28, &["a month's first day"]),
        ("16, 17", "16, 16", 28, &["day 16 is not undecided"]),
        ("[\"old\", ", "[\"Old\", ", 10, &["`Old` is not an era code", "a to z"]),
        ("[\"old\", ", "[\"new\", ", 10, &["the era code `new` is listed twice"]),
        ("\"newer\"", "\"old\"", 10, &["the era code `old` is listed twice"]),
        ("{ new =", "{ late =", 10, &["`late` has aliases and is no era"]),
        ("\"other-era\"", "\"none\"", 12, &["unknown variant `none`", "`skipped`"]),
        ("[calendar]", "[calendar", 1, &["expected `]`"]),
    ] {
        let text = GOOD.replacen(good, bad, 1);
        assert_ne!(text, GOOD, "{good} is not there");
        assert_error(&text, line, parts);
    }
    assert_error("", 1, &["missing field `calendar`"]);
}

/// An error in one calendar's file is reported for that calendar only.
#[test]
fn another_format_is_refused_with_its_number() {
    let with = |format: &str| format!("format = {format}\n{GOOD}");
    assert!(read("a.toml", &with("1")).is_ok());
    let newer = with("2").replace("[calendar]", "[calendars]");
    for (text, part) in [
        (newer, "line 1: format 2 is newer than this calproof"),
        (with("0"), "line 1: there is no format 0: the first is 1"),
        (with("'1'"), "line 1: there is no format \"1\": the first is 1"),
    ] {
        let error = read("a.toml", &text).expect_err(part).to_string();
        assert!(error.starts_with(&format!("a.toml: {part}")), "{error}");
    }
}

#[test]
fn a_file_has_published_dates_or_a_reason_for_their_absence() {
    let published = "published = \"none known: nobody keeps it\"\n";
    let both = GOOD.replace("\n[[dates]]", &format!("{published}\n[[dates]]"));
    assert_error(&both, 14, &["`published = \"none known…\"`", "`[[dates]]`"]);
    let (dates, refusals) = (GOOD.find("[[dates]]").unwrap(), GOOD.find("[[refusals]]").unwrap());
    let neither = [&GOOD[..dates], &GOOD[refusals..]].concat();
    assert_error(&neither, 1, &["no `[[dates]]` follow; say `published = \"none known: …\"`"]);
    let only_answered = GOOD[..dates].to_owned() + published;
    let spec = read("ours.toml", &only_answered).unwrap();
    assert_eq!(spec.unpublished.as_deref(), Some("none known: nobody keeps it"));
    // A block without rows publishes nothing.
    let empty = only_answered.clone() + "[[dates]]\nsource = \"a book\"\nrows = []\n";
    assert!(read("ours.toml", &empty).is_ok());
}

/// Two sources may publish the same day, but one source may not repeat it.
#[test]
fn a_day_occurs_once_under_each_source() {
    let again = "\n[[dates]]\nsource = \"another book\"\nrows = [[7, \"0001-01-01\"]]\n";
    assert_eq!(read("ours.toml", &(GOOD.to_owned() + again)).unwrap().dates.len(), 3);
    assert_error(
        &(GOOD.to_owned() + &again.replace("another", "a")),
        32,
        &["day 7 is listed twice"],
    );
}

fn built_in() -> impl Iterator<Item = (&'static Spec, &'static dyn Calendar)> {
    all().map(|spec| (spec, calendars::by_id(&spec.id).expect(&spec.id)))
}

#[test]
fn every_reference_calendar_has_a_file_and_names_are_nobody_elses() {
    let ids: BTreeSet<&str> = all().map(|spec| spec.id.as_str()).collect();
    assert_eq!(ids, calendars::ALL.iter().map(|calendar| calendar.id()).collect());
    assert_eq!(calproof_corpora::VECTORS.files().count(), ids.len());
    let mut names = BTreeSet::new();
    for spec in all() {
        for name in [&spec.id].into_iter().chain(&spec.aliases) {
            assert!(names.insert(name.to_ascii_lowercase()), "{name} is two calendars'");
            let found = by_name(&name.to_ascii_uppercase()).unwrap();
            assert_eq!(found.map(|found| &found.id), Some(&spec.id));
        }
    }
    assert!(by_name("").unwrap().is_none() && by_name("pers").unwrap().is_none());
}

#[test]
fn the_reference_has_the_range_that_its_file_promises() {
    for (spec, calendar) in built_in() {
        let DayRange { first, last } = calendar.range().unwrap();
        let id = &spec.id;
        assert_eq!(
            (calendar.date(first), calendar.date(last)),
            (Ok(spec.range.0), Ok(spec.range.1))
        );
        assert_eq!((calendar.day(spec.range.0), calendar.day(spec.range.1)), (Ok(first), Ok(last)));
        for beyond in [first.0 - 1, last.0 + 1, i64::MIN, i64::MAX] {
            let reason = calendar.date(RataDie(beyond)).map_err(calproof_registry::Refusal::reason);
            assert_eq!(reason, Err(Reason::OutOfRange), "{id}: day {beyond}");
        }
        for beyond in [spec.range.0.year - 1, spec.range.1.year + 1, i64::MIN, i64::MAX] {
            let reason =
                calendar.day(Date::new(beyond, 1, 1)).map_err(calproof_registry::Refusal::reason);
            assert_eq!(reason, Err(Reason::OutOfRange), "{id}: the year {beyond}");
        }
    }
}

/// The years of five cycles of the longest rule, and those at both ends, within the range.
fn years(spec: &Spec) -> impl Iterator<Item = i64> {
    let (first, last) = (spec.range.0.year, spec.range.1.year);
    let ends = [first, first + 1, last - 1, last];
    (-7050..=7050).filter(move |year| first <= *year && *year <= last).chain(ends)
}

#[test]
fn the_reference_has_the_months_that_its_file_promises() {
    let every_code =
        (0..=99).flat_map(|number| [MonthCode::common(number), MonthCode::leap(number)]);
    let every_code: Vec<MonthCode> = every_code.collect();
    for (spec, calendar) in built_in() {
        assert_eq!(spec.leap_months, spec.months.iter().any(|month| month.leap), "{}", spec.id);
        let mut seen = BTreeSet::new();
        // A table may contain no year with a rare leap month, so that month is not required there.
        let is_table = spec.exactness != Exactness::Arithmetic;
        let step = if is_table { 1 } else { 97 };
        for year in years(spec).step_by(step) {
            let has = |month: &&MonthCode| calendar.days_in_month(year, **month).is_ok();
            let months: Vec<&MonthCode> = every_code.iter().filter(has).collect();
            let count = calendar.months_in_year(year).unwrap() as usize;
            assert_eq!(count, months.len(), "{} {year}", spec.id);
            seen.extend(months.into_iter().map(ToString::to_string));
        }
        let is_rare = |month: &MonthCode| month.leap && is_table;
        let expected = spec.months.iter().filter(|month| !is_rare(month)).map(ToString::to_string);
        let promised: BTreeSet<String> = spec.months.iter().map(ToString::to_string).collect();
        assert!(expected.into_iter().all(|month| seen.contains(&month)), "{}: {seen:?}", spec.id);
        assert!(seen.is_subset(&promised), "{}: {seen:?}", spec.id);
    }
}

#[test]
fn the_reference_has_the_eras_that_its_file_promises() {
    for (spec, calendar) in built_in() {
        let era = |era: &calproof_registry::Era| SpecEra {
            code: era.code.to_owned(),
            aliases: era.aliases.iter().map(|&alias| alias.to_owned()).collect(),
        };
        let eras: Vec<SpecEra> = calendar.eras().iter().map(era).collect();
        assert_eq!(spec.eras, eras, "{}: `eras` and `era_aliases`", spec.id);
        assert_eq!(spec.year_zero, Some(year_zero(calendar)), "{}: `year_zero`", spec.id);
    }
}

/// What the reference calls its extended year 0.
fn year_zero(calendar: &dyn Calendar) -> YearZero {
    let first = calendar.month_code(0, 1).map(|month| Date { year: 0, month, day: 1 });
    let Ok(day) = first.and_then(|date| calendar.day(date)) else { return YearZero::OutOfRange };
    let Ok(year) = calendar.era_year(day) else { return YearZero::Counted };
    let era = calendar.eras().iter().find(|era| era.is_called(year.era)).expect("its own era");
    match year.year {
        0 => YearZero::Counted,
        1 if era.backwards => YearZero::Skipped,
        _ => YearZero::OtherEra,
    }
}

/// Lists have room for a few words, and every calendar should use it.
#[test]
fn every_rule_has_a_short_description() {
    for spec in all() {
        let rule = spec.rule.as_deref().unwrap_or_default();
        assert!((1..=26).contains(&rule.chars().count()), "{}: rule = {rule:?}", spec.id);
    }
}

/// Exactly the promised lengths occur, and the leap flag matches them.
#[test]
fn the_reference_has_the_years_that_its_file_promises() {
    for (spec, calendar) in built_in() {
        let (mut common, mut leap) = (BTreeSet::new(), BTreeSet::new());
        for year in years(spec) {
            let days = calendar.days_in_year(year).unwrap();
            let kind = if calendar.is_leap_year(year).unwrap() { &mut leap } else { &mut common };
            kind.insert(days);
        }
        let promised = |days: &[u32]| days.iter().copied().collect::<BTreeSet<u32>>();
        assert_eq!(common, promised(&spec.common_year_days), "{}", spec.id);
        assert_eq!(leap, promised(&spec.leap_year_days), "{}", spec.id);
    }
}

#[test]
fn every_published_date_holds_on_the_reference_both_ways() {
    let mut count = 0;
    for (spec, calendar) in built_in() {
        for PublishedDate { day, date, source } in &spec.dates {
            assert_eq!(calendar.date(*day), Ok(*date), "{} {day}, {source}", spec.id);
            assert_eq!(calendar.day(*date), Ok(*day), "{} {date}, {source}", spec.id);
            count += 1;
        }
    }
    assert!(count > 400, "only {count} published dates");
}

#[test]
fn every_published_refusal_holds_on_the_reference() {
    for (spec, calendar) in built_in() {
        assert!(spec.refusals.len() > 5, "{}", spec.id);
        for PublishedRefusal { date, reason, source } in &spec.refusals {
            let refused = calendar.day(*date).map_err(calproof_registry::Refusal::reason);
            assert_eq!(refused, Err(*reason), "{} {date}, {source}", spec.id);
        }
    }
}

#[test]
fn undecided_months_begin_on_one_day_and_may_begin_on_the_next() {
    let mut count = 0;
    for (spec, calendar) in built_in() {
        for month in &spec.undecided {
            assert_eq!(calendar.day(month.date), Ok(month.day), "{} {}", spec.id, month.date);
            assert_eq!((month.other.0 - month.day.0).abs(), 1, "{} {}", spec.id, month.date);
            count += 1;
        }
    }
    assert_eq!(count, 8);
}

/// The form in which `convert` and reports write a date parses to the same date.
#[test]
fn a_date_is_written_in_its_shortest_form() {
    let ours = read("ours.toml", GOOD).unwrap();
    assert_eq!(ours.text(Date::new(1, 2, 3)), "0001-M02-03");
    let persian = by_name("persian").unwrap().unwrap();
    assert_eq!(persian.text(Date::new(1, 2, 3)), "0001-02-03");
    for spec in all() {
        for date in [spec.range.0, spec.range.1] {
            assert_eq!(spec.text(date).parse(), Ok(date));
        }
    }
}
