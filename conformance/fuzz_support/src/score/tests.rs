//! The score falls if a check is missing, and the committed tables can be read.

use calproof::selection::{Budget, Selection};

use super::matrix::{Matrix, faults_of};
use super::table::ScoreTable;
use super::{Comparison, Trial, compare, measure, page};
use crate::faults::{self, Fault};

fn committed() -> ScoreTable {
    ScoreTable::committed(Budget::Smoke).unwrap().unwrap()
}

fn trials(faults: &[&'static Fault], skip: &[&str]) -> Vec<Trial> {
    let skip = skip.iter().map(|&check| check.to_owned()).collect();
    let selection = Selection { skip, ..Selection::default() };
    measure(faults, &selection, 1, |_| ()).unwrap()
}

fn compared(trials: &[Trial]) -> Comparison {
    compare(&committed(), &ScoreTable::of(trials, Budget::Smoke, 5, 1), false)
}

#[test]
fn without_a_check_the_score_falls_and_the_comparison_fails() {
    let fault = faults::by_name("first-names-listed-in-small-letters").unwrap();
    let all = trials(&[fault], &[]);
    assert_eq!(compared(&all), Comparison::default());
    assert!(all[0].is_found() && all[0].alarms.is_empty());
    assert_eq!(all[0].found.as_ref().unwrap().is_named, Some(true));

    let without = trials(&[fault], fault.caught_by);
    assert!(!without[0].is_found(), "found by {}", without[0].found.as_ref().unwrap().by);
    let Comparison { drops, .. } = compared(&without);
    let expected = format!("{} was found by {}, and is now missed", fault.name, fault.caught_by[0]);
    assert_eq!(drops, [expected]);
    let share = |trials: &[Trial]| {
        Matrix::of_trials(trials).pillars().map(|(_, share)| share.found).sum::<usize>()
    };
    assert!(share(&without) < share(&all));
}

#[test]
fn every_kind_of_loss_is_a_drop_and_no_gain_is() {
    let table = |faults: &str, alarms: &str| {
        let head = "format = 1\nbudget = \"smoke\"\nlevel = 5\nseed = 1\n";
        ScoreTable::read(&format!("{head}faults = [{faults}]\nalarms = [{alarms}]\n")).unwrap()
    };
    let found = r#"{ fault = "a", by = "x", verdicts = 7, named = true, least = 8 }"#;
    let before = table(found, "");
    let drops = |faults: &str, alarms: &str| {
        let Comparison { drops, .. } = compare(&before, &table(faults, alarms), true);
        drops.join("; ")
    };
    assert_eq!(drops(found, ""), "");
    assert_eq!(drops("", ""), "a is in the table, but is no longer planted");
    let missed = drops(r#"{ fault = "a", least = 8 }"#, "");
    assert_eq!(missed, "a was found by x with at least 8 of 20 seeds, and is now missed");
    let unnamed = drops(&found.replace("true", "false"), "");
    assert_eq!(unnamed, "the report on a no longer identifies it");
    let rarer = drops(&found.replace("least = 8", "least = 7"), "");
    assert_eq!(rarer, "a had to be found by 8 of 20 seeds, and now by 7");
    let unbounded = drops(&found.replace(", least = 8", ""), "");
    assert_eq!(unbounded, "", "it is not left to chance any more");
    let alarm = drops(found, r#"{ twin = "a", by = "y" }"#);
    assert_eq!(alarm, "the twin of a is blamed by y");
    let fresh = drops(&format!("{found}, {{ fault = \"b\", by = \"x\" }}"), "");
    assert_eq!(fresh, "b is not in the table");
    let sooner = compare(&before, &table(&found.replace('7', "3"), ""), true);
    assert_eq!(sooner.drops, [""; 0]);
    assert_eq!(sooner.changes, ["a was found after 7 verdicts, and now after 3"]);
}

#[test]
fn what_is_committed_is_of_every_fault_and_reads_as_it_was_written() {
    for table in ScoreTable::all_committed().unwrap() {
        let names: Vec<&str> = table.faults.iter().map(|row| row.fault.as_str()).collect();
        assert_eq!(names, faults::all().map(|fault| fault.name).collect::<Vec<_>>());
        assert!(table.alarms.is_empty(), "a benign twin is blamed");
        let again = ScoreTable::read(&table.write()).unwrap();
        assert_eq!((&again.faults, &again.alarms), (&table.faults, &table.alarms));
    }
}

/// The first scores are of faults that there still are.
#[test]
fn the_first_scores_are_kept() {
    let [first, second] = [ScoreTable::first().unwrap(), ScoreTable::second().unwrap()];
    assert_eq!((first.faults.len(), first.found(), first.alarms.len()), (94, 81, 0));
    assert_eq!((second.faults.len(), second.found(), second.alarms.len()), (24, 15, 1));
    for row in first.faults.iter().chain(&second.faults) {
        assert!(faults::by_name(&row.fault).is_some_and(Fault::is_by_stranger), "{}", row.fault);
    }
    let of_second = faults::all().filter(|fault| fault.is_of_second_round());
    let planted: Vec<&str> = of_second.map(|fault| fault.name).collect();
    assert_eq!(planted, second.faults.iter().map(|row| &*row.fault).collect::<Vec<_>>());
    let page = page::page().unwrap();
    assert!(page.contains("**15 of 24** faults"), "{page}");
}

#[test]
fn a_table_of_another_format_is_refused() {
    let text = committed().write();
    let refused = ScoreTable::read(&text.replace("format = 1", "format = 2")).unwrap_err();
    assert!(refused.contains("format = 2, and this calproof reads 1"), "{refused}");
    assert!(ScoreTable::read(&text.replace("seed = 1", "sead = 1")).unwrap_err().contains("sead"));
}

#[test]
fn expectations_name_existing_faults() {
    for name in faults::expected_of() {
        assert!(faults::by_name(name).is_some(), "there is no fault {name}");
    }
}

#[test]
fn classes_include_the_faults_of_their_subclasses() {
    let names = |class| faults_of(class).map(|fault| fault.name).collect::<Vec<_>>();
    let (lifetime, resources) = (names(416), names(664));
    assert!(lifetime.contains(&"held-by-nobody"), "{lifetime:?}");
    assert!(lifetime.iter().all(|name| resources.contains(name)));
    assert!(names(693).is_empty());
    let page = page::page().unwrap();
    assert!(page.contains("| CWE-693 Protection Mechanism Failure | · | · | · |"), "{page}");
}
