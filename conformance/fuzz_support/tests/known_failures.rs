//! Lists of known failures against wrong calendars: a list excuses exactly what it describes, and
//! nothing else.

use calproof::case::Input;
use calproof::known::{judge, read};
use calproof::outcome::Finding;
use calproof::run::{SubjectFiles, run_subject};
use calproof::{
    Calendar, InProcess, KnownFailure, Level, Outcome, Selection, Status, SubjectOutcome, calendars,
};
use calproof_fuzz_support::faults;
use semver::VersionReq;

const DATES: &str = "calendar/agreement/date_of_day";
const LENGTHS: &str = "calendar/year_shape/year_length_reaches_the_next_year";

/// 30 Esfand is at the end of the wrong year: the dates of these days are wrong, and so are the
/// lengths of two years.
const FAULT: &str = "leap-year-1404";
const WRONG_DAYS: (i64, i64) = (739_330, 739_695);
const VERSION: &str = "1.2.3";

/// An entry that describes the failures of `DATES` correctly.
fn right() -> KnownFailure {
    read("known_failures.toml", FILE).unwrap().remove(0)
}

/// A correct entry for `LENGTHS`.
fn right_of_years() -> KnownFailure {
    right_but(|it| {
        LENGTHS.clone_into(&mut it.check);
        (it.days, it.years, it.count) = (Vec::new(), vec![(1403, 1404)], 2);
    })
}

/// A correct entry, except for the change.
fn right_but(change: impl FnOnce(&mut KnownFailure)) -> KnownFailure {
    but(right(), change)
}

fn but(mut entry: KnownFailure, change: impl FnOnce(&mut KnownFailure)) -> KnownFailure {
    change(&mut entry);
    entry
}

/// The outcome of a subject with this calendar and this list, if only these checks are run.
fn report(
    calendar: &dyn Calendar,
    version: &str,
    checks: &[&str],
    known: &[KnownFailure],
) -> SubjectOutcome {
    let only = checks.iter().map(|check| (*check).to_owned()).collect();
    let selection = Selection { only, ..Selection::default() };
    let subject = InProcess::new("planted", version, vec![calendar]);
    let files = SubjectFiles::new(known.to_vec(), &[]);
    run_subject(&subject, &files, &selection, &(), &mut ())
}

fn of_fault(checks: &[&str], known: &[KnownFailure]) -> SubjectOutcome {
    report(&faults::by_name(FAULT).unwrap().calendar().unwrap(), VERSION, checks, known)
}

/// Asserts that the list excuses nothing, is reported as broken with these words, and makes the
/// subject fail.
#[track_caller]
fn assert_stale(report: &SubjectOutcome, words: &str) {
    assert_eq!(report.known.stale.len(), 1, "{:?}", report.known.stale);
    assert!(report.known.stale[0].contains(words), "{:?}", report.known.stale);
    assert!(report.known.excused.is_empty());
    assert_eq!(report.outcome(), Outcome::Fails);
}

/// The failures of the fault without a list: the check, and the regression of that year.
const UNEXCUSED: usize = 2;

#[test]
fn without_a_list_the_fault_fails() {
    let report = of_fault(&[DATES], &[]);
    assert_eq!(report.failures().count(), UNEXCUSED);
    assert_eq!(report.outcome(), Outcome::Fails);
}

#[test]
fn failures_exactly_as_listed_are_excused() {
    let report = of_fault(&[DATES, LENGTHS], &[right(), right_of_years()]);
    assert_eq!(report.known.stale, Vec::<String>::new());
    let excused: Vec<(&str, Status, u64)> = report
        .known
        .excused
        .iter()
        .map(|excused| (excused.check, excused.status, excused.count))
        .collect();
    assert_eq!(excused, [(DATES, Status::Wrong, 366), (LENGTHS, Status::Wrong, 2)]);
    assert_eq!(report.failures().count(), 0);
    assert_eq!(report.outcome(), Outcome::Conforms);
    let finding = &report.calendars[0].checks[0].findings;
    let reasons: Vec<Option<&str>> =
        finding.iter().map(|finding| report.excuse(0, finding)).collect();
    assert_eq!(reasons, [Some("the wrong leap year")]);
}

