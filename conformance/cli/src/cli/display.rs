//! What the terminal shows of a run that has ended.

use std::path::Path;

use anstyle::{AnsiColor, Style};
use calproof::outcome::SubjectOutcome;
use calproof::report::{Outcome, Report, overview, summary, text};
use comfy_table::{CellAlignment, presets};

use crate::cli::terminal::{self, println};

/// How much to show.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) verbose: bool,
    pub(crate) quiet: bool,
}

/// Shows as much as wanted. The verdict and the next step come last, where they are seen.
pub(crate) fn show(report: &Report, wanted: Wanted, log: &Path) {
    let log = calproof::escape::line(&log.display().to_string());
    if wanted.verbose {
        println!("{}", drawn(overview::overview(report)));
        terminal::print(format_args!("{}", text::details(report)));
    } else if !wanted.quiet {
        println!("{}", drawn(summary::table(report)));
        terminal::print(format_args!("{}", summary::below(report)));
    }
    if !wanted.quiet {
        println!("\nevent log: {log}");
    }
    let color = match report.outcome() {
        Outcome::Conforms => AnsiColor::Green,
        Outcome::Fails => AnsiColor::Red,
        Outcome::Inconclusive => AnsiColor::Yellow,
    };
    let style = Style::new().bold().fg_color(Some(color.into()));
    println!("{style}{}{style:#}", text::conclusion(report));
    if !wanted.quiet {
        let folder = Path::new(&log).parent().unwrap_or(Path::new(&log)).display().to_string();
        println!("next: {}", next(report, &calproof::escape::word(&folder)));
    }
    if report.outcome() == Outcome::Inconclusive {
        let place = if wanted.quiet {
            "run without `--quiet` to see the reasons"
        } else {
            "the reasons are given above"
        };
        terminal::trouble(&format!("some subjects could not be judged; {place}"));
    }
}

/// What to do next, after a run whose log is in this folder.
fn next(report: &Report, folder: &str) -> String {
    let page = format!("`calproof report {folder} --html report.html`");
    if report.selection.shard.is_some() {
        let fails = report.outcome() == Outcome::Fails;
        let again = if fails { "the command after `again:` repeats a failure; " } else { "" };
        return format!(
            "{again}`calproof merge`, given the logs of all shards, judges what a shard cannot: \
             known failures, and whether enough was compared"
        );
    }
    match report.outcome() {
        Outcome::Conforms => format!("{page} writes an HTML report"),
        Outcome::Fails => {
            format!("the command after `again:` repeats a failure; {page} shows all")
        }
        Outcome::Inconclusive => {
            let is_doubtful = |it: &&SubjectOutcome| it.outcome() == Outcome::Inconclusive;
            let subject = report.subjects.iter().find(is_doubtful);
            let (name, suffix) = subject.map(|it| it.origin.clone()).unwrap_or_default();
            format!("`calproof doctor {name}{suffix}` looks for mistakes in the adapter")
        }
    }
}

/// A table without lines: text to the left, numbers to the right.
pub(crate) fn drawn(table: overview::Table) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_header(&table.head);
    let numbers = |column: usize| {
        let cells = table.rows.iter().map(|row| row[column].as_str());
        let is_number =
            |cell: &str| cell.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '·');
        cells.clone().all(is_number) && cells.count() > 0
    };
    for column in 0..table.head.len() {
        if let Some(shown) = drawn.column_mut(column) {
            shown.set_padding((0, 2));
            if numbers(column) {
                shown.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    for row in table.rows {
        drawn.add_row(row);
    }
    // Trailing spaces would wrap in a narrow terminal.
    drawn.trim_fmt()
}
