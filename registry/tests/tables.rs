//! The committed tables, compared with other copies of them.

use calproof_registry::{Date, MonthCode, calendars};
use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Hijri;

#[test]
fn the_months_of_umm_al_qura_are_those_of_icu_calendar() {
    let table = calendars::by_id("islamic-umalqura").expect("a reference calendar");
    for (year, month) in (1300..=1600).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let theirs = Hijri::new_umm_al_qura();
        let theirs = IcuDate::try_new_hijri_with_calendar(year, month, 1, theirs).expect("a month");
        let code = MonthCode::common(month);
        let start = table.day(Date { year: year.into(), month: code, day: 1 });
        assert_eq!(start.map(|day| day.0), Ok(theirs.to_rata_die().to_i64_date()), "{year} {code}");
        let length = u32::from(theirs.days_in_month());
        assert_eq!(table.days_in_month(year.into(), code), Ok(length), "{year} {code}");
    }
}

/// The months that begin on different days in the prints and in the computed table.
#[test]
fn the_prints_differ_from_the_computed_table_in_740_months() {
    let by_id = |id| calendars::by_id(id).expect("a reference calendar");
    let (printed, computed) = (by_id("islamic-umalqura-printed"), by_id("islamic-umalqura"));
    let dates = (1343..=1500).flat_map(|year| (1..=12).map(move |month| Date::new(year, month, 1)));
    let parted: Vec<Date> =
        dates.filter(|date| printed.day(*date) != computed.day(*date)).collect();
    assert_eq!(parted.len(), 740);
    assert!(parted.iter().all(|date| !(1420..=1450).contains(&date.year)));
}