/// The outcome of the fault at this level with this list.
fn at_level(level: u8, known: &[KnownFailure]) -> SubjectOutcome {
    let only = vec![DATES.to_owned()];
    let selection = Selection { only, ..Selection::default() }.at(Level::new(level).unwrap());
    let calendar = faults::by_name(FAULT).unwrap().calendar().unwrap();
    let subject = InProcess::new("planted", VERSION, vec![&calendar]);
    run_subject(&subject, &SubjectFiles::new(known.to_vec(), &[]), &selection, &(), &mut ())
}

/// Counts apply where everything is asked; at coarser levels an entry excuses what lies in its
/// ranges.
#[test]
fn a_coarser_level_compares_no_counts() {
    for level in [1, 2, 3, 4] {
        let report = at_level(level, &[right_but(|it| it.count = 99)]);
        assert_eq!(report.known.stale, Vec::<String>::new(), "{level}");
        assert_eq!(report.failures().count(), 0, "{level}");
    }
    assert_stale(
        &at_level(5, &[right_but(|it| it.count = 99)]),
        "fails 366 times; its entry says 99",
    );
    let elsewhere = right_but(|it| it.days = vec![(1, 366)]);
    assert_eq!(at_level(3, &[elsewhere]).outcome(), Outcome::Fails);
}

/// An entry is not stale because a coarse level does not reach its days. It is stale if the level
/// reaches them and they pass.
#[test]
fn a_coarser_level_reports_stale_entries_only_where_it_asked() {
    let beyond = |days: (i64, i64)| {
        right_but(|it| {
            it.days = vec![days];
            it.count = days.0.abs_diff(days.1) + 1;
        })
    };
    let known = |entry: KnownFailure| {
        let reference = calendars::by_id("persian").unwrap();
        let only = vec![DATES.to_owned()];
        let selection = Selection { only, ..Selection::default() }.at(Level::new(3).unwrap());
        let subject = InProcess::new("planted", VERSION, vec![reference]);
        run_subject(&subject, &SubjectFiles::new(vec![entry], &[]), &selection, &(), &mut ())
    };
    assert_eq!(known(beyond((739_340, 739_341))).known.stale, Vec::<String>::new());
    assert_stale(&known(beyond((-4_000_000, 4_000_000))), "passed, though listed");
}

/// Ranges may be wider than needed, and there may be several: the count still has to match.
#[test]
fn a_failure_may_lie_in_any_of_the_ranges() {
    let days = vec![(1, 2), (WRONG_DAYS.0 - 5, WRONG_DAYS.1 + 5)];
    let report = of_fault(&[DATES], &[right_but(|it| it.days = days)]);
    assert_eq!(report.outcome(), Outcome::Conforms);
}

#[test]
fn an_entry_excuses_only_its_check() {
    let report = of_fault(&[DATES, LENGTHS], &[right()]);
    assert_eq!(report.known.stale, Vec::<String>::new());
    let failing: Vec<&str> = report.failures().map(|finding| finding.case.check.id).collect();
    assert_eq!(failing, [LENGTHS]);
    assert_eq!(report.outcome(), Outcome::Fails);
}

/// A check may have findings with several statuses, and an entry describes one status.
#[test]
fn an_entry_excuses_only_its_status() {
    let check = "calendar/vector/published_date_to_day";
    let entry = right_but(|it| {
        it.check = check.to_owned();
        it.count = 3;
    });
    let report = of_fault(&[check], &[entry]);
    assert_eq!(report.known.excused.len(), 1);
    let failing: Vec<Status> = report.failures().map(|finding| finding.status).collect();
    assert_eq!(failing, [Status::RefusedValid]);
    assert_eq!(report.outcome(), Outcome::Fails);
}

#[test]
fn an_unexpected_pass_fails() {
    let mended = report(
        calproof_registry::calendars::by_id("persian").unwrap(),
        VERSION,
        &[DATES],
        &[right()],
    );
    assert_eq!(mended.failures().count(), 0);
    assert_stale(
        &mended,
        "passed, though listed as a known failure; remove the entry if it is fixed",
    );
}

/// A library that takes too long on one machine may be quick enough on another.
#[test]
fn a_known_cost_may_pass() {
    const COST: &str = "calendar/cost/counting_grows_with_the_digits";
    let entry = right_but(|it| {
        COST.clone_into(&mut it.check);
        it.days = vec![(738_000, 740_000)];
    });
    let report = of_fault(&[COST], &[entry]);
    assert_eq!((report.outcome(), &report.known.stale[..]), (Outcome::Conforms, &[][..]));
}

