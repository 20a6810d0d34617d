//! Arbitrary programs.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any as fields, prop, prop_oneof};
use proptest::strategy::BoxedStrategy;

use crate::program::{Backend, Behaviour, Call, Name, Program};

/// Names of letters, and names that are not valid Unicode.
fn name() -> BoxedStrategy<Name> {
    let letters = "[a-z']{0,8}".prop_map(Name::from);
    prop_oneof![letters, vec(fields::<u8>(), 0..9).prop_map(Name::new)].boxed()
}

fn call() -> BoxedStrategy<Call> {
    prop_oneof![
        (0..2usize, vec(name(), 0..3)).prop_map(|(backend, names)| Call::Register(backend, names)),
        name().prop_map(Call::Unregister),
        name().prop_map(Call::Find),
        (0..2usize).prop_map(Call::FindIdOf),
        fields::<i64>().prop_map(Call::FindId),
        name().prop_map(Call::Hold),
        prop::sample::select(vec![Call::Names, Call::Calendars, Call::Drops, Call::ShutDown]),
    ]
    .boxed()
}

/// Any program, with every behaviour of a backend, and with names that could end a TOML literal.
pub fn any() -> BoxedStrategy<Program> {
    let behaviour = prop_oneof![
        prop::sample::select(vec![Behaviour::Plain, Behaviour::Panics, Behaviour::Waits]),
        name().prop_map(Behaviour::ThenSays),
        call().prop_map(|call| Behaviour::Asks(Box::new(call))),
        call().prop_map(|call| Behaviour::AsksWhenDropped(Box::new(call))),
    ];
    let backend = (name(), behaviour).prop_map(|(name, behaviour)| Backend { name, behaviour });
    let locale = prop::option::of("[a-z'\u{7f}\"\\\\]{0,6}");
    let calls = || vec(call(), 0..4);
    let parts = (vec(backend, 2..4), locale, calls(), vec(calls(), 0..3), calls());
    let program = |(backends, locale, before, threads, after)| Program {
        backends,
        locale,
        before,
        threads,
        after,
        ..Program::default()
    };
    parts.prop_map(program).boxed()
}
