//! The text of `PROTOCOL.md`, for code that needs its lines.

/// The page.
// Within this package: a link, which `cargo package` turns into the file.
pub const PAGE: &str = include_str!("../../PROTOCOL.md");

/// The table of the profile. Each row has the key or keys (empty if they are those of the row
/// above), the value as JSON, and the meaning.
pub fn profile() -> Vec<[String; 3]> {
    let table = PAGE.lines().skip_while(|line| !line.starts_with("| key of the profile |"));
    table.skip(2).map_while(row).collect()
}

/// The cells of a table row, without the backticks.
fn row(line: &str) -> Option<[String; 3]> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    let cells = cells.split('|').map(|cell| cell.trim().replace('`', ""));
    cells.collect::<Vec<String>>().try_into().ok()
}

/// The lines of each exchange on the page, with the marks that show who writes them.
#[cfg(test)]
pub fn exchanges() -> Vec<Vec<&'static str>> {
    let blocks = PAGE.split("```").skip(1).step_by(2).map(|block| block.trim_start_matches('\n'));
    let exchanges = blocks.filter(|block| block.starts_with("< "));
    exchanges.map(|block| block.lines().collect()).collect()
}
