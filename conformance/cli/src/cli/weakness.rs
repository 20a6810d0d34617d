//! A weakness class: its checks, and how many of its planted faults they find.

use calproof::check::weaknesses::{self, Weakness};
use calproof::check::{self, Check};
use calproof::report::overview::Table;
use calproof_fuzz_support::faults::{self, Fault};
use calproof_fuzz_support::score::matrix::{Matrix, checks_of, faults_of, with_all_below};
use calproof_fuzz_support::score::page::{cell, number as or_none, title};
use calproof_fuzz_support::score::table::ScoreTable;

use crate::cli::Trouble;
use crate::cli::run::drawn;
use crate::cli::terminal::println;

/// The number of a weakness written as in `CWE-664`.
pub(crate) fn number(id: &str) -> Option<u16> {
    let number =
        id.get(..4).filter(|prefix| prefix.eq_ignore_ascii_case("cwe-")).and(id.get(4..))?;
    number.parse().ok()
}

/// Shows the class and those below it, with checks, faults, and the figures of the committed
/// tables.
pub(crate) fn explain(number: u16) -> Result<(), Trouble> {
    let class = weaknesses::by_number(number).ok_or_else(|| unknown(number))?;
    let tables = ScoreTable::all_committed()?;
    let matrices: Vec<Matrix<'_>> = tables.iter().map(Matrix::of_table).collect();
    let mut head = vec!["class".to_owned(), "checks".to_owned(), "faults".to_owned()];
    head.extend(tables.iter().map(|table| format!("found at {}", table.budget)));
    let all = with_all_below(class);
    let rows = all.iter().map(|(depth, class)| row(*depth, class, &matrices)).collect();
    println!("{}", drawn(Table { head, rows }));
    println!("\nFaults and shares include those of subclasses; `·` is an empty cell.");
    let is_below = |check: &&Check| {
        check.weaknesses.iter().any(|it| all.iter().any(|(_, class)| class.number == *it))
    };
    for check in check::ALL.iter().filter(is_below) {
        show_check(check, &tables, &matrices);
    }
    Ok(())
}

fn row(depth: usize, class: &Weakness, matrices: &[Matrix<'_>]) -> Vec<String> {
    let mut cells = vec![
        // A table cell drops leading spaces.
        format!("{}{}", "– ".repeat(depth), title(class)),
        or_none(checks_of(class.number).count()),
        or_none(faults_of(class.number).count()),
    ];
    cells.extend(matrices.iter().map(|matrix| cell(matrix.share(class.number))));
    cells
}

fn show_check(check: &Check, tables: &[ScoreTable], matrices: &[Matrix<'_>]) {
    let weaknesses: Vec<String> = check.weaknesses.iter().map(|it| format!("CWE-{it}")).collect();
    println!("\n{}: {}", check.id, check.claim);
    println!("  weaknesses: {}", weaknesses.join(", "));
    let faults: Vec<&Fault> =
        faults::all().filter(|fault| fault.caught_by.contains(&check.id)).collect();
    let named: Vec<&str> = faults.iter().map(|fault| fault.name).collect();
    println!("  faults:     {}", if named.is_empty() { "·".to_owned() } else { named.join(", ") });
    for (table, matrix) in tables.iter().zip(matrices) {
        let missed = faults.iter().filter(|fault| matrix.is_found(fault) == Some(false));
        let missed: Vec<&str> = missed.map(|fault| fault.name).collect();
        if !missed.is_empty() {
            println!("  missed at {}: {}", table.budget, missed.join(", "));
        }
    }
}

fn unknown(number: u16) -> Trouble {
    let known = weaknesses::of_checks().map(|weakness| format!("CWE-{}", weakness.number));
    format!(
        "no check covers CWE-{number}; there are checks for {}",
        known.collect::<Vec<String>>().join(", ")
    )
}
