//! Markdown in which text from others cannot act as markup.

/// Text from a subject, as code: nothing in it acts in Markdown, HTML or a terminal.
pub(super) fn code(text: &str) -> String {
    let shown = calproof::escape::line(text).replace('`', r"\u{60}").replace('|', r"\u{7c}");
    if shown.trim().is_empty() { "·".to_owned() } else { format!("`{shown}`") }
}

/// Our own text, as prose: it is escaped, so that it is shown as written.
pub(super) fn prose(text: &str) -> String {
    let mut shown = String::new();
    for character in calproof::escape::lines(&text.replace(char::is_whitespace, " ")).chars() {
        if "\\`*_[]<>|&~#!$".contains(character) {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

/// A table whose columns are aligned in the source as well; numbers are aligned to the right.
pub(super) fn table(head: &[String], rows: &[Vec<String>]) -> String {
    let cells = |column: usize| rows.iter().map(move |row| row[column].as_str());
    let is_number = |cell: &str| {
        let digits = cell.strip_prefix('-').unwrap_or(cell);
        digits.chars().all(|c| c.is_ascii_digit() || ",·…".contains(c))
    };
    let numbers: Vec<bool> =
        (0..head.len()).map(|column| !rows.is_empty() && cells(column).all(is_number)).collect();
    let width = |column: usize| {
        let all = cells(column).chain([head[column].as_str(), "---"]);
        all.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().enumerate().map(|(column, cell)| {
            let width = widths[column];
            if numbers[column] {
                format!(" {cell:>width$} |")
            } else {
                format!(" {cell:<width$} |")
            }
        });
        format!("|{}\n", cells.collect::<String>())
    };
    let rule = |column: usize| {
        let dashes = "-".repeat(widths[column] + 1);
        if numbers[column] { format!("{dashes}:|") } else { format!("-{dashes}|") }
    };
    let rules: String = (0..head.len()).map(rule).collect();
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}|{rules}\n{body}", line(head))
}
