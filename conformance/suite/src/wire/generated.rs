//! The parts of `PROTOCOL.md` and `schema.json` that are generated from the table of questions.

use serde_json::Value;

use crate::query::{Ability, Answer, JsonShape, Row};
use crate::wire::SCHEMA;
use crate::wire::item::NO_ANSWERS;
use crate::wire::page::PAGE;

/// The generated files, and their expected contents.
pub fn files() -> [(&'static str, String); 2] {
    [
        ("conformance/PROTOCOL.md", page(PAGE)),
        ("conformance/suite/src/wire/schema.json", schema(SCHEMA)),
    ]
}

/// The page with an updated table of questions.
fn page(page: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let head = lines.iter().position(|line| line.starts_with("| `ask` |"));
    let (before, table) = lines.split_at(head.map_or(lines.len(), |head| head + 2));
    let behind = table.iter().skip_while(|line| line.starts_with('|'));
    let row = |row: &Row| {
        format!("| `{}` | {} | {} |", row.name, row.item_on_page(), row.result_on_page())
    };
    let rows: Vec<String> = Ability::rows().map(row).collect();
    let rows = rows.iter().map(String::as_str);
    let lines: Vec<&str> = before.iter().copied().chain(rows).chain(behind.copied()).collect();
    lines.join("\n") + "\n"
}

/// The schema with updated definitions for questions. New definitions are inserted before that of
/// arguments, next to those of their types.
fn schema(schema: &str) -> String {
    let mut lines: Vec<String> = schema.lines().map(str::to_owned).collect();
    for (name, definition) in definitions() {
        let begins = |name: &str| {
            let begin = format!("    \"{name}\": ");
            lines.iter().position(|line| line.starts_with(&begin))
        };
        let mut text = format!("    \"{name}\": ");
        let indent = text.len();
        definition.write(&mut text, 4, indent);
        text.push(',');
        let new = text.lines().map(str::to_owned);
        match begins(name) {
            None => {
                let first = begins("argument").unwrap_or_default();
                lines.splice(first..first, new);
            }
            Some(first) => {
                let is_last = |line: &String| line.starts_with("    }");
                let is_long = lines[first].ends_with('{');
                let count = lines[first..].iter().position(is_last).filter(|_| is_long);
                lines.splice(first..=first + count.unwrap_or_default(), new);
            }
        }
    }
    lines.join("\n") + "\n"
}

/// The definitions, each after those that it refers to.
fn definitions() -> Vec<(&'static str, Part)> {
    let arguments = JsonShape::union(Ability::rows().map(|row| &row.item));
    let answers = Answer::TYPES.iter().map(|(shape, _)| shape);
    let results = JsonShape::union(answers.chain(&NO_ANSWERS));
    let mut all = Vec::new();
    arguments.iter().chain(&results).for_each(|shape| add_named(shape, &mut all));
    let names = Ability::ALL.iter().map(|(_, name)| text(name)).collect();
    all.push(("ask", Part::Object(vec![("enum", Part::List(names))])));
    for (name, shapes) in [("argument", arguments), ("result", results)] {
        all.push((name, Part::Object(vec![("oneOf", parts(&shapes))])));
    }
    all
}

/// Adds the definitions of the named shapes in this one.
fn add_named(shape: &JsonShape, all: &mut Vec<(&'static str, Part)>) {
    match shape {
        JsonShape::Named(name, inner) => {
            add_named(inner, all);
            if all.iter().all(|(other, _)| other != name) {
                all.push((name, part(inner)));
            }
        }
        JsonShape::List(shapes) | JsonShape::Any(shapes) => {
            shapes.iter().for_each(|shape| add_named(shape, all));
        }
        JsonShape::Object(_, inner) => add_named(inner, all),
        JsonShape::Integer(..)
        | JsonShape::Flag
        | JsonShape::Null
        | JsonShape::Names(_)
        | JsonShape::Text(..) => {}
    }
}

/// A part of the schema, for its layout.
enum Part {
    Word(String),
    List(Vec<Part>),
    Object(Vec<(&'static str, Part)>),
}

fn text(text: &str) -> Part {
    Part::Word(Value::from(text).to_string())
}

fn number(number: i64) -> Part {
    Part::Word(number.to_string())
}

fn parts(shapes: &[JsonShape]) -> Part {
    Part::List(shapes.iter().map(part).collect())
}

fn part(shape: &JsonShape) -> Part {
    Part::Object(match shape {
        JsonShape::Named(name, _) => vec![("$ref", text(&format!("#/$defs/{name}")))],
        JsonShape::Any(shapes) => vec![("oneOf", parts(shapes))],
        JsonShape::Integer(least, most) => {
            vec![("type", text("integer")), ("minimum", number(*least)), ("maximum", number(*most))]
        }
        JsonShape::Flag => vec![("type", text("boolean"))],
        JsonShape::Null => vec![("type", text("null"))],
        JsonShape::Names(names) => {
            vec![("enum", Part::List(names.iter().map(|name| text(name)).collect()))]
        }
        JsonShape::Text("", _) => vec![("type", text("string"))],
        JsonShape::Text(pattern, _) => vec![("type", text("string")), ("pattern", text(pattern))],
        JsonShape::List(shapes) => list(shapes),
        JsonShape::Object(key, shape) => vec![
            ("type", text("object")),
            ("additionalProperties", Part::Word("false".to_owned())),
            ("required", Part::List(vec![text(key)])),
            ("properties", Part::Object(vec![(*key, part(shape))])),
        ],
    })
}

fn list(shapes: &[JsonShape]) -> Vec<(&'static str, Part)> {
    let length = || Part::Word(shapes.len().to_string());
    let mut list = vec![("type", text("array"))];
    match shapes {
        [first, rest @ ..] if rest.iter().all(|shape| first.is(shape)) => {
            list.extend([("items", part(first)), ("minItems", length()), ("maxItems", length())]);
        }
        _ => list.extend([
            ("prefixItems", parts(shapes)),
            ("items", Part::Word("false".to_owned())),
            ("minItems", length()),
        ]),
    }
    list
}

/// Maximum length of a line.
const WIDTH: usize = 100;

impl Part {
    /// The part on one line.
    fn line(&self) -> String {
        match self {
            Part::Word(word) => word.clone(),
            Part::List(parts) => {
                let parts: Vec<String> = parts.iter().map(Part::line).collect();
                format!("[{}]", parts.join(", "))
            }
            Part::Object(entries) => {
                let entry = |(key, part): &(&str, Part)| format!("\"{key}\": {}", part.line());
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// Appends the part at this column of a line with this indent; on several lines if it does not
    /// fit on one.
    fn write(&self, out: &mut String, indent: usize, columns: usize) {
        let line = self.line();
        // A comma may follow.
        if columns + line.len() < WIDTH {
            out.push_str(&line);
            return;
        }
        let inner = " ".repeat(indent + 2);
        let (open, close) = if matches!(self, Part::List(_)) { ('[', ']') } else { ('{', '}') };
        out.push(open);
        match self {
            Part::Word(word) => out.push_str(word),
            Part::List(parts) if parts.iter().all(|part| matches!(part, Part::Word(_))) => {
                fill(parts, &inner, out);
            }
            Part::List(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    *out += if place == 0 { "\n" } else { ",\n" };
                    *out += &inner;
                    part.write(out, inner.len(), inner.len());
                }
            }
            Part::Object(entries) => {
                for (place, (key, part)) in entries.iter().enumerate() {
                    *out += if place == 0 { "\n" } else { ",\n" };
                    let key = format!("{inner}\"{key}\": ");
                    *out += &key;
                    part.write(out, inner.len(), key.len());
                }
            }
        }
        out.extend(["\n", &" ".repeat(indent)]);
        out.push(close);
    }
}

/// Appends the words, as many on each line as fit.
fn fill(words: &[Part], indent: &str, out: &mut String) {
    let mut columns = WIDTH;
    for (place, word) in words.iter().map(Part::line).enumerate() {
        if place > 0 {
            out.push(',');
        }
        if columns + word.len() + 2 < WIDTH {
            out.push(' ');
            columns += 1;
        } else {
            out.extend(["\n", indent]);
            columns = indent.len();
        }
        *out += &word;
        columns += word.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REMEDY: &str = "`cargo xtask generate` rewrites it";

    #[test]
    fn the_page_has_the_table_of_questions() {
        assert_eq!(page(PAGE), PAGE, "{REMEDY}");
    }

    #[test]
    fn the_schema_has_the_shapes_of_the_table() {
        assert_eq!(schema(SCHEMA), SCHEMA, "{REMEDY}");
    }
}
