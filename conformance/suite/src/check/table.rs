//! The table of checks: the rows of calendars are in this file, followed by those of registries.

mod registry;

use super::{Asked, Check, Judge, calendar};
use crate::case::inputs;
use crate::query::Ability;

/// Every check, in the order in which reports show them.
pub static ALL: &[Check] = &joined::<{ OF_CALENDARS.len() + registry::OF_REGISTRIES.len() }>(
    OF_CALENDARS,
    registry::OF_REGISTRIES,
);

/// The two lists joined.
const fn joined<const COUNT: usize>(first: &[Check], second: &[Check]) -> [Check; COUNT] {
    let mut all = [first[0]; COUNT];
    let mut index = 0;
    while index < COUNT {
        all[index] = if index < first.len() { first[index] } else { second[index - first.len()] };
        index += 1;
    }
    all
}

calendar_checks! { $
    calendar/round_trip/day_to_date_to_day,
        "converting a day to its date and back gives the same day",
        [682], [Date, Day], day::ALL, day_in_block;
    calendar/round_trip/date_to_day_to_date,
        "converting a date to its day and back gives the same date",
        [682], [Date, Day], date::EDGES;
    calendar/round_trip/day_to_native_date_to_day,
        "converting a day to its date in the library's own integers and back gives the same day",
        [682], [Date, DayNative, MonthOrdinal], day::ALL;
    calendar/round_trip/day_to_ordinal_to_day,
        "converting a day to its day of the year and back gives the same day",
        [682], [Date, DayOfYear, DayFromOrdinal], day::ALL;
    calendar/round_trip/month_day_to_day_to_date,
        "converting a month and day to its day in a reference year and back gives the same month and day",
        [682], [Date, MonthDay], date::EDGES;
    calendar/order/next_day_is_next_date,
        "the next day has the next date",
        [682, 697], [Date], day::EDGES, next_in_block;
    calendar/order/weekdays_cycle,
        "the next day has the next weekday",
        [682], [Weekday], day::EDGES, weekday_in_block;
    calendar/order/days_of_years_are_consecutive,
        "the next day has the next day of the year, or is the first day of the next year",
        [682, 193], [Date, DayOfYear], day::EDGES;
    calendar/cycle/a_cycle_changes_only_the_year,
        "after a whole cycle of the rule, the date differs only in its year",
        [682, 190], [Date], day::EDGES;
    calendar/year_shape/months_add_up_to_the_year,
        "the days of the months of a year add up to the days of the year",
        [682, 193], [Day, DaysInMonth], year::EVERY;
    calendar/year_shape/year_length_reaches_the_next_year,
        "the length given for a year is the number of days until the next year begins",
        [682, 193], [Day, DaysInYear], year::EVERY;
    calendar/year_shape/months_add_up_to_the_length_given,
        "the days of the months of a year add up to the length given for the year",
        [682, 193], [DaysInYear, DaysInMonth], year::ALL;
    calendar/year_shape/month_lengths_reach_the_next_month,
        "the length given for a month is the number of days until the next month begins",
        [682, 193], [Day, DaysInMonth], year::EVERY;
    calendar/year_shape/dates_fit_their_months,
        "no date has a day of the month greater than the length given for its month",
        [682, 193], [Date, DaysInMonth], day::ALL;
    calendar/year_shape/leap_flag_agrees_with_the_length_given,
        "a year is called a leap year exactly when the length given for it is that of a leap year",
        [682], [DaysInYear, IsLeapYear], year::ALL;
    calendar/year_shape/leap_flag_agrees_with_length,
        "a year is called a leap year exactly when it has the length of a leap year",
        [682], [Day, IsLeapYear], year::EVERY;
    calendar/months/codes_and_ordinals_round_trip,
        "each ordinal in a year has its own month, and that month has that ordinal",
        [682], [MonthsInYear, MonthCode, MonthOrdinal], year::EVERY;
    calendar/months/months_of_dates_have_ordinals,
        "the month of a date has an ordinal in its year, and that ordinal gives the same month",
        [682], [Date, MonthOrdinal], day::ALL;
    calendar/months/ordinals_outside_the_year_are_refused,
        "an ordinal before the first month or after the last is refused",
        [754, 129], [MonthsInYear, MonthCode], year::EVERY;
    calendar/weeks/day_to_iso_week_to_day,
        "converting a day to its ISO week and back gives the same day",
        [682], [IsoWeek, DayFromIsoWeek], day::ALL;
    calendar/weeks/iso_weeks_are_consecutive,
        "the next day has the next weekday of the same ISO week; after Sunday comes Monday of the next week",
        [682, 193], [IsoWeek], day::EDGES;
    calendar/eras/era_year_to_extended_year_round_trip,
        "converting a day's era and year to an extended year gives the year of its date",
        [682], [Date, EraYear, ExtendedYear], day::OF_ERAS;
    calendar/eras/era_years_are_consecutive,
        "from one day to the next, the era year stays the same, increases by one, or a new era begins",
        [682], [Date, EraYear], day::BESIDE_ERAS;
    calendar/eras/eras_once_left_do_not_come_back,
        "an era that has ended does not come back",
        [682], [EraYear], day::BEFORE_ERAS;
    calendar/arithmetic/dates_are_nearest_to_themselves,
        "the nearest date to one that exists is that date",
        [682], [NearestDate], date::EDGES;
    calendar/arithmetic/start_plus_until_is_end,
        "start + until(start, end) = end",
        [682], [Day, Add, Until], span::EDGES;
    calendar/arithmetic/until_in_days_is_the_difference_of_days,
        "the number of days between two dates is the difference of their day numbers",
        [682, 193], [Day, Until], span::EDGES;
    calendar/arithmetic/adding_days_adds_to_the_day,
        "adding one day gives the next date; adding nothing changes nothing",
        [682, 193], [Date, Add], day::EDGES;
    calendar/arithmetic/long_durations_are_added_or_refused,
        "adding a duration as long as integers can express gives the date that far away, or is refused",
        [190, 681, 754], [Add], sum::LONG;
    calendar/cost/adding_grows_with_the_digits,
        "the cost of adding a duration grows with its number of digits, not with its length, in both directions",
        [407], [Add], day::FIRST;
    calendar/cost/counting_grows_with_the_digits,
        "the cost of counting a duration grows with its number of digits, not with its length, in both directions",
        [407], [Until], day::FIRST;
    calendar/purity/repeated_questions_get_the_same_answer,
        "asked again, also after other questions, a day has the same date",
        [664, 362], [Date], day::TWICE;
    calendar/purity/answers_do_not_depend_on_their_order,
        "asked again in reverse order, every question has the same answer",
        [664, 362], [], day::A_FEW_IN_TURN;
    calendar/purity/refusals_change_no_answer,
        "asked again after an impossible question, every question has the same answer",
        [664, 362, 755], [], day::A_FEW_IN_TURN;
    calendar/purity/other_calendars_change_no_answer,
        "asked again after another calendar, every question has the same answer",
        [664, 362], [], day::A_FEW;
    calendar/purity/answers_do_not_depend_on_their_batch,
        "every question has the same answer alone and at any index of a batch of any size",
        [664, 130], [], day::A_FEW;
    calendar/purity/answers_do_not_depend_on_how_many_were_asked,
        "after more than ten thousand questions, a question still has the same answer",
        [664, 190], [], day::ONE_AFTER_ANOTHER;
    calendar/purity/answers_do_not_depend_on_the_process,
        "another process gives the same answer to every question",
        [664, 665], [], day::ONE;
    calendar/refusal/impossible_dates_are_refused,
        "a date that does not exist is refused, with a reason that applies",
        [754, 20], [Day], date::IMPOSSIBLE;
    calendar/refusal/impossible_native_dates_are_refused,
        "a date that does not exist is also refused in the library's own integers",
        [754, 20, 681], [DayNative], native::IMPOSSIBLE;
    calendar/refusal/lengths_of_impossible_months_are_refused,
        "the length of a month that does not exist is refused, with a reason that applies",
        [754, 20], [DaysInMonth], date::IMPOSSIBLE_MONTHS;
    calendar/refusal/ordinals_of_impossible_months_are_refused,
        "the ordinal of a month that does not exist is refused, with a reason that applies",
        [754, 20], [MonthOrdinal], date::IMPOSSIBLE_MONTHS;
    calendar/refusal/days_outside_the_year_are_refused,
        "a day of the year before the first or after the last is refused",
        [754, 129, 681], [DayFromOrdinal], year::BOUNDARY;
    calendar/refusal/weeks_outside_the_year_are_refused,
        "an ISO week before the first or after the last week of its year is refused",
        [754, 129, 681], [DayFromIsoWeek], year::BOUNDARY;
    calendar/refusal/impossible_month_days_are_refused_or_constrained,
        "a month and day that no year has, or for a leap month no year from 1900 to 2035, is refused, or becomes the nearest by Temporal's rules",
        [754, 20], [MonthDay], date::IMPOSSIBLE_MONTH_DAYS;
    calendar/refusal/impossible_dates_are_refused_or_constrained,
        "a date that does not exist is refused, or becomes the nearest of its year",
        [754, 20], [NearestDate], date::IMPOSSIBLE;
    calendar/refusal/contradicting_fields_are_refused,
        "fields of a date that contradict one another are refused",
        [754, 20], [DateFromFields], year::BOUNDARY;
    calendar/refusal/missing_fields_are_refused,
        "fields that do not determine a date are refused",
        [754, 20], [DateFromFields], year::BOUNDARY;
    calendar/refusal/impossible_fields_are_refused_or_constrained,
        "fields of a date that does not exist are refused, or become those of the nearest of its year",
        [754, 20], [DateFromFields], date::IMPOSSIBLE;
    calendar/refusal/impossible_ordinals_are_refused_or_constrained,
        "an ordinal after the last month of a year is refused, or becomes that of the last month",
        [754, 129, 681], [DateFromFields], year::BOUNDARY;
    calendar/refusal/unknown_eras_are_refused,
        "a year of an era that the calendar does not have is refused, with a reason that applies",
        [754, 20], [ExtendedYear], year::BOUNDARY;
    calendar/refusal/years_outside_an_era_are_refused_or_correct,
        "a year outside its era is refused, or counted on from the first year of the era",
        [754, 20, 190], [ExtendedYear], year::NUMBERS;
    calendar/refusal/sums_of_impossible_dates_are_refused,
        "adding to a date that does not exist is refused, with a reason that applies",
        [754, 20], [Add], date::IMPOSSIBLE;
    calendar/refusal/spans_of_impossible_dates_are_refused,
        "counting from or to a date that does not exist is refused, with a reason that applies",
        [754, 20], [Until], date::IMPOSSIBLE;
    calendar/range/both_ends_round_trip,
        "the first and the last day of the declared range make the round trip to their dates and back",
        [193, 190], [Date, Day], day::ENDS;
    calendar/range/days_outside_are_refused_or_correct,
        "a day outside the declared range is refused, or gets the right date",
        [190, 191, 128, 754], [Date], day::BEYOND;
    calendar/range/dates_outside_are_refused_or_correct,
        "a date outside the declared range is refused, or gets the right day",
        [190, 191, 128, 754], [Day], date::BEYOND;
    calendar/range/weekdays_outside_are_refused_or_correct,
        "the weekday of a day outside the declared range is refused or right",
        [190, 191, 128, 754], [Weekday], day::BEYOND;
    calendar/range/era_years_outside_are_refused_or_correct,
        "the era and year of a day outside the declared range are refused or right",
        [190, 191, 128, 754], [EraYear], day::BEYOND;
    calendar/range/days_of_years_outside_are_refused_or_correct,
        "the day of the year of a day outside the declared range is refused or right",
        [190, 191, 128, 754], [DayOfYear], day::BEYOND;
    calendar/range/days_from_ordinals_outside_are_refused_or_correct,
        "the first day of a year outside the declared range is refused or right",
        [190, 191, 128, 754], [DayFromOrdinal], year::BEYOND;
    calendar/range/native_dates_outside_are_refused_or_correct,
        "the first day of a year outside the declared range, in the library's own integers, is \
         refused or right",
        [190, 191, 128, 754], [DayNative], year::BEYOND;
    calendar/range/iso_weeks_outside_are_refused_or_correct,
        "the ISO week of a day outside the declared range is refused or right",
        [190, 191, 128, 754], [IsoWeek], day::BEYOND;
    calendar/range/days_from_iso_weeks_outside_are_refused_or_correct,
        "the first ISO week of a year outside the declared range is refused or right",
        [190, 191, 128, 754], [DayFromIsoWeek], year::BEYOND;
    calendar/range/month_lengths_outside_are_refused_or_correct,
        "the length of a month outside the declared range is refused or right",
        [190, 191, 128, 754], [DaysInMonth], date::BEYOND;
    calendar/range/month_ordinals_outside_are_refused_or_correct,
        "the ordinal of a month outside the declared range is refused or right",
        [190, 191, 128, 754], [MonthOrdinal], date::BEYOND;
    calendar/range/month_codes_outside_are_refused_or_correct,
        "the first month of a year outside the declared range is refused or right",
        [190, 191, 128, 754], [MonthCode], year::BEYOND;
    calendar/range/month_counts_outside_are_refused_or_correct,
        "the number of months of a year outside the declared range is refused or right",
        [190, 191, 128, 754], [MonthsInYear], year::BEYOND;
    calendar/range/year_lengths_outside_are_refused_or_correct,
        "the length of a year outside the declared range is refused or right",
        [190, 191, 128, 754], [DaysInYear], year::BEYOND;
    calendar/range/leap_flags_outside_are_refused_or_correct,
        "whether a year outside the declared range is a leap year is refused or answered correctly",
        [190, 191, 128, 754], [IsLeapYear], year::BEYOND;
    calendar/vector/published_day_to_date,
        "a day has the date that was published for it",
        [682], [Date], published::ROWS;
    calendar/vector/published_date_to_day,
        "a published date has the day that was published for it",
        [682], [Day], published::ROWS;
    calendar/vector/published_day_to_era_year,
        "a day has the era and year published for it, and these convert to the year of its date",
        [682], [Date, EraYear, ExtendedYear], published_era_year::ROWS;
    calendar/vector/published_refusal_is_given,
        "a date published as impossible is refused, with the right reason",
        [754, 20], [Day], published_refusal::ROWS;
    calendar/agreement/date_of_day,
        "a day has the date that the declared rule and the calendar's authority give it",
        [682], [Date], day::ALL, day_in_block;
    calendar/agreement/day_of_date,
        "the right date of a day converts to that day",
        [682], [Day], day::ALL;
    calendar/agreement/dates_far_away,
        "a distant day has the date that the reference gives it",
        [682, 190], [Date], day::FAR;
    calendar/agreement/native_dates,
        "a date in the library's own integers has the day that the reference gives it",
        [682, 681], [DayNative], day::ALL;
    calendar/agreement/weekdays,
        "a day has the weekday that the reference gives it",
        [682], [Weekday], day::ALL;
    calendar/agreement/week_lengths,
        "the week of a day has as many days as there are weekdays",
        [682, 193], [DaysInWeek], day::EDGES;
    calendar/agreement/days_of_years,
        "a day has the day of the year that the reference gives it",
        [682, 193], [DayOfYear], day::ALL;
    calendar/agreement/days_from_ordinals,
        "a day of the year is the day that the reference gives it",
        [682, 193], [DayFromOrdinal], day::ALL;
    calendar/agreement/iso_weeks,
        "a day has the ISO week that the reference gives it",
        [682, 193], [IsoWeek], day::ALL;
    calendar/agreement/days_from_iso_weeks,
        "a day of an ISO week is the day that the reference gives it",
        [682, 193], [DayFromIsoWeek], day::ALL;
    calendar/agreement/month_days,
        "a month and day has the day in a reference year that Temporal's rules give it",
        [682], [MonthDay], date::MONTH_DAYS;
    calendar/agreement/dates_of_fields,
        "the fields of a date give that date, whichever are given, as long as they determine it",
        [682], [DateFromFields], date::EDGES;
    calendar/agreement/month_lengths,
        "every month has the length that the reference gives it",
        [682], [DaysInMonth], year::ALL;
    calendar/agreement/month_lengths_far_away,
        "the months of a distant year have the lengths that the reference gives them",
        [682, 190], [DaysInMonth], year::FAR;
    calendar/agreement/month_count,
        "a year has as many months as in the reference",
        [682], [MonthsInYear], year::ALL;
    calendar/agreement/month_codes,
        "each ordinal in a year has the month that the reference gives it",
        [682], [MonthCode], year::ALL;
    calendar/agreement/month_ordinals,
        "each month has the ordinal that the reference gives it",
        [682], [MonthOrdinal], year::ALL;
    calendar/agreement/year_lengths,
        "a year has as many days as in the reference",
        [682], [DaysInYear], year::ALL;
    calendar/agreement/leap_years,
        "the leap years are those of the reference",
        [682], [IsLeapYear], year::ALL;
    calendar/agreement/leap_years_far_away,
        "distant leap years are those of the reference",
        [682, 190], [IsLeapYear], year::FAR;
    calendar/agreement/era_years,
        "the era and year of a day are those of the reference",
        [682], [EraYear], day::OF_ERAS;
    calendar/agreement/eras_of_years,
        "the first and the last day of a year have the era and year that the reference gives them",
        [682], [EraYear], year::ALL;
    calendar/agreement/extended_years,
        "each era year of a year in the reference converts to that year",
        [682], [ExtendedYear], year::ALL;
    calendar/agreement/sums,
        "adding a duration gives the date that the rules of Temporal give, or is refused where they refuse",
        [682, 193], [Add], sum::EDGES;
    calendar/agreement/spans,
        "the duration between two dates is the one that the rules of Temporal give",
        [682, 193], [Until], span::EDGES;
}
