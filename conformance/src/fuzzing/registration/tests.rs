//! The reference registry beside the model: sequences of calls, smallest first where they differ.

use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use super::*;
use crate::model::State;

/// The rules, what the model holds, and what it held before the last call.
#[derive(Clone, Debug)]
struct Reference {
    rules: Arc<Rules>,
    before: State,
    state: State,
}

impl ReferenceStateMachine for Reference {
    type State = Reference;
    type Transition = Call;

    fn init_state() -> BoxedStrategy<Reference> {
        let start = |rules: Rules| {
            let state = Model::new(&rules.claim, &rules.program).start();
            Reference { rules: Arc::new(rules), before: state.clone(), state }
        };
        prop_oneof![Just(start(default_rules())), Just(start(rules_of_qt()))].boxed()
    }

    fn transitions(_: &Reference) -> BoxedStrategy<Call> {
        let name = proptest::sample::select(&NAMES[..]).prop_map(Name::from);
        let aliases = proptest::collection::vec(name.clone(), 0..3);
        prop_oneof![
            4 => (0..BACKENDS, aliases).prop_map(|(backend, names)| Call::Register(backend, names)),
            4 => name.prop_map(Call::Find),
            1 => (0..BACKENDS).prop_map(Call::FindIdOf),
            1 => any::<i64>().prop_map(|id| Call::FindId(id | 1 << 62)),
            1 => Just(Call::Names),
            1 => Just(Call::Calendars),
        ]
        .boxed()
    }

    fn apply(state: Reference, call: &Call) -> Reference {
        let model = Model::new(&state.rules.claim, &state.rules.program);
        let after = model.allowed(&state.state, call).remove(0).1;
        Reference { before: state.state, state: after, ..state }
    }
}

impl StateMachineTest for Reference {
    type SystemUnderTest = Player;
    type Reference = Reference;

    fn init_test(state: &Reference) -> Player {
        Player::new(state.rules.policy)
    }

    fn apply(mut player: Player, state: &Reference, call: Call) -> Player {
        let said = player.say(&call).unwrap_or_else(Said::Refused);
        let model = Model::new(&state.rules.claim, &state.rules.program);
        if let Err(due) = model.step(&state.before, &call, &said) {
            panic!("{call} -> {said}\n  what is due: {due}");
        }
        player
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_reference_does_what_the_model_allows(sequential 1..40 => Reference);
}
