//! Former ids of checks. Old logs, lists and commands still name checks by them, and seeds are
//! derived from them, so that the same seed still generates the same cases.

/// The old id and the new one.
const RENAMED: &[(&str, &str)] = &[
    ("calendar/year_shape/months_fill_the_year", "calendar/year_shape/months_add_up_to_the_year"),
    (
        "calendar/months/codes_and_places_lead_to_each_other",
        "calendar/months/codes_and_ordinals_round_trip",
    ),
    (
        "calendar/months/places_beyond_the_year_are_refused",
        "calendar/months/ordinals_outside_the_year_are_refused",
    ),
    (
        "calendar/eras/era_year_leads_to_the_year",
        "calendar/eras/era_year_to_extended_year_round_trip",
    ),
    (
        "calendar/eras/the_next_day_has_the_same_or_the_next_year",
        "calendar/eras/era_years_are_consecutive",
    ),
    (
        "calendar/arithmetic/what_lies_between_leads_there",
        "calendar/arithmetic/start_plus_until_is_end",
    ),
    (
        "calendar/arithmetic/days_between_are_counted",
        "calendar/arithmetic/until_in_days_is_the_difference_of_days",
    ),
    (
        "calendar/arithmetic/days_added_are_counted",
        "calendar/arithmetic/adding_days_adds_to_the_day",
    ),
    (
        "calendar/purity/asked_again_the_answer_is_the_same",
        "calendar/purity/repeated_questions_get_the_same_answer",
    ),
    ("calendar/range/both_ends_answer", "calendar/range/both_ends_round_trip"),
    (
        "calendar/range/days_beyond_are_refused_or_right",
        "calendar/range/days_outside_are_refused_or_correct",
    ),
    (
        "calendar/range/dates_beyond_are_refused_or_right",
        "calendar/range/dates_outside_are_refused_or_correct",
    ),
    ("calendar/vector/published_day_has_its_date", "calendar/vector/published_day_to_date"),
    ("calendar/vector/published_date_is_its_day", "calendar/vector/published_date_to_day"),
    ("calendar/vector/published_day_has_its_era_year", "calendar/vector/published_day_to_era_year"),
    (
        "registry/naming/every_name_leads_to_its_calendar",
        "registry/naming/every_name_finds_its_calendar",
    ),
    ("registry/naming/listed_names_lead_somewhere", "registry/naming/listed_names_are_found"),
    (
        "registry/naming/aliases_lead_to_the_first_name",
        "registry/naming/aliases_find_the_primary_name",
    ),
    ("registry/naming/names_that_are_the_same_clash", "registry/naming/equal_names_collide"),
    (
        "registry/naming/part_of_a_name_is_not_the_name",
        "registry/naming/partial_names_do_not_match",
    ),
    ("registry/naming/hostile_names_are_nobodys", "registry/naming/hostile_names_are_not_found"),
    (
        "registry/naming/empty_names_are_dealt_with_as_declared",
        "registry/naming/empty_names_are_handled_as_declared",
    ),
    ("registry/naming/names_are_as_long_as_declared", "registry/naming/name_limit_is_as_declared"),
    (
        "registry/registration/a_clash_is_resolved_as_declared",
        "registry/registration/collisions_are_resolved_as_declared",
    ),
    ("registry/registration/built_ins_stay", "registry/registration/built_ins_keep_their_names"),
    (
        "registry/registration/a_name_given_twice_counts_once",
        "registry/registration/duplicate_names_count_once",
    ),
    (
        "registry/registration/the_same_calendar_again_is_dealt_with_as_declared",
        "registry/registration/registering_again_is_handled_as_declared",
    ),
    (
        "registry/registration/ids_are_unique_and_stay",
        "registry/registration/ids_are_unique_and_stable",
    ),
    (
        "registry/registration/what_is_taken_out_is_gone",
        "registry/registration/unregistered_calendars_are_gone",
    ),
    ("registry/registration/ids_are_not_used_again", "registry/registration/ids_are_never_reused"),
    (
        "registry/population/built_ins_come_first",
        "registry/population/built_ins_precede_registrations",
    ),
    (
        "registry/lifetime/nothing_registered_is_dropped",
        "registry/lifetime/registered_calendars_are_not_dropped",
    ),
    (
        "registry/lifetime/what_is_refused_is_given_back",
        "registry/lifetime/refused_calendars_are_given_back",
    ),
    (
        "registry/lifetime/what_is_taken_out_is_let_go",
        "registry/lifetime/unregistered_calendars_are_released",
    ),
    (
        "registry/lifetime/what_is_held_outlives_the_registry",
        "registry/lifetime/shared_handles_outlive_the_registry",
    ),
    (
        "registry/lifetime/nothing_is_kept_after_the_end",
        "registry/lifetime/everything_else_is_dropped_with_the_registry",
    ),
    (
        "registry/reentrancy/a_calendar_may_ask_while_it_is_registered",
        "registry/reentrancy/a_calendar_may_query_while_being_registered",
    ),
    (
        "registry/reentrancy/a_calendar_does_not_see_half_of_itself",
        "registry/reentrancy/a_calendar_never_sees_itself_half_registered",
    ),
    (
        "registry/reentrancy/a_calendar_may_take_out_another",
        "registry/reentrancy/a_calendar_may_unregister_another",
    ),
    (
        "registry/reentrancy/a_calendar_may_ask_when_it_is_dropped",
        "registry/reentrancy/a_calendar_may_query_while_being_dropped",
    ),
    (
        "registry/faulty_backend/a_calendar_that_breaks_changes_nothing",
        "registry/faulty_backend/a_failing_calendar_changes_nothing",
    ),
    (
        "registry/faulty_backend/others_are_served_after_one_broke",
        "registry/faulty_backend/the_registry_survives_a_failing_calendar",
    ),
    (
        "registry/faulty_backend/a_calendar_that_changes_its_name_stands_under_one",
        "registry/faulty_backend/a_changing_name_is_registered_once",
    ),
    (
        "registry/interaction/every_way_leads_to_the_same_calendar",
        "registry/interaction/all_lookups_find_the_same_calendar",
    ),
    (
        "registry/interaction/what_is_visible_is_whole",
        "registry/interaction/visible_calendars_are_complete",
    ),
    (
        "registry/refusal/unknown_names_are_answered_as_declared",
        "registry/refusal/unknown_names_are_handled_as_declared",
    ),
    (
        "registry/refusal/the_unknown_is_found_once_it_is_registered",
        "registry/refusal/a_missing_name_is_found_once_registered",
    ),
    (
        "registry/concurrency/an_order_explains_all_answers",
        "registry/concurrency/histories_are_linearizable",
    ),
    (
        "registry/concurrency/one_of_many_gets_the_name",
        "registry/concurrency/one_of_several_registrations_wins_the_name",
    ),
    (
        "registry/concurrency/lists_are_as_declared_while_others_register",
        "registry/concurrency/listings_are_as_declared_during_registrations",
    ),
    (
        "registry/concurrency/a_slow_registration_holds_up_nobody",
        "registry/concurrency/a_slow_registration_blocks_no_lookup",
    ),
    ("registry/shutdown/the_end_comes_at_one_moment", "registry/shutdown/shutdown_is_atomic"),
    (
        "registry/profile/what_is_declared_is_supported",
        "registry/profile/declared_features_are_supported",
    ),
    (
        "registry/profile/what_is_declared_absent_is_refused",
        "registry/profile/features_declared_absent_are_refused",
    ),
    ("registry/profile/ids_are_there_as_declared", "registry/profile/ids_exist_as_declared"),
    (
        "registry/purity/asked_again_the_answer_is_the_same",
        "registry/purity/repeated_questions_get_the_same_answer",
    ),
    ("registry/cost/long_names_are_looked_for_in_time", "registry/cost/lookup_cost_of_long_names"),
    (
        "registry/cost/long_names_are_registered_in_time",
        "registry/cost/registration_cost_of_long_names",
    ),
    (
        "registry/cost/many_names_are_registered_in_time",
        "registry/cost/registration_cost_of_many_names",
    ),
];

/// The current id of the check that had this id, if it was renamed.
pub fn new_id(old: &str) -> Option<&'static str> {
    RENAMED.iter().find(|row| row.0 == old).map(|row| row.1)
}

/// The former id of the check with this id; the id itself if it was never renamed.
pub fn old_id(id: &str) -> &str {
    RENAMED.iter().find(|row| row.1 == id).map_or(id, |row| row.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{ALL, by_id};

    #[test]
    fn renamed_checks_are_found_by_both_ids_and_ids_are_not_reused() {
        for (old, new) in RENAMED {
            assert_eq!(by_id(old).map(|check| check.id), Some(*new), "{old}");
            assert!(ALL.iter().all(|check| check.id != *old), "{old}");
            assert_eq!(old_id(new), *old);
        }
        assert_eq!(old_id("calendar/agreement/date_of_day"), "calendar/agreement/date_of_day");
    }
}
