//! Shrinks programs that fail.

use crate::program::Name;
use crate::program::{Behaviour, Call, Place, Program};

/// Maximum number of smaller programs to try.
const TRIES: usize = 200;

/// The smallest program found that still fails. It removes large parts first, then single calls.
/// `fails` runs each candidate.
pub fn smallest(program: &Program, mut fails: impl FnMut(&Program) -> bool) -> Program {
    let mut smallest = program.clone();
    let mut tries = TRIES;
    let mut length = smallest.calls().count().div_ceil(2).max(1);
    loop {
        let mut first = 0;
        while let Some(smaller) = without(&smallest, first, length) {
            if tries == 0 {
                return smallest;
            }
            tries -= 1;
            if fails(&smaller) {
                smallest = smaller;
            } else {
                first += length;
            }
        }
        if length == 1 {
            return smallest;
        }
        length = length.div_ceil(2);
    }
}

/// The smallest subset found of these programs that is still needed. It removes large parts first,
/// then single programs. `fails` runs each candidate, at most `tries` times.
pub fn fewest(all: &[Program], mut tries: usize, mut fails: impl FnMut(&[Program]) -> bool) {
    let mut fewest = all.to_vec();
    let mut length = fewest.len().div_ceil(2).max(1);
    loop {
        let mut first = 0;
        while first < fewest.len() {
            if tries == 0 {
                return;
            }
            tries -= 1;
            let last = (first + length).min(fewest.len());
            let fewer = [&fewest[..first], &fewest[last..]].concat();
            if fails(&fewer) {
                fewest = fewer;
            } else {
                first = last;
            }
        }
        if length == 1 {
            return;
        }
        length = length.div_ceil(2);
    }
}

/// All prefixes of the program, shortest first, each with its last call and that call's position in
/// the whole program. Concurrent threads are added one after another, starting with the first.
pub fn beginnings(program: &Program) -> Vec<(Place, Call, Program)> {
    let mut beginnings = Vec::new();
    for (last, call) in program.before.iter().enumerate() {
        let before = program.before[..=last].to_vec();
        let (threads, after) = (Vec::new(), Vec::new());
        let beginning = Program { before, threads, after, ..program.clone() };
        beginnings.push((Place::Before(last), call.clone(), beginning));
    }
    for (thread, calls) in program.threads.iter().enumerate() {
        for (last, call) in calls.iter().enumerate() {
            let mut threads = program.threads[..=thread].to_vec();
            threads[thread].truncate(last + 1);
            let beginning = Program { threads, after: Vec::new(), ..program.clone() };
            beginnings.push((Place::Thread(thread, last), call.clone(), beginning));
        }
    }
    for (last, call) in program.after.iter().enumerate() {
        let after = program.after[..=last].to_vec();
        beginnings.push((Place::After(last), call.clone(), Program { after, ..program.clone() }));
    }
    beginnings
}

/// The program with fewer backends and shorter names, as long as it still fails.
pub fn plainest(program: &Program, mut fails: impl FnMut(&Program) -> bool) -> Program {
    let mut plainest = without_idle_backends(program);
    if plainest != *program && !fails(&plainest) {
        plainest.clone_from(program);
    }
    let mut names: Vec<Name> = Vec::new();
    for_each_name(&mut plainest.clone(), |name| {
        if !names.contains(name) {
            names.push(name.clone());
        }
    });
    for name in names {
        // A different letter for each name, unless the failure depends on the name itself.
        let letter = |letter: char| Name::from(letter.to_string());
        let taken = |short: &Name| plainest.to_string().contains(&short.to_string());
        let Some(short) = ('a'..='z').map(letter).find(|short| !taken(short)) else { break };
        let mut shorter = plainest.clone();
        for_each_name(&mut shorter, |it| {
            if *it == name {
                it.clone_from(&short);
            }
        });
        if name.bytes().len() > 1 && fails(&shorter) {
            plainest = shorter;
        }
    }
    plainest
}

/// The program without the backends that no call uses.
fn without_idle_backends(program: &Program) -> Program {
    let mut smaller = program.clone();
    for place in (0..smaller.backends.len()).rev() {
        let speaks_of = |call: &Call| match call {
            Call::Register(backend, _) | Call::FindIdOf(backend) => *backend == place,
            _ => false,
        };
        if smaller.calls().any(speaks_of) {
            continue;
        }
        smaller.backends.remove(place);
        for_each_call(&mut smaller, |call| {
            if let Call::Register(backend, _) | Call::FindIdOf(backend) = call {
                *backend -= usize::from(*backend > place);
            }
        });
    }
    smaller
}