#[test]
fn another_status_fails() {
    let entry = right_but(|it| it.status = Status::RefusedValid);
    let report = of_fault(&[DATES], &[entry]);
    assert_eq!(report.failures().count(), UNEXCUSED);
    assert_stale(
        &report,
        "the known failure refused-valid of calendar/agreement/date_of_day on persian passed, though listed",
    );
}

#[test]
fn another_count_fails() {
    for count in [0, 365, 367] {
        let report = of_fault(&[DATES], &[right_but(|it| it.count = count)]);
        assert_eq!(report.failures().count(), 1);
        assert_stale(&report, &format!("fails 366 times; its entry says {count}"));
    }
}

#[test]
fn a_failure_outside_the_ranges_fails() {
    // The regression is of the first of the days, which one of the ranges has.
    for (days, failures) in [
        ((WRONG_DAYS.0 + 1, WRONG_DAYS.1), UNEXCUSED),
        ((WRONG_DAYS.0, WRONG_DAYS.1 - 1), 1),
        ((1, 2), UNEXCUSED),
    ] {
        let report = of_fault(&[DATES], &[right_but(|it| it.days = vec![days])]);
        assert_eq!(report.failures().count(), failures);
        assert_stale(&report, "also fails at day 739330, which its entry does not list");
    }
    let entry = but(right_of_years(), |it| it.years = vec![(1403, 1403)]);
    assert_stale(
        &of_fault(&[LENGTHS], &[entry]),
        "also fails at 1404, which its entry does not list",
    );
}

/// Days are not years: an entry for days does not excuse the year with the same number.
#[test]
fn ranges_of_days_do_not_excuse_years() {
    let entry = but(right_of_years(), |it| {
        it.days = vec![(1403, 1404)];
        it.years = Vec::new();
    });
    assert_stale(
        &of_fault(&[LENGTHS], &[entry]),
        "also fails at 1403, which its entry does not list",
    );
    let entry = right_but(|it| {
        it.years = vec![WRONG_DAYS];
        it.days = Vec::new();
    });
    assert_stale(
        &of_fault(&[DATES], &[entry]),
        "also fails at day 739330, which its entry does not list",
    );
}

/// Generated cases are not counted, since they depend on the seed, but must lie in the ranges.
#[test]
fn generated_cases_are_held_to_the_ranges() {
    let report = of_fault(&[LENGTHS], &[right_of_years()]);
    let finding = &report.calendars[0].checks[0].findings[0];
    assert!(!finding.generated.is_empty(), "the seed gives none: take another fault");
    assert_eq!((finding.count(), report.outcome()), (2, Outcome::Conforms));
    let mut alone = report.calendars;
    let finding = &mut alone[0].checks[0].findings[0];
    finding.generated.push(Input::Year(1405));
    let judgement = judge(&[right_of_years()], VERSION, &alone, &[], &Selection::default());
    assert!(judgement.excused.is_empty());
    assert!(judgement.stale[0].contains("also fails at 1405"), "{:?}", judgement.stale);
}

/// An entry that no planned case matches is backed by a regression, which fails in its range.
#[test]
fn a_count_of_0_is_backed_by_a_regression() {
    let report = of_fault(&[DATES], &[]);
    let mut calendars = report.calendars;
    calendars[0].checks[0].findings.clear();
    let replayed: Vec<&Finding> =
        report.regressions.iter().filter_map(|replayed| replayed.finding()).collect();
    let judged = |entry: KnownFailure, replayed: &[&Finding]| {
        judge(&[entry], VERSION, &calendars, replayed, &Selection::default())
    };
    let entry = || right_but(|it| it.count = 0);
    let held = judged(entry(), &replayed);
    assert_eq!((held.stale, held.excused.len(), held.replayed.len()), (Vec::new(), 0, 1));
    let elsewhere = but(entry(), |it| it.days = vec![(1, 2)]);
    for (entry, replayed) in [(entry(), &[][..]), (elsewhere, &replayed)] {
        let stale = judged(entry, replayed).stale;
        assert!(stale[0].contains("fails in no regression, and its count is 0"), "{stale:?}");
    }
}

#[test]
fn a_calendar_that_the_subject_lacks_fails() {
    let entry = right_but(|it| it.calendar = "hebrew".to_owned());
    let report = of_fault(&[DATES], &[entry]);
    assert_stale(&report, "on hebrew: the subject has no such calendar");
}

