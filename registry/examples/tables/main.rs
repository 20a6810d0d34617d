//! Writes the table of one calendar: `cargo run -p calproof-registry --example tables -- chinese`.

mod lunisolar;

fn main() -> std::process::ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some(table) = lunisolar::table(&name) else {
        eprintln!("`{name}` has no table; these have: {}", lunisolar::NAMES.join(", "));
        return std::process::ExitCode::from(2);
    };
    print!("{table}");
    std::process::ExitCode::SUCCESS
}
