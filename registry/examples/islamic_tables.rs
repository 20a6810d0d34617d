//! Writes a table of Islamic months as Rust: `kacst` asks `icu_calendar`; `printed` reads standard
//! input, one line for the day (RD) on which each month begins, and one for the day after the last
//! month. `scripts/islamic-tables` runs both.

use std::io;

use icu_calendar::Date;
use icu_calendar::cal::Hijri;

fn main() -> Result<(), String> {
    let (origin, first_year, starts) = match std::env::args().nth(1).as_deref() {
        Some("kacst") => ("`icu_calendar` 2.4.0", 1300, kacst()?),
        Some("printed") => ("`hijridate` 2.6.0", 1343, printed()?),
        _ => return Err("say `kacst` or `printed`".to_owned()),
    };
    write(origin, first_year, &starts)
}

/// The months of 1300 to 1600, the years for which `icu_calendar` has the table.
fn kacst() -> Result<Vec<i64>, String> {
    let first_day = |year, month| {
        let calendar = Hijri::new_umm_al_qura();
        let date = Date::try_new_hijri_with_calendar(year, month, 1, calendar);
        date.map_err(|error| format!("{year}-{month}: {error}"))
    };
    let months = (1300..=1600).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let dates: Vec<_> =
        months.map(|(year, month)| first_day(year, month)).collect::<Result<_, _>>()?;
    let mut starts: Vec<i64> = dates.iter().map(|date| date.to_rata_die().to_i64_date()).collect();
    // The table does not say where 1601 begins, but it does give the length of the last month.
    if let Some(last) = dates.last() {
        starts.push(last.to_rata_die().to_i64_date() + i64::from(last.days_in_month()));
    }
    Ok(starts)
}

fn printed() -> Result<Vec<i64>, String> {
    let read = |line: Result<String, io::Error>| {
        let line = line.map_err(|error| error.to_string())?;
        line.parse().map_err(|_| format!("`{}` is no day", line.escape_debug()))
    };
    io::stdin().lines().map(read).collect()
}

fn write(origin: &str, first_year: i64, starts: &[i64]) -> Result<(), String> {
    let years = starts.len() / 12;
    if starts.len() != 12 * years + 1 {
        return Err("the months do not make whole years".to_owned());
    }
    println!("//! Made by `scripts/islamic-tables` from {origin}; not to be edited.\n");
    println!(
        "/// Each year's first day, and in octal digits how much longer than 28 days its months are."
    );
    println!("#[rustfmt::skip]");
    println!("pub(super) const YEARS: [(i32, u64); {years}] = [");
    let mut written = Vec::new();
    for (year, months) in (first_year..).zip(starts[..12 * years].chunks(12)) {
        let place = 12 * (year - first_year) as usize;
        let lengths = starts[place..=place + 12].windows(2).map(|pair| pair[1] - pair[0] - 28);
        let digits: String = lengths.map(|digit| digit.to_string()).collect();
        if digits.len() != 12 || digits.contains(|digit| !('0'..='3').contains(&digit)) {
            return Err(format!("{year} has months that are none: {digits}"));
        }
        written.push(format!("({}, 0o{digits}), /* {year} */", months[0]));
    }
    for line in written.chunks(2) {
        println!("    {}", line.join(" "));
    }
    println!("];");
    Ok(())
}
