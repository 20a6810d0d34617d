//! The table of checks.

use super::{Asked, Check, Judge, calendar, registry};
use crate::case::inputs;
use crate::query::Ability;

checks! { $
    calendar/round_trip/day_to_date_to_day,
        "every day has one date, and that date is that day",
        [682], [Date, Day], day::ALL, day_in_block;
    calendar/round_trip/date_to_day_to_date,
        "every date is one day, and that day is that date",
        [682], [Date, Day], date::EDGES;
    calendar/round_trip/day_to_native_date_to_day,
        "a day's date in the calendar's own integers is that day",
        [682], [Date, DayNative, MonthOrdinal], day::ALL;
    calendar/order/next_day_is_next_date,
        "the day after a day has the date after its date",
        [682, 697], [Date], day::EDGES, next_in_block;
    calendar/order/weekdays_cycle,
        "the day after a day has the weekday after its weekday",
        [682], [Weekday], day::EDGES, weekday_in_block;
    calendar/cycle/a_cycle_changes_only_the_year,
        "a whole cycle of the rule later, the date is the same but for the year",
        [682, 190], [Date], day::EDGES;
    calendar/year_shape/months_add_up_to_the_year,
        "the months of a year are together as long as the year",
        [682, 193], [Day, DaysInMonth], year::EVERY;
    calendar/year_shape/year_length_reaches_the_next_year,
        "the length given for a year is the number of days to the next one",
        [682, 193], [Day, DaysInYear], year::EVERY;
    calendar/year_shape/months_add_up_to_the_length_given,
        "the months of a year are together as long as it is said to be",
        [682, 193], [DaysInYear, DaysInMonth], year::ALL;
    calendar/year_shape/month_lengths_reach_the_next_month,
        "the length given for a month is the number of days to the next one",
        [682, 193], [Day, DaysInMonth], year::EVERY;
    calendar/year_shape/dates_fit_their_months,
        "no date has a day beyond the length given for its month",
        [682, 193], [Date, DaysInMonth], day::ALL;
    calendar/year_shape/leap_flag_agrees_with_the_length_given,
        "a year is called a leap year exactly when it is said to be as long as one",
        [682], [DaysInYear, IsLeapYear], year::ALL;
    calendar/year_shape/leap_flag_agrees_with_length,
        "a year is called a leap year exactly when it is as long as one",
        [682], [Day, IsLeapYear], year::EVERY;
    calendar/months/codes_and_ordinals_round_trip,
        "each place in a year has a month of its own, whose place it is",
        [682], [MonthsInYear, MonthCode, MonthOrdinal], year::EVERY;
    calendar/months/months_of_dates_have_ordinals,
        "the month of a date has a place in its year, and is the month of that place",
        [682], [Date, MonthOrdinal], day::ALL;
    calendar/months/ordinals_outside_the_year_are_refused,
        "a place before the first month or behind the last is refused",
        [754, 129], [MonthsInYear, MonthCode], year::EVERY;
    calendar/eras/era_year_to_extended_year_round_trip,
        "the year in a day's era leads to the extended year of its date",
        [682], [Date, EraYear, ExtendedYear], day::OF_ERAS;
    calendar/eras/era_years_are_consecutive,
        "from a day to the next the era's year stays, or year or era change by one step",
        [682], [Date, EraYear], day::BESIDE_ERAS;
    calendar/eras/eras_once_left_do_not_come_back,
        "an era that was left for another does not come back",
        [682], [EraYear], day::BEFORE_ERAS;
    calendar/arithmetic/start_plus_until_is_end,
        "what lies between two dates, added to the first, leads to the second",
        [682], [Day, Add, Until], span::EDGES;
    calendar/arithmetic/until_in_days_is_the_difference_of_days,
        "the days between two dates are those between their days",
        [682, 193], [Day, Until], span::EDGES;
    calendar/arithmetic/adding_days_adds_to_the_day,
        "a date and a day is the next day's date, and with nothing it is the date itself",
        [682, 193], [Date, Add], day::EDGES;
    calendar/arithmetic/long_durations_are_added_or_refused,
        "as much as integers can say leads to a date that is so far away, or is refused",
        [190, 681, 754], [Add], sum::LONG;
    calendar/cost/adding_grows_with_the_digits,
        "a date so much farther away costs no more than so many more digits, both ways",
        [407], [Add], day::FIRST;
    calendar/cost/counting_grows_with_the_digits,
        "counting to a date so much farther away costs no more than so many more digits, both ways",
        [407], [Until], day::FIRST;
    calendar/purity/repeated_questions_get_the_same_answer,
        "asked again, and after something else, a day has the same date",
        [664, 362], [Date], day::TWICE;
    calendar/purity/answers_do_not_depend_on_their_order,
        "asked again in reverse order, every question has the same answer",
        [664, 362], [], day::A_FEW_IN_TURN;
    calendar/purity/refusals_change_no_answer,
        "asked again after something impossible, every question has the same answer",
        [664, 362, 755], [], day::A_FEW_IN_TURN;
    calendar/purity/other_calendars_change_no_answer,
        "asked again after another calendar, every question has the same answer",
        [664, 362], [], day::A_FEW;
    calendar/purity/answers_do_not_depend_on_their_batch,
        "alone and anywhere in a batch of any size, every question has the same answer",
        [664, 130], [], day::A_FEW;
    calendar/purity/answers_do_not_depend_on_how_many_were_asked,
        "asked more than ten thousand times, a question has the same answer",
        [664, 190], [], day::ONE_AFTER_ANOTHER;
    calendar/purity/answers_do_not_depend_on_the_process,
        "asked of another process, every question has the same answer",
        [664, 665], [], day::ONE;
    calendar/refusal/impossible_dates_are_refused,
        "a date that does not exist is refused, for a reason that holds",
        [754, 20], [Day], date::IMPOSSIBLE;
    calendar/refusal/impossible_native_dates_are_refused,
        "a date that does not exist is refused in the subject's own integers too",
        [754, 20, 681], [DayNative], native::IMPOSSIBLE;
    calendar/refusal/lengths_of_impossible_months_are_refused,
        "a month that does not exist has no length, for a reason that holds",
        [754, 20], [DaysInMonth], date::IMPOSSIBLE_MONTHS;
    calendar/refusal/ordinals_of_impossible_months_are_refused,
        "a month that does not exist has no place in the year, for a reason that holds",
        [754, 20], [MonthOrdinal], date::IMPOSSIBLE_MONTHS;
    calendar/refusal/unknown_eras_are_refused,
        "a year of an era that the calendar does not have is refused, for a reason that holds",
        [754, 20], [ExtendedYear], year::TELLING;
    calendar/refusal/years_outside_an_era_are_refused_or_correct,
        "a year that its era does not have is refused, or counted on from the era's first",
        [754, 20, 190], [ExtendedYear], year::NUMBERS;
    calendar/refusal/sums_of_impossible_dates_are_refused,
        "nothing is added to a date that does not exist, for a reason that holds",
        [754, 20], [Add], date::IMPOSSIBLE;
    calendar/refusal/spans_of_impossible_dates_are_refused,
        "nothing is counted from or to a date that does not exist, for a reason that holds",
        [754, 20], [Until], date::IMPOSSIBLE;
    calendar/range/both_ends_round_trip,
        "the first and the last day of the declared range have a date that leads back",
        [193, 190], [Date, Day], day::ENDS;
    calendar/range/days_outside_are_refused_or_correct,
        "a day beyond the declared range is refused, unless its date is right",
        [190, 191, 128, 754], [Date], day::BEYOND;
    calendar/range/dates_outside_are_refused_or_correct,
        "a date beyond the declared range is refused, unless its day is right",
        [190, 191, 128, 754], [Day], date::BEYOND;
    calendar/range/weekdays_outside_are_refused_or_correct,
        "the weekday of a day beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [Weekday], day::BEYOND;
    calendar/range/era_years_outside_are_refused_or_correct,
        "the year of an era of a day beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [EraYear], day::BEYOND;
    calendar/range/month_lengths_outside_are_refused_or_correct,
        "the length of a month beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [DaysInMonth], date::BEYOND;
    calendar/range/month_ordinals_outside_are_refused_or_correct,
        "the place of a month beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [MonthOrdinal], date::BEYOND;
    calendar/range/month_codes_outside_are_refused_or_correct,
        "the first month of a year beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [MonthCode], year::BEYOND;
    calendar/range/month_counts_outside_are_refused_or_correct,
        "the number of months of a year beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [MonthsInYear], year::BEYOND;
    calendar/range/year_lengths_outside_are_refused_or_correct,
        "the length of a year beyond the declared range is refused, unless it is right",
        [190, 191, 128, 754], [DaysInYear], year::BEYOND;
    calendar/range/leap_flags_outside_are_refused_or_correct,
        "whether a year beyond the declared range is a leap year is refused, unless it is right",
        [190, 191, 128, 754], [IsLeapYear], year::BEYOND;
    calendar/vector/published_day_to_date,
        "a day has the date that was published for it",
        [682], [Date], published::ROWS;
    calendar/vector/published_date_to_day,
        "a published date is the day that it was published for",
        [682], [Day], published::ROWS;
    calendar/vector/published_day_to_era_year,
        "a day has the era and the year that were published for it, and they lead to its year",
        [682], [Date, EraYear, ExtendedYear], published_era_year::ROWS;
    calendar/vector/published_refusal_is_given,
        "a date that is published as impossible is refused, for the reason that is right",
        [754, 20], [Day], published_refusal::ROWS;
    calendar/agreement/date_of_day,
        "a day's date is the one that the declared rule and the calendar's authority give",
        [682], [Date], day::ALL, day_in_block;
    calendar/agreement/day_of_date,
        "the date that is right for a day is that day",
        [682], [Day], day::ALL;
    calendar/agreement/dates_far_away,
        "a day far away has the date that the reference gives it",
        [682, 190], [Date], day::FAR;
    calendar/agreement/native_dates,
        "a day's date in the calendar's own integers is that day",
        [682, 681], [DayNative], day::ALL;
    calendar/agreement/weekdays,
        "a day has the weekday that the reference gives it",
        [682], [Weekday], day::ALL;
    calendar/agreement/month_lengths,
        "every month has the length that the reference gives it",
        [682], [DaysInMonth], year::ALL;
    calendar/agreement/month_lengths_far_away,
        "the months of a year far away have the lengths that the reference gives them",
        [682, 190], [DaysInMonth], year::FAR;
    calendar/agreement/month_count,
        "a year has as many months as the calendar has in it",
        [682], [MonthsInYear], year::ALL;
    calendar/agreement/month_codes,
        "each place in a year has the month that it has in the reference",
        [682], [MonthCode], year::ALL;
    calendar/agreement/month_ordinals,
        "each month has the place in the year that the reference gives it",
        [682], [MonthOrdinal], year::ALL;
    calendar/agreement/year_lengths,
        "a year is as long as its months are in the reference",
        [682], [DaysInYear], year::ALL;
    calendar/agreement/leap_years,
        "the leap years are those of the reference",
        [682], [IsLeapYear], year::ALL;
    calendar/agreement/leap_years_far_away,
        "the leap years far away are those of the reference",
        [682, 190], [IsLeapYear], year::FAR;
    calendar/agreement/era_years,
        "a day's era and year are those of the reference",
        [682], [EraYear], day::OF_ERAS;
    calendar/agreement/eras_of_years,
        "the first and the last day of a year have the era and the year of the reference",
        [682], [EraYear], year::ALL;
    calendar/agreement/extended_years,
        "the years of eras that a year has in the reference are that year",
        [682], [ExtendedYear], year::ALL;
    calendar/agreement/sums,
        "a sum is the date that the rules of Temporal give, or is refused as they say",
        [682, 193], [Add], sum::EDGES;
    calendar/agreement/spans,
        "what lies between two dates is what the rules of Temporal give",
        [682, 193], [Until], span::EDGES;
    registry/naming/every_name_finds_its_calendar,
        "every name of a calendar of the system leads to that calendar",
        [20];
    registry/naming/listed_names_are_found,
        "the names that are listed are those by which calendars are found",
        [684, 436], [Names];
    registry/naming/aliases_find_the_primary_name,
        "what is found by an alias has a first name, by which the same is found",
        [694, 436];
    registry/naming/case_is_folded_as_declared,
        "names in other case are the same name exactly where it is declared",
        [178];
    registry/naming/letters_beyond_ascii_are_folded_as_declared,
        "letters that are alike are the same exactly where the declared folding says so",
        [176, 178];
    registry/naming/folding_is_an_equivalence,
        "whichever of the same names is registered, all of them find it and no other does",
        [697, 178];
    registry/naming/folding_knows_no_locale,
        "the same names are the same under every locale",
        [176, 178, 474];
    registry/naming/equal_names_collide,
        "names that are found as the same clash as the same, and are listed once",
        [178, 694];
    registry/naming/partial_names_do_not_match,
        "the beginning or end of a name, or more than the name, is not the name",
        [187];
    registry/naming/undeclared_names_are_not_found,
        "a name that calendars have elsewhere leads nowhere, unless this registry declares it",
        [684, 754];
    registry/naming/hostile_names_are_not_found,
        "a text that is hardly a name is nobody's name",
        [20, 158, 170, 176];
    registry/naming/hostile_names_are_refused_or_found,
        "a text that is hardly a name is refused, or is found as itself and nothing else",
        [20, 158, 170, 176];
    registry/naming/empty_names_are_handled_as_declared,
        "the empty text is a name or is refused, as declared",
        [20, 1286];
    registry/naming/name_limit_is_as_declared,
        "a name as long as is declared is found, and a longer one is refused",
        [130, 193];
    registry/registration/collisions_are_resolved_as_declared,
        "who gets a name that two calendars want is as declared",
        [694];
    registry/registration/built_ins_keep_their_names,
        "a calendar of a user takes no name from one of the system, whenever it comes",
        [694, 284];
    registry/registration/failure_changes_nothing,
        "a registration that is refused leaves everything as it was",
        [460, 755];
    registry/registration/duplicate_names_count_once,
        "a name that a calendar has twice is refused, or is there once",
        [694, 675];
    registry/registration/registering_again_is_handled_as_declared,
        "a calendar that is registered again is dealt with as declared",
        [675];
    registry/registration/ids_are_unique_and_stable,
        "each registration has an id of its own, which always leads to its calendar",
        [694], [ById];
    registry/registration/many_calendars_are_kept_apart,
        "however many calendars come, each keeps its name and its id",
        [190, 694];
    registry/registration/unregistered_calendars_are_gone,
        "a calendar that is taken out is gone with all its names, and nothing else is",
        [459, 672], [Unregister];
    registry/registration/ids_are_never_reused,
        "the id of a calendar that was taken out is nobody's for ever",
        [672, 825], [ById, Unregister];
    registry/registration/any_sequence_of_calls,
        "any calls one after another are answered as the profile says",
        [573, 684];
    registry/population/the_first_call_finds_everything,
        "whatever is asked first, the calendars of the system are all there",
        [665, 696];
    registry/population/built_ins_precede_registrations,
        "a registration as the first call meets the calendars of the system",
        [665, 696];
    registry/population/many_first_calls_find_everything,
        "first calls from several threads find the calendars of the system, whole and once",
        [362, 543, 665];
    registry/lifetime/each_calendar_is_dropped_once,
        "every calendar that was given to the registry is dropped once", [401, 415, 1341];
    registry/lifetime/registered_calendars_are_not_dropped,
        "a calendar is not dropped while it is registered", [416];
    registry/lifetime/refused_calendars_are_given_back,
        "a calendar that is refused is given back, and not kept", [401, 772];
    registry/lifetime/unregistered_calendars_are_released,
        "a calendar that is taken out is let go of",
        [401, 772], [Unregister];
    registry/lifetime/shared_handles_outlive_the_registry,
        "a calendar that is held is the same after the end of the registry", [416, 672];
    registry/lifetime/everything_else_is_dropped_with_the_registry,
        "what nobody holds is dropped with the registry", [401, 772];
    registry/reentrancy/a_calendar_may_query_while_being_registered,
        "a calendar that asks the registry while it is registered is answered", [833, 764];
    registry/reentrancy/a_calendar_never_sees_itself_half_registered,
        "a calendar that looks for itself while it is registered is not there or is there whole",
        [662];
    registry/reentrancy/a_calendar_may_register_another,
        "a calendar that registers another while it is registered is served", [833, 764];
    registry/reentrancy/a_calendar_may_unregister_another,
        "a calendar that takes another out while it is registered is served",
        [833, 764], [Unregister];
    registry/reentrancy/a_calendar_may_query_while_being_dropped,
        "a calendar that asks the registry while it is dropped is answered", [833, 764];
    registry/faulty_backend/a_failing_calendar_changes_nothing,
        "a calendar that breaks while it is registered leaves everything as it was", [248, 460];
    registry/faulty_backend/the_registry_survives_a_failing_calendar,
        "after a calendar broke the registry serves others as before", [248, 667, 755];
    registry/faulty_backend/a_changing_name_is_registered_once,
        "a calendar that says two names stands under one, and takes none from others", [367];
    registry/interaction/all_lookups_find_the_same_calendar,
        "by name, by id and in lists a calendar is the same, with one id and one first name", [436];
    registry/interaction/visible_calendars_are_complete,
        "who sees a calendar that is being registered sees all of it", [662, 820];
    registry/refusal/unknown_names_are_handled_as_declared,
        "a name that nobody has is answered as declared", [754];
    registry/refusal/unknown_ids_are_refused,
        "an id that nobody has is refused, whatever number it is",
        [754, 129], [ById];
    registry/refusal/a_missing_name_is_found_once_registered,
        "a name that was looked for in vain is found once it is registered",
        [665];
    registry/concurrency/histories_are_linearizable,
        "calls from several threads are answered as if they had come in some order",
        [362, 820];
    registry/concurrency/one_of_several_registrations_wins_the_name,
        "of calendars registered at once under one name one gets it, as declared",
        [362, 367];
    registry/concurrency/listings_are_as_declared_during_registrations,
        "a list that is made while others register is as declared",
        [362, 820], [Names];
    registry/concurrency/ids_stay_unique_among_refusals,
        "an id is given once, also where other registrations are refused at the same time",
        [362, 694], [ById];
    registry/concurrency/many_small_races_are_linearizable,
        "threads that meet at one name again and again see registrations whole and in one order",
        [362, 366, 367];
    registry/concurrency/a_slow_registration_blocks_no_lookup,
        "while a calendar takes its time to say its name, others are answered",
        [667, 833];
    registry/shutdown/every_call_is_answered_as_declared,
        "once the end has begun, every call is answered as declared",
        [672], [ShutDown];
    registry/shutdown/shutdown_is_atomic,
        "while the end begins, every answer is one from before it or one from after",
        [672, 362], [ShutDown];
    registry/profile/declared_features_are_supported,
        "what the profile declares can be asked",
        [573, 684];
    registry/profile/features_declared_absent_are_refused,
        "what the profile says there is not is refused",
        [573, 684];
    registry/profile/ids_exist_as_declared,
        "calendars have ids exactly where it is declared",
        [573, 684];
    registry/purity/repeated_questions_get_the_same_answer,
        "asked again, after others and in other order, a question has the same answer",
        [664, 362];
    registry/cost/lookup_cost_of_long_names,
        "the work of a lookup grows no faster than the name",
        [407];
    registry/cost/registration_cost_of_long_names,
        "the work of a registration grows no faster than the name",
        [407];
    registry/cost/registration_cost_of_many_names,
        "the work of a registration grows no faster than the number of names",
        [407];
}
