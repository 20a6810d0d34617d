//! How a fuzzer changes samples: field by field, to where calendars break.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use calproof::case::bytes::Sample;
use calproof::case::{Input, edges, sums};
use calproof::claim::Claim;
use calproof::program::{Backend, Call, Conduct, Name, Program};
use calproof::query::{Span, Sum};
use calproof::shape::Shape;
use calproof_registry::{Date, DateDuration, Overflow, RataDie, Unit, calendars};

/// What changes bytes without knowing what they are: in place, given their number and the most that
/// there may be; it says how many they are then.
pub type Plain = fn(&mut [u8], usize, usize) -> usize;

/// The chance of a change that does not look at fields: one in so many.
const PLAIN: u64 = 8;

/// Names that are the same under one folding and not under another, and few enough to clash.
const NAMES: [&str; 12] = [
    "market",
    "MARKET",
    "mar\u{212a}et",
    "mar",
    "\u{df}",
    "\u{1e9e}",
    "gregory",
    "Gregorian",
    "\u{130}ndian",
    "Indian",
    " week",
    "",
];

/// Names of the system's calendars, in the registries that are asked and in those that are planted.
const SYSTEM: [&str; 8] =
    ["gregory", "gregorian", "julian", "hebrew", "jewish", "islamic-civil", "islamicc", "coptic"];

/// Locales whose letters fold in ways of their own, and none.
const LOCALES: [Option<&str>; 4] = [None, Some("tr-TR"), Some("az-AZ"), Some("lt-LT")];

/// Changes a sample of a calendar.
pub fn calendar_mutator(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    plain: Plain,
) -> usize {
    mutate(data, (size, most), seed, plain, change_input)
}

/// Changes a sample that is a program.
pub fn program_mutator(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    plain: Plain,
) -> usize {
    mutate(data, (size, most), seed, plain, change_program)
}

fn mutate(
    data: &mut [u8],
    (size, most): (usize, usize),
    seed: u32,
    plain: Plain,
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
        (sample.whom, sample.calendar) = (chance.next() as u8, chance.next() as u8);
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

/// Numbers that follow from the seed alone (`SplitMix64`, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize].clone()
    }
}

/// Where calendars break, of some calendars of each shape.
struct Edges {
    days: Vec<RataDie>,
    dates: Vec<Date>,
    sums: Vec<Sum>,
}

static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let mut edges = Edges { days: Vec::new(), dates: Vec::new(), sums: Vec::new() };
    let ids = ["gregory", "hebrew", "chinese", "coptic", "islamic-umalqura", "persian"];
    for calendar in ids.iter().filter_map(|id| calendars::by_id(id)) {
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        // A corpus that cannot be read is no reason to change nothing.
        let Ok(shape) = Shape::new("edges", &claim, None) else { continue };
        edges.days.extend(edges::days(&shape));
        edges.days.extend(edges::days_beyond(&claim));
        edges.dates.extend(edges::dates(&shape));
        edges.dates.extend(edges::dates_beyond(&shape));
        edges.dates.extend(edges::impossible(&shape));
        edges.sums.extend(sums::sums(&shape));
    }
    edges
});

/// One field set to an edge; any input, if there is none.
fn change_input(input: Option<Input>, chance: &mut Chance) -> Input {
    let edges = &*EDGES;
    let Some(input) = input.filter(|_| chance.below(4) > 0) else {
        return any_input(chance);
    };
    match input {
        Input::Day(day) => {
            let near = chance.below(5) as i64 - 2;
            let day = if chance.below(2) == 0 { day } else { chance.one_of(&edges.days) };
            Input::Day(RataDie(day.0.saturating_add(near)))
        }
        Input::Date(date) => Input::Date(change_date(date, chance)),
        Input::Year(_) => Input::Year(chance.one_of(&edges.dates).year),
        Input::Native(mut date) => {
            let other = chance.one_of(&edges.dates);
            match chance.below(3) {
                0 => date.year = other.year,
                1 => date.month = i64::from(other.month.number),
                _ => date.day = i64::from(other.day),
            }
            Input::Native(date)
        }
        Input::Sum(sum) => Input::Sum(change_sum(sum, chance)),
        Input::Span(mut span) => {
            match chance.below(3) {
                0 => span.from = change_date(span.from, chance),
                1 => span.to = change_date(span.to, chance),
                _ => span.largest = chance.one_of(&Unit::ALL).0,
            }
            Input::Span(span)
        }
        _ => any_input(chance),
    }
}

