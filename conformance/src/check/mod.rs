//! The table of checks: what each claims, what it needs, and the function that judges.

mod calendar;
pub mod programs;
mod registry;

use calproof_registry::{Date, NativeDate, RataDie, Weekday};

use crate::ask::Ask;
use crate::oracle::Oracle;
use crate::query::{Ability, Span, Sum};
use crate::spec::{PublishedDate, PublishedEraYear, PublishedRefusal};
use crate::verdict::{Status, Verdict};
use programs::Planner;

/// A rule and the code that judges it.
#[non_exhaustive]
pub struct Check {
    /// Folder, file and function, as in `calendar/round_trip/day_to_date_to_day`.
    pub id: &'static str,
    /// What must be so, in one sentence.
    pub claim: &'static str,
    /// The weaknesses it stands against, as numbers of the CWE.
    pub weaknesses: &'static [u16],
    /// What a subject must be able to answer.
    pub needs: &'static [Ability],
    /// The code, and what it is given.
    pub(crate) judge: Judge,
    /// The same judgement on one day of a block, without a conversation; `None` of a day on which
    /// the block has nothing to say.
    pub(crate) kernel: Option<Kernel>,
}

/// The code of a check, by what it is given. Years are extended years.
#[non_exhaustive]
pub enum Judge {
    /// Any day of the declared range.
    Day(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// The same, but asked without looking ahead, since it is about what is asked twice.
    Again(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// The days at the ends of the declared range.
    End(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// A day beyond the declared range.
    DayBeyond(fn(&mut Ask<'_>, RataDie) -> Verdict),
    /// A date that exists.
    Date(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date in a year beyond the declared range.
    DateBeyond(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date that does not exist.
    Impossible(fn(&mut Ask<'_>, Date) -> Verdict),
    /// A date that does not exist, in the subject's own integers.
    ImpossibleNative(fn(&mut Ask<'_>, NativeDate) -> Verdict),
    /// A year of which every day lies in the declared range.
    Year(fn(&mut Ask<'_>, i64) -> Verdict),
    /// A date and what is added to it, both within the declared range.
    Sum(fn(&mut Ask<'_>, &Sum) -> Verdict),
    /// Two dates of the declared range.
    Span(fn(&mut Ask<'_>, &Span) -> Verdict),
    /// A row of a vector file.
    Published(fn(&mut Ask<'_>, &PublishedDate) -> Verdict),
    /// A row of years of eras in a vector file.
    PublishedEraYear(fn(&mut Ask<'_>, &PublishedEraYear) -> Verdict),
    /// A row of refusals in a vector file.
    PublishedRefusal(fn(&mut Ask<'_>, &PublishedRefusal) -> Verdict),
    /// Programs of a registry.
    Programs(Planner),
}

/// A judgement on one day of a block.
pub type Kernel = fn(&Block<'_>, usize) -> Option<Status>;

/// What a subject said of a run of days, for kernels.
pub struct Block<'a> {
    /// The first day.
    pub first: RataDie,
    /// The dates of the days, and of the day after the last where it is known.
    pub dates: &'a [Date],
    /// The days of those dates.
    pub days: &'a [RataDie],
    /// The weekdays of the days, and of the day after the last; empty if the subject has none.
    pub weekdays: &'a [Option<Weekday>],
    /// What is right.
    pub oracle: &'a Oracle,
}

impl Block<'_> {
    /// The day at this place.
    pub fn day(&self, index: usize) -> RataDie {
        RataDie(self.first.0 + index as i64)
    }
}

/// The check with this id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    ALL.iter().find(|check| check.id == id)
}

/// Writes the one list of checks: the table, and the macros that give an implementer a test each.
macro_rules! checks {
    ($dollar:tt $(
        calendar / $file:ident / $name:ident,
        $claim:literal, $weaknesses:expr, $needs:expr, $judge:ident $(, $kernel:ident)?;
    )* $(
        registry / $programs_file:ident / $programs_name:ident,
        $programs_claim:literal, $programs_weaknesses:expr;
    )*) => {
        /// Every check, in the order in which reports show them.
        pub static ALL: &[Check] = &[$(Check {
            id: concat!("calendar/", stringify!($file), "/", stringify!($name)),
            claim: $claim,
            weaknesses: &$weaknesses,
            needs: { use Ability::*; &$needs },
            judge: Judge::$judge(calendar::$file::$name),
            kernel: checks!(@kernel $(calendar::$file::$kernel)?),
        },)* $(Check {
            id: concat!(
                "registry/", stringify!($programs_file), "/", stringify!($programs_name)
            ),
            claim: $programs_claim,
            weaknesses: &$programs_weaknesses,
            needs: &[],
            judge: Judge::Programs(registry::$programs_file::$programs_name),
            kernel: None,
        }),*];

        /// Gives one `#[test]` a check, named after it, to a calendar.
        ///
        /// ```no_run
        /// use calproof::{Calendar, Date, RataDie, Refusal};
        /// # struct MyCalendar;
        /// # impl MyCalendar { fn new() -> MyCalendar { MyCalendar } }
        /// impl Calendar for MyCalendar {
        ///     fn id(&self) -> &str { "julian" }
        ///     // …
        /// #   fn date(&self, day: RataDie) -> Result<Date, Refusal> { Err(Refusal::Unsupported) }
        /// #   fn day(&self, date: Date) -> Result<RataDie, Refusal> { Err(Refusal::Unsupported) }
        /// }
        ///
        /// calproof::conformance_tests!(MyCalendar::new());
        /// # fn main() {}
        /// ```
        #[macro_export]
        macro_rules! conformance_tests {
            ($dollar calendar:expr) => {
                #[cfg(test)]
                mod conformance {
                    #[allow(unused_imports, reason = "a path such as `calproof::x` needs none")]
                    use super::*;

                    $(#[test]
                    fn $name() {
                        $crate::hidden::test_calendar(
                            &$dollar calendar,
                            concat!("calendar/", stringify!($file), "/", stringify!($name)),
                        );
                    })*

                    #[test]
                    fn something_was_judged() {
                        $crate::hidden::test_something_was_judged(&$dollar calendar);
                    }
                }
            };
        }
    };
    (@kernel $path:path) => { Some($path) };
    (@kernel) => { None };
}

checks! { $
    calendar/round_trip/day_to_date_to_day,
        "every day has one date, and that date is that day",
        [682], [Date, Day], Day, day_in_block;
    calendar/round_trip/date_to_day_to_date,
        "every date is one day, and that day is that date",
        [682], [Date, Day], Date;
    calendar/order/next_day_is_next_date,
        "the day after a day has the date after its date",
        [682, 697], [Date], Day, next_in_block;
    calendar/order/weekdays_cycle,
        "the day after a day has the weekday after its weekday",
        [682], [Weekday], Day, weekday_in_block;
    calendar/cycle/a_cycle_changes_only_the_year,
        "a whole cycle of the rule later, the date is the same but for the year",
        [682, 190], [Date], Day;
    calendar/year_shape/months_fill_the_year,
        "the months of a year are together as long as the year",
        [682, 193], [Day, DaysInMonth], Year;
    calendar/year_shape/year_length_reaches_the_next_year,
        "the length given for a year is the number of days to the next one",
        [682, 193], [Day, DaysInYear], Year;
    calendar/year_shape/leap_flag_agrees_with_length,
        "a year is called a leap year exactly when it is as long as one",
        [682], [Day, IsLeapYear], Year;
    calendar/months/codes_and_places_lead_to_each_other,
        "each place in a year has a month of its own, whose place it is",
        [682], [MonthsInYear, MonthCode, MonthOrdinal], Year;
    calendar/months/places_beyond_the_year_are_refused,
        "a place before the first month or behind the last is refused",
        [754, 129], [MonthsInYear, MonthCode], Year;
    calendar/eras/era_year_leads_to_the_year,
        "the year in a day's era leads to the extended year of its date",
        [682], [Date, EraYear, ExtendedYear], Day;
    calendar/eras/the_next_day_has_the_same_or_the_next_year,
        "from a day to the next the era's year stays, or year or era change by one step",
        [682], [Date, EraYear], Day;
    calendar/arithmetic/what_lies_between_leads_there,
        "what lies between two dates, added to the first, leads to the second",
        [682], [Day, Add, Until], Span;
    calendar/arithmetic/days_between_are_counted,
        "the days between two dates are those between their days",
        [682, 193], [Day, Until], Span;
    calendar/arithmetic/days_added_are_counted,
        "a date and a day is the next day's date, and with nothing it is the date itself",
        [682, 193], [Date, Add], Day;
    calendar/purity/asked_again_the_answer_is_the_same,
        "asked again, and after something else, a day has the same date",
        [664, 362], [Date], Again;
    calendar/refusal/impossible_dates_are_refused,
        "a date that does not exist is refused, for a reason that holds",
        [754, 20], [Day], Impossible;
    calendar/refusal/impossible_native_dates_are_refused,
        "a date that does not exist is refused in the subject's own integers too",
        [754, 20, 681], [DayNative], ImpossibleNative;
    calendar/range/both_ends_answer,
        "the first and the last day of the declared range have a date that leads back",
        [193, 190], [Date, Day], End;
    calendar/range/days_beyond_are_refused_or_right,
        "a day beyond the declared range is refused, unless its date is right",
        [190, 191, 128, 754], [Date], DayBeyond;
    calendar/range/dates_beyond_are_refused_or_right,
        "a date beyond the declared range is refused, unless its day is right",
        [190, 191, 128, 754], [Day], DateBeyond;
    calendar/vector/published_day_has_its_date,
        "a day has the date that was published for it",
        [682], [Date], Published;
    calendar/vector/published_date_is_its_day,
        "a published date is the day that it was published for",
        [682], [Day], Published;
    calendar/vector/published_day_has_its_era_year,
        "a day has the era and the year that were published for it, and they lead to its year",
        [682], [Date, EraYear, ExtendedYear], PublishedEraYear;
    calendar/vector/published_refusal_is_given,
        "a date that is published as impossible is refused, for the reason that is right",
        [754, 20], [Day], PublishedRefusal;
    calendar/agreement/date_of_day,
        "a day's date is the one that the declared rule and the calendar's authority give",
        [682], [Date], Day, day_in_block;
    calendar/agreement/day_of_date,
        "the date that is right for a day is that day",
        [682], [Day], Day;
    calendar/agreement/month_lengths,
        "every month has the length that the reference gives it",
        [682], [DaysInMonth], Year;
    calendar/agreement/month_count,
        "a year has as many months as the calendar has in it",
        [682], [MonthsInYear], Year;
    calendar/agreement/leap_years,
        "the leap years are those of the reference",
        [682], [IsLeapYear], Year;
    calendar/agreement/era_years,
        "a day's era and year are those of the reference",
        [682], [EraYear], Day;
    calendar/agreement/sums,
        "a sum is the date that the rules of Temporal give, or is refused as they say",
        [682, 193], [Add], Sum;
    calendar/agreement/spans,
        "what lies between two dates is what the rules of Temporal give",
        [682, 193], [Until], Span;
    registry/naming/every_name_leads_to_its_calendar,
        "every name of a calendar of the system leads to that calendar",
        [20];
}
