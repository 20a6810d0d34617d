//! Smaller programs that fail in the same way.

use crate::program::{Call, Conduct, Program};

/// How many smaller programs are tried.
const TRIES: usize = 200;

/// The smallest program that was found to fail still, going from larger parts taken out to single
/// calls. `fails` is asked for each that is tried.
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

/// The program without so many things from this place on; `None` if the place is beyond all. The
/// things are its calls, then the aliases in them, then what its backends do beside.
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
        if !backend.conduct.is_plain() && cut() {
            backend.conduct = Conduct::Plain;
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
    fn what_is_not_needed_is_taken_out() {
        let named = |name: &str| Backend { name: name.into(), conduct: Conduct::Waits };
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
    fn trying_ends() {
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
