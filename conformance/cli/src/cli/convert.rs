//! `calproof convert`.

use calproof::report::Outcome;
use calproof::report::overview::Table;
use calproof::spec::Spec;
use calproof_registry::{Calendar, Date, RataDie, calendars};
use clap::{Args, ValueEnum};

use crate::cli::terminal::println;
use crate::cli::{Trouble, names, run};

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table.
    Table,
    /// One JSON object from calendar id to date, with null for a refusal.
    Json,
}

#[derive(Args)]
pub(crate) struct ConvertArguments {
    /// A date, as in 2026-11-22, 5787-M03-12 or -0586-07-24.
    #[arg(allow_hyphen_values = true)]
    date: String,
    /// The calendar of the date.
    #[arg(long, value_name = "CALENDAR", default_value = "gregory")]
    from: String,
    /// The calendars to convert to, separated by commas [default: all].
    #[arg(long, value_name = "CALENDAR", value_delimiter = ',')]
    to: Vec<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

pub(crate) fn run(arguments: &ConvertArguments) -> Result<Outcome, Trouble> {
    let (from, spec) = names::calendar(&arguments.from)?;
    let date: Date = arguments.date.parse()?;
    let day = from.day(date).map_err(|refusal| {
        format!("{} is not a date of the calendar {}: {refusal}", spec.text(date), from.id())
    })?;
    let mut targets = Vec::new();
    if arguments.to.is_empty() {
        for calendar in calendars::ALL {
            targets.push(names::calendar(calendar.id())?);
        }
    }
    for name in &arguments.to {
        targets.push(names::calendar(name)?);
    }
    match arguments.format {
        Format::Table => show_table(day, &targets),
        Format::Json => show_json(day, &targets),
    }
    Ok(Outcome::Conforms)
}

fn show_table(day: RataDie, targets: &[(&'static dyn Calendar, &'static Spec)]) {
    println!("{day}, {}\n", day.weekday());
    let rows = targets.iter().map(|(calendar, spec)| {
        let date = match calendar.date(day) {
            Ok(date) => spec.text(date),
            Err(refusal) => refusal.to_string(),
        };
        vec![spec.id.clone(), date, spec.exactness.to_string()]
    });
    let head = ["calendar", "date", "exactness"].map(str::to_owned).to_vec();
    println!("{}", run::drawn(Table { head, rows: rows.collect() }));
}

fn show_json(day: RataDie, targets: &[(&'static dyn Calendar, &'static Spec)]) {
    let dates = targets.iter().map(|(calendar, spec)| {
        let date = calendar.date(day).ok().map(|date| spec.text(date));
        (spec.id.clone(), serde_json::Value::from(date))
    });
    println!("{}", serde_json::Value::Object(dates.collect()));
}