fn any_input(chance: &mut Chance) -> Input {
    let edges = &*EDGES;
    let (one, other) = (chance.one_of(&edges.dates), chance.one_of(&edges.dates));
    match chance.below(6) {
        0 => Input::Day(chance.one_of(&edges.days)),
        1 => Input::Date(one),
        2 => Input::Year(one.year),
        3 => Input::Native(calproof_registry::NativeDate {
            year: one.year,
            month: i64::from(one.month.number),
            day: i64::from(one.day),
        }),
        4 => Input::Sum(chance.one_of(&edges.sums)),
        _ => Input::Span(Span { from: one, to: other, largest: chance.one_of(&Unit::ALL).0 }),
    }
}

fn change_date(date: Date, chance: &mut Chance) -> Date {
    let other = chance.one_of(&EDGES.dates);
    match chance.below(5) {
        0 => Date { year: other.year, ..date },
        1 => Date { month: other.month, ..date },
        2 => Date { day: other.day, ..date },
        3 => Date { year: date.year.saturating_add(chance.below(3) as i64 - 1), ..date },
        _ => other,
    }
}

fn change_sum(mut sum: Sum, chance: &mut Chance) -> Sum {
    let other = chance.one_of(&EDGES.sums);
    let DateDuration { years, months, weeks, days } = other.duration;
    match chance.below(7) {
        0 => sum.date = change_date(sum.date, chance),
        1 => sum.duration.years = years,
        2 => sum.duration.months = months,
        3 => sum.duration.weeks = weeks,
        4 => sum.duration.days = days,
        5 => sum.overflow = chance.one_of(&Overflow::ALL).0,
        _ => sum.duration = other.duration,
    }
    sum
}

/// A call more, less, or another; or another name of a backend, or another locale.
fn change_program(input: Option<Input>, chance: &mut Chance) -> Input {
    let mut program = match input {
        Some(Input::Program(program)) => program,
        _ => Program::default(),
    };
    if program.backends.len() < 2 || chance.below(8) == 0 {
        let backend = Backend { name: name(chance), conduct: Conduct::Plain };
        program.backends.push(backend);
        return Input::Program(program);
    }
    if chance.below(32) == 0 {
        program.locale = chance.one_of(&LOCALES).map(str::to_owned);
        return Input::Program(program);
    }
    let call = call(program.backends.len(), chance);
    let place = chance.below(program.before.len() as u64 + 1) as usize;
    let there = place < program.before.len();
    match chance.below(4) {
        0 if there => drop(program.before.remove(place)),
        1 if there => program.before[place] = call,
        2 => {
            let backend = chance.below(program.backends.len() as u64) as usize;
            program.backends[backend].name = name(chance);
        }
        _ => program.before.insert(place, call),
    }
    Input::Program(program)
}

fn call(backends: usize, chance: &mut Chance) -> Call {
    let backend = chance.below(backends as u64) as usize;
    match chance.below(20) {
        0..=6 => {
            let aliases = (0..chance.below(3)).map(|_| name(chance)).collect();
            Call::Register(backend, aliases)
        }
        7..=10 => Call::Find(name(chance)),
        11 => Call::Hold(name(chance)),
        12 | 13 => Call::FindIdOf(backend),
        14 | 15 => Call::Unregister(name(chance)),
        16 => Call::FindId(chance.next() as i64),
        // But for bits far up, one that somebody has.
        17 => Call::FindId(chance.below(8) as i64),
        18 if chance.below(4) == 0 => Call::ShutDown,
        _ => chance.one_of(&[Call::Names, Call::Calendars]),
    }
}

fn name(chance: &mut Chance) -> Name {
    let name = match chance.below(16) {
        // One beside the longest that most take.
        0 => return "n".repeat(254 + chance.below(3) as usize).into(),
        1..=4 => chance.one_of(&SYSTEM),
        _ => chance.one_of(&NAMES),
    };
    match chance.below(16) {
        0 => name.to_uppercase().into(),
        1 => name.to_lowercase().into(),
        // At which a name that is no text of Rust may end.
        2 => format!("{name}\0").into(),
        3 => format!("{name} ").into(),
        _ => name.into(),
    }
}
