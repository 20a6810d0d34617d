//! Substitutes for dates that do not exist, for calendars that declare that they do not refuse
//! them.

use calproof_registry::{Date, Leniency, MonthCode, NativeDate, Numbering, RataDie};

use super::{Oracle, Source};

impl Oracle {
    /// The day that substitutes a date which does not exist. `None` if no substitute is defined:
    /// the calendar's months have no numeric order, or the day lies beyond the reference.
    pub fn lenient_day(&self, date: Date, leniency: Leniency) -> Option<RataDie> {
        let source = self.rule.as_ref()?;
        let ordinal = match source.calendar.month_ordinal(date.year, date.month) {
            Ok(ordinal) => i64::from(ordinal),
            Err(_) if date.month.leap || !source.has_numbered_months() => return None,
            Err(_) => i64::from(date.month.number),
        };
        source.lenient(date.year, ordinal, i64::from(date.day), leniency)
    }

    /// The same in a subject's own integers.
    pub fn lenient_native_day(
        &self,
        date: NativeDate,
        numbering: Numbering,
        leniency: Leniency,
    ) -> Option<RataDie> {
        let year = numbering.extended_year(date.year)?;
        self.rule.as_ref()?.lenient(year, date.month, date.day, leniency)
    }
}

impl Source {
    /// Whether every year has the same months, and their codes are their ordinals.
    fn has_numbered_months(&self) -> bool {
        let months = self.spec.months.iter().zip(1..);
        !self.spec.leap_months
            && months.into_iter().all(|(month, n)| *month == MonthCode::common(n))
    }

    fn lenient(&self, year: i64, ordinal: i64, day: i64, leniency: Leniency) -> Option<RataDie> {
        let count = i64::from(self.calendar.months_in_year(year).ok()?);
        let (year, ordinal) = match leniency {
            Leniency::Constrained => (year, ordinal.clamp(1, count)),
            Leniency::RolledOver if (1..=count).contains(&ordinal) => (year, ordinal),
            Leniency::RolledOver if self.has_numbered_months() => {
                let months = ordinal.checked_sub(1)?;
                (year.checked_add(months.div_euclid(count))?, months.rem_euclid(count) + 1)
            }
            _ => return None,
        };
        let month = self.calendar.month_code(year, u32::try_from(ordinal).ok()?).ok()?;
        // What replaces a date that a reform omitted is not defined.
        if !self.spec.missing_days(year, month).is_empty() {
            return None;
        }
        let length = i64::from(self.calendar.days_in_month(year, month).ok()?);
        let start = self.calendar.day(Date { year, month, day: 1 }).ok()?;
        let day = if leniency == Leniency::Constrained { day.clamp(1, length) } else { day };
        start.0.checked_add(day.checked_sub(1)?).map(RataDie)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Claim;

    #[test]
    fn impossible_dates_are_constrained_or_rolled_over() {
        let calendar = calproof_registry::calendars::by_id("gregory").unwrap();
        let claim = Claim::of(calendar, calendar.range().ok(), [].into());
        let oracle = Oracle::new("ours", &claim).unwrap();
        let day = |year, month, day| calendar.day(Date::new(year, month, day)).ok();
        for (asked, constrained, rolled_over) in [
            ((2023, 2, 29), day(2023, 2, 28), day(2023, 3, 1)),
            ((2024, 2, 30), day(2024, 2, 29), day(2024, 3, 1)),
            ((2023, 13, 1), day(2023, 12, 1), day(2024, 1, 1)),
            ((2023, 0, 31), day(2023, 1, 31), day(2022, 12, 31)),
            ((2023, 1, 0), day(2023, 1, 1), day(2022, 12, 31)),
            ((2023, 26, 99), day(2023, 12, 31), Some(RataDie(day(2025, 2, 1).unwrap().0 + 98))),
        ] {
            let date = Date::new(asked.0, asked.1, asked.2);
            assert_eq!(oracle.lenient_day(date, Leniency::Constrained), constrained, "{date}");
            assert_eq!(oracle.lenient_day(date, Leniency::RolledOver), rolled_over, "{date}");
        }
    }

    #[test]
    fn undefined_substitutes_are_left_open() {
        for (id, date) in [
            ("chinese", Date { month: MonthCode::leap(1), ..Date::new(2024, 1, 1) }),
            ("chinese", Date::new(2024, 13, 1)),
            ("gregory-cutover-1582", Date::new(1582, 10, 10)),
            ("gregory-cutover-1582", Date::new(1582, 10, 32)),
        ] {
            let calendar = calproof_registry::calendars::by_id(id).unwrap();
            let claim = Claim::of(calendar, calendar.range().ok(), [].into());
            let oracle = Oracle::new("ours", &claim).unwrap();
            for leniency in [Leniency::Constrained, Leniency::RolledOver] {
                assert_eq!(oracle.lenient_day(date, leniency), None, "{id} {date}");
            }
        }
    }
}
