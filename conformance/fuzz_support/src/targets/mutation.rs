//! Mutates samples field by field, towards values where calendars break.

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::case::inputs::{KINDS, program};
use calproof::case::mutation::EDGES;
use calproof::chance::Chance;
use calproof_registry::Date;

/// Mutates bytes in place without knowing their structure. Takes the bytes, their number and the
/// maximum; returns the new number.
pub type PlainMutator = fn(&mut [u8], usize, usize) -> usize;

/// Mutates a sample in place. Takes the buffer, the number of bytes, the maximum, a seed, and a
/// structure-blind mutator; returns the new number.
pub type Mutator = fn(&mut [u8], usize, usize, u32, PlainMutator) -> usize;

/// One in this many mutations ignores the fields.
const PLAIN: usize = 8;

/// Changes a sample of a calendar.
pub fn calendar_mutator(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    plain: PlainMutator,
) -> usize {
    mutate(data, (size, most), seed, plain, change_input)
}

/// Changes a sample that is a program.
pub fn program_mutator(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    plain: PlainMutator,
) -> usize {
    mutate(data, (size, most), seed, plain, change_program)
}

fn mutate(
    data: &mut [u8],
    (size, most): (usize, usize),
    seed: u32,
    plain: PlainMutator,
    alter: fn(Option<Input>, &mut Chance) -> Input,
) -> usize {
    let mut chance = Chance(u64::from(seed));
    if chance.below(PLAIN) == 0 {
        return plain(data, size, most);
    }
    let before = Sample::read(&data[..size]);
    let mut sample = Sample { whom: 0, calendar: 0, input: Input::Year(0) };
    let input = before.map(|before| {
        (sample.whom, sample.calendar) = (before.whom, before.calendar);
        before.input
    });
    if input.is_none() || chance.below(4) == 0 {
        (sample.whom, sample.calendar) = (chance.number() as u8, chance.number() as u8);
    }
    sample.input = alter(input, &mut chance);
    match sample.to_bytes() {
        Some(bytes) if bytes.len() <= most => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => plain(data, size, most),
    }
}

/// Sets one field to an edge; makes any input if there is none.
fn change_input(input: Option<Input>, chance: &mut Chance) -> Input {
    let changed = match input.filter(|_| chance.below(4) > 0) {
        Some(input) => input.changed(&EDGES, chance),
        None => None,
    };
    changed.unwrap_or_else(|| any_input(chance))
}

/// An input of edge values, of any kind that can be made from them.
fn any_input(chance: &mut Chance) -> Input {
    let dates: [Date; 2] = std::array::from_fn(|_| chance.one_of(&EDGES.dates));
    let made: Vec<_> = KINDS.iter().filter(|kind| kind.is_made).collect();
    let kind = chance.one_of(&made);
    (kind.of_edges)(&EDGES, dates, chance).unwrap_or(Input::Date(dates[0]))
}

fn change_program(input: Option<Input>, chance: &mut Chance) -> Input {
    let program = match input {
        Some(Input::Program(program)) => program,
        _ => calproof::Program::default(),
    };
    Input::Program(program::changed(program, chance))
}