fn for_each_call(program: &mut Program, mut each: impl FnMut(&mut Call)) {
    let Program { backends, before, threads, after, .. } = program;
    let made = backends.iter_mut().filter_map(|backend| match &mut backend.behaviour {
        Behaviour::Asks(call) | Behaviour::AsksWhenDropped(call) => Some(&mut **call),
        _ => None,
    });
    let calls = before.iter_mut().chain(threads.iter_mut().flatten()).chain(after).chain(made);
    calls.for_each(&mut each);
}

fn for_each_name(program: &mut Program, mut each: impl FnMut(&mut Name)) {
    for backend in &mut program.backends {
        each(&mut backend.name);
        if let Behaviour::ThenSays(name) = &mut backend.behaviour {
            each(name);
        }
    }
    for_each_call(program, |call| match call {
        Call::Register(_, names) => names.iter_mut().for_each(&mut each),
        Call::Unregister(name) | Call::Find(name) | Call::Hold(name) => each(name),
        _ => {}
    });
}

/// The program without `length` things from index `first` on; `None` if that is past the end.
/// Things are its calls, then the aliases in them, then the behaviours of its backends.
fn without(program: &Program, first: usize, length: usize) -> Option<Program> {
    let mut place = 0;
    let mut cut = || {
        place += 1;
        (first..first + length).contains(&(place - 1))
    };
    let mut smaller = program.clone();
    smaller.before.retain(|_| !cut());
    smaller.threads.iter_mut().for_each(|thread| thread.retain(|_| !cut()));
    smaller.after.retain(|_| !cut());
    let threads = smaller.threads.iter_mut().flatten();
    let calls = smaller.before.iter_mut().chain(threads).chain(&mut smaller.after);
    for call in calls {
        if let Call::Register(_, aliases) = call {
            aliases.retain(|_| !cut());
        }
    }
    for backend in &mut smaller.backends {
        if !backend.behaviour.is_plain() && cut() {
            backend.behaviour = Behaviour::Plain;
        }
    }
    smaller.threads.retain(|thread| !thread.is_empty());
    (first < place).then_some(smaller)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Backend;

    #[test]
    fn calls_that_are_not_needed_are_removed() {
        let named = |name: &str| Backend { name: name.into(), behaviour: Behaviour::Waits };
        let find = |name: &str| Call::Find(name.into());
        let program = Program {
            backends: vec![named("market"), named("fair")],
            before: vec![
                find("a"),
                Call::Register(0, vec!["week".into(), "feast".into()]),
                find("b"),
            ],
            threads: vec![vec![find("c"), find("d")], vec![find("e")]],
            after: vec![find("week"), Call::Names],
            ..Program::default()
        };
        let fails = |program: &Program| {
            let text = program.to_string();
            text.contains("feast") && text.contains(r#"{"find":"d"}"#)
        };
        assert_eq!(
            smallest(&program, fails).to_string(),
            r#"{"backends":[{"name":"market"},{"name":"fair"}],"before":[{"register":[0,["feast"]]}],"threads":[[{"find":"d"}]]}"#
        );
    }

    #[test]
    fn names_become_letters_and_idle_backends_are_removed() {
        let named = |name: &str| Backend { name: name.into(), behaviour: Behaviour::Plain };
        let program = Program::sequence(
            vec![named("idle"), named("market"), named("fair")],
            vec![Call::Register(2, vec!["week".into()]), Call::Find("İ".into())],
        );
        let fails = |program: &Program| program.to_string().contains('İ');
        assert_eq!(
            plainest(&program, fails).to_string(),
            r#"{"backends":[{"name":"a"}],"before":[{"register":[0,["b"]]},{"find":"İ"}]}"#
        );
    }

    #[test]
    fn shrinking_terminates() {
        let calls = (0..1000).map(|number| Call::Find(format!("{number}").into())).collect();
        let program = Program::sequence(Vec::new(), calls);
        let mut tries = 0;
        let same = smallest(&program, |_| {
            tries += 1;
            false
        });
        assert_eq!((same, tries), (program, TRIES));
    }
}
