//! What inputs are generated from: numbers that need no subject, so that a whole batch of them can
//! be made before anybody is asked.

use calproof::case::Input;
use calproof::case::plan::Generated;
use calproof::check::Check;
use calproof::shape::Shape;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// What becomes an input once the calendar is known.
#[derive(Debug)]
pub(super) enum Seed {
    /// What the plan of the check generates.
    Fresh(Generated),
    /// An input that gave something new, with three of its fields moved.
    Near(Input, [i64; 3]),
}

/// What is generated for the check; `None` if its inputs are all planned already.
pub(super) fn of_check(shape: &Shape<'_>, check: &Check) -> Option<BoxedStrategy<Generated>> {
    let (source, years) = check.plan.manner().fuzzed.zip(shape.years)?;
    Some(source(years))
}

/// How far fields are moved: by a day, about a month, about a year, and by powers of two.
pub(super) fn moves(runner: &mut TestRunner) -> Option<[i64; 3]> {
    let near = prop::sample::select(vec![0, 1, -1, 2, -2, 7, 29, -29, 30, -31, 354, 365, -366]);
    let far = (0..40_u32, any::<bool>())
        .prop_map(|(power, back)| if back { -(1_i64 << power) } else { 1 << power });
    let step = prop_oneof![4 => near, 1 => far];
    let tree = prop::array::uniform3(step).new_tree(runner);
    tree.ok().map(|tree| tree.current())
}

/// The input that the seed stands for, if the check may be given it.
pub(super) fn read(shape: &Shape<'_>, check: &Check, seed: &Seed) -> Option<Input> {
    let input = match seed {
        Seed::Fresh(generated) => generated.input(shape)?,
        Seed::Near(input, moves) => input.moved(shape, *moves)?,
    };
    check.plan.fits(shape, &input).then_some(input)
}
