//! Months whose first day the authorities leave undecided between two days: answers that follow
//! from the alternative day are neither right nor wrong.

use calproof_registry::{Date, MonthCode, RataDie};

use super::{Oracle, Source};
use crate::spec::UndecidedMonth;

impl Oracle {
    /// Whether the day has this date if an undecided month begins on its alternative day.
    pub fn may_be(&self, day: RataDie, date: Date) -> bool {
        self.sources().any(|source| source.may_be(day, date))
    }

    /// Whether the month has this length if an undecided month begins on its alternative day.
    pub fn may_have(&self, year: i64, month: MonthCode, length: u32) -> bool {
        self.sources().any(|source| source.other_length(year, month) == Some(length))
    }

    /// Whether there is no such date if an undecided month begins on its alternative day.
    pub fn may_lack(&self, date: Date) -> bool {
        let lengths =
            self.sources().filter_map(|source| source.other_length(date.year, date.month));
        lengths.into_iter().any(|length| date.day > length)
    }

    fn sources(&self) -> impl Iterator<Item = &Source> {
        self.rule.iter().chain(&self.authority)
    }
}

impl Source {
    pub(super) fn may_be(&self, day: RataDie, date: Date) -> bool {
        self.spec.undecided.iter().any(|month| self.other_date(month, day) == Some(date))
    }

    /// The date of the day if this month begins on its alternative day; `None` if that changes
    /// nothing for the day.
    fn other_date(&self, month: &UndecidedMonth, day: RataDie) -> Option<Date> {
        if month.day <= day && day < month.other {
            // The month before is longer.
            let before = self.calendar.date(RataDie(month.day.0 - 1)).ok()?;
            return Some(Date { day: before.day + (day.0 - month.day.0) as u32 + 1, ..before });
        }
        let length = self.calendar.days_in_month(month.date.year, month.date.month).ok()?;
        let end = month.day.0 + i64::from(length);
        let of_month = month.other <= day && day.0 < end;
        of_month.then(|| Date { day: (day.0 - month.other.0) as u32 + 1, ..month.date })
    }

    /// The length of the month if an undecided month begins on its alternative day; `None` if that
    /// changes nothing.
    fn other_length(&self, year: i64, code: MonthCode) -> Option<u32> {
        let length = i64::from(self.calendar.days_in_month(year, code).ok()?);
        self.spec.undecided.iter().find_map(|month| {
            let later = month.other.0 - month.day.0;
            let before = self.calendar.date(RataDie(month.day.0 - 1)).ok()?;
            let other = match (year, code) {
                this if this == (month.date.year, month.date.month) => length - later,
                this if this == (before.year, before.month) => length + later,
                _ => return None,
            };
            u32::try_from(other).ok()
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calproof_registry::calendars;

    use super::*;
    use crate::claim::Claim;
    use crate::verdict::Status;

    fn oracle(calendar: &str) -> Oracle {
        let calendar = calendars::by_id(calendar).unwrap();
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        Oracle::new("ours", &claim).unwrap()
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// 28 September 2057, on which the ninth month begins.
    const START: i64 = 751_210;

    #[test]
    fn answers_by_the_alternative_day_are_disagreements() {
        let oracle = oracle("chinese");
        for (day, answered, status) in [
            (START - 1, "2057-M08-29", Status::Pass),
            (START, "2057-M09-01", Status::Pass),
            (START, "2057-M08-30", Status::Disagreement),
            (START + 1, "2057-M09-01", Status::Disagreement),
            (START + 29, "2057-M09-29", Status::Disagreement),
            (START + 30, "2057-M10-01", Status::Pass),
            // Neither of the two alternatives.
            (START - 1, "2057-M09-01", Status::Wrong),
            (START, "2057-M08-31", Status::Wrong),
            (START, "2057-M08L-01", Status::Wrong),
            (START + 1, "2057-M08-31", Status::Wrong),
            (START + 2, "2057-M09-01", Status::Wrong),
            (START + 30, "2057-M09-30", Status::Wrong),
            (START + 30, "2057-M09-31", Status::Wrong),
            (START + 31, "2057-M10-01", Status::Wrong),
        ] {
            let answered = date(answered);
            assert_eq!(oracle.status(RataDie(day), answered), Some(status), "{day} {answered}");
            let judged = oracle.judge(RataDie(day), answered);
            assert_eq!(judged.map_or_else(|objection| objection.status, |()| Status::Pass), status);
        }
    }

    #[test]
    fn the_month_and_the_one_before_it_have_other_lengths() {
        let oracle = oracle("chinese");
        let (eighth, ninth, tenth) =
            (MonthCode::common(8), MonthCode::common(9), MonthCode::common(10));
        assert!(oracle.may_have(2057, eighth, 30) && !oracle.may_have(2057, eighth, 29));
        assert!(oracle.may_have(2057, ninth, 29) && !oracle.may_have(2057, ninth, 30));
        for length in 28..32 {
            assert!(!oracle.may_have(2057, tenth, length) && !oracle.may_have(2056, ninth, length));
        }
        assert!(oracle.may_lack(date("2057-M09-30")) && !oracle.may_lack(date("2057-M09-29")));
        assert!(!oracle.may_lack(date("2057-M10-30")) && !oracle.may_lack(date("2056-M09-30")));
    }

    #[test]
    fn other_answers_are_wrong_if_everything_is_decided() {
        let oracle = oracle("dangi");
        let day = oracle.reference().unwrap().day(date("2050-M09-01")).unwrap();
        assert_eq!(oracle.status(day, date("2050-M08-30")), Some(Status::Wrong));
        assert!(!oracle.may_be(day, date("2050-M08-30")) && !oracle.may_lack(date("2050-M09-30")));
    }
}