#[test]
fn entries_of_other_versions_are_ignored() {
    for versions in ["<1.2.3", "1.3", "=1.2.2", ">=2"] {
        let entry = right_but(|it| {
            it.versions = versions.parse().unwrap();
            it.count = 1;
        });
        let report = of_fault(&[DATES], &[entry]);
        assert!(report.known.stale.is_empty() && report.known.excused.is_empty(), "{versions}");
        assert_eq!(report.failures().count(), UNEXCUSED);
    }
    for versions in ["1.2", "=1.2.3", "*", ">=1, <2"] {
        let entry = right_but(|it| it.versions = versions.parse().unwrap());
        assert_eq!(of_fault(&[DATES], &[entry]).outcome(), Outcome::Conforms, "{versions}");
    }
    // Nothing is known about an invalid version.
    let fault = faults::by_name(FAULT).unwrap().calendar().unwrap();
    let report =
        report(&fault, "unknown", &[DATES], &[right_but(|it| it.versions = VersionReq::STAR)]);
    assert!(report.known.stale.is_empty() && report.known.excused.is_empty());
    assert_eq!(report.outcome(), Outcome::Fails);
}

/// Cases that a filter excludes can neither fail nor pass unexpectedly.
#[test]
fn entries_of_checks_that_are_not_run_are_ignored() {
    let entry = right_but(|it| it.count = 1);
    let round_trip = "calendar/round_trip/day_to_date_to_day";
    let report = of_fault(&[round_trip], std::slice::from_ref(&entry));
    assert!(report.known.stale.is_empty() && report.known.excused.is_empty());
    let calendars = vec!["gregory".to_owned()];
    let selection = Selection { calendars, ..Selection::default() };
    let judgement = judge(&[entry], VERSION, &report.calendars, &[], &selection);
    assert!(judgement.stale.is_empty() && judgement.excused.is_empty());
}

const FILE: &str = r#"
[[known]]
check = "calendar/agreement/date_of_day"
calendar = "persian"
versions = ">=1, <2"
status = "wrong"
days = [[739330, 739695]]
count = 366
reason = "the wrong leap year"
authority = "the table"
link = "https://example.org/1"
"#;

#[test]
fn a_file_is_read_as_it_is_written() {
    let known = read("known_failures.toml", FILE).unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!((known[0].status, known[0].count), (Status::Wrong, 366));
    assert_eq!((&known[0].days, &known[0].years), (&vec![WRONG_DAYS], &Vec::new()));
    assert_eq!(known[0].link.as_deref(), Some("https://example.org/1"));
    assert_eq!(of_fault(&[DATES], &known).outcome(), Outcome::Conforms);
    assert!(read("known_failures.toml", "").unwrap().is_empty());
}

#[test]
fn a_file_that_cannot_be_used_is_reported_with_line_and_reason() {
    for (good, bad, line, words) in [
        ("count = 366", "counts = 366", 8, "unknown field `counts`"),
        ("count = 366\n", "", 2, "missing field `count`"),
        ("authority = \"the table\"\n", "", 2, "missing field `authority`"),
        ("count = 366", "count = -1", 8, "expected u64"),
        ("[[739330, 739695]]", "[739330]", 7, "invalid type"),
        ("\">=1, <2\"", "\"one\"", 5, "while parsing major version number"),
        ("\"wrong\"", "\"pass\"", 6, "`pass` is not a status that fails a run"),
        ("\"wrong\"", "\"departs\"", 6, "`departs` is not a status that fails a run"),
        ("\"wrong\"", "\"false\"", 6, "`false` is not a status that fails a run"),
        ("date_of_day", "date_of_days", 2, "`calendar/agreement/date_of_days` is not a check"),
        ("days = [[739330, 739695]]\n", "", 2, "give one of `days`, `years` and `cases`"),
        ("count", "years = [[1, 2]]\ncount", 2, "give one of `days`, `years` and `cases`"),
        ("[[739330, 739695]]", "[[739695, 739330]]", 2, "739695 to 739330 is not a range"),
    ] {
        let text = FILE.replacen(good, bad, 1);
        assert_ne!(text, FILE, "{good} is not there");
        let message = read("known_failures.toml", &text).unwrap_err().to_string();
        assert!(message.starts_with("known_failures.toml: "), "{message}");
        assert!(message.contains(&format!("line {line}")), "line {line} is due: {message}");
        assert!(message.contains(words), "{words} is due: {message}");
    }
}
