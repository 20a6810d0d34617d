//! The program; everything is in the library.

fn main() -> std::process::ExitCode {
    calproof_cli::cli::main()
}
