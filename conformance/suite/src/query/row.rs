//! A row of the table of questions, with its descriptions and its parser.

use crate::query::shape::JsonShape;
use crate::query::types::{ArgumentType, Spoken};

/// The properties of a question beyond its types.
pub struct Row {
    /// The name of the question on the command line and on the wire.
    pub name: &'static str,
    /// The types of its arguments.
    pub parameters: &'static [Parameter],
    /// The JSON of an item on the wire: a single argument as it is, several as a list.
    pub item: JsonShape,
    /// The description of the answer's type in `PROTOCOL.md`.
    pub on_page: &'static str,
    /// The description of the answer to this question in `PROTOCOL.md`, if it differs from
    /// `on_page`.
    pub result: Option<&'static str>,
    /// An example of operands on the command line, if the question takes several.
    pub example: Option<&'static str>,
}

/// The properties of an argument type.
pub struct Parameter {
    /// How help and `PROTOCOL.md` describe an argument of the type.
    pub spoken: Spoken,
    /// The description of an argument in `PROTOCOL.md`.
    pub on_page: &'static str,
    /// The kinds of JSON values, in words.
    pub in_words: &'static [&'static str],
    operands: usize,
    is_optional: bool,
}

impl Parameter {
    /// The properties of this type.
    pub const fn of<T: ArgumentType>() -> Parameter {
        Parameter {
            spoken: T::SPOKEN,
            on_page: T::ON_PAGE,
            in_words: T::IN_WORDS,
            operands: T::OPERANDS,
            is_optional: T::DEFAULT.is_some(),
        }
    }
}

impl Row {
    /// The description of the question's item in `PROTOCOL.md`.
    pub fn item_on_page(&self) -> String {
        if let [only] = self.parameters {
            return only.on_page.to_owned();
        }
        let spoken = || self.parameters.iter().map(|parameter| parameter.spoken);
        let elements: Vec<&str> = spoken().map(|spoken| spoken.element).collect();
        let mut notes: Vec<&str> = spoken().map(|spoken| spoken.note).collect();
        notes.dedup();
        format!("`[{}]`{}", elements.join(", "), notes.concat())
    }

    /// The description of the question's result in `PROTOCOL.md`.
    pub fn result_on_page(&self) -> &'static str {
        self.result.unwrap_or(self.on_page)
    }

    /// The description of its operands, for errors on the command line.
    fn operands(&self) -> String {
        if let [only] = self.parameters {
            return only.spoken.only.to_owned();
        }
        let (optional, needed): (Vec<&Parameter>, Vec<&Parameter>) =
            self.parameters.iter().partition(|parameter| parameter.is_optional);
        let mut words: Vec<String> = Vec::new();
        for Spoken { element, among_others, .. } in needed.iter().map(|needed| needed.spoken) {
            match words.last_mut() {
                Some(last) if last == among_others => *last = format!("two {element}s"),
                _ => words.push(among_others.to_owned()),
            }
        }
        let example = self.example.map(|example| format!(", as in {example}"));
        let optional =
            optional.iter().map(|it| format!(", and may say {}", it.spoken.among_others));
        let all: String = example.into_iter().chain(optional).collect();
        words.join(" and ") + &all
    }
}

/// The operands on the command line that are still to be parsed.
pub struct Operands<'a>(&'a [&'a str]);

impl<'a> Operands<'a> {
    /// The operands; an error if their number does not fit the question.
    pub fn new(row: &Row, operands: &'a [&'a str]) -> Result<Operands<'a>, String> {
        let count = |with_optional: bool| -> usize {
            let counted = row.parameters.iter().filter(|it| with_optional || !it.is_optional);
            counted.map(|parameter| parameter.operands).sum()
        };
        if (count(false)..=count(true)).contains(&operands.len()) {
            Ok(Operands(operands))
        } else {
            Err(format!("`{}` takes {}", row.name, row.operands()))
        }
    }

    /// Parses the next argument.
    pub fn next<T: ArgumentType>(&mut self) -> Result<T, String> {
        match (self.0.split_at_checked(T::OPERANDS), T::DEFAULT) {
            (Some((operands, rest)), _) => {
                self.0 = rest;
                T::parse(operands)
            }
            (None, Some(default)) => Ok(default),
            (None, None) => Err("an argument is missing".to_owned()),
        }
    }
}
