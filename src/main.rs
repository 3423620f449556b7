//! Arguments in, exit code out.

use std::process::ExitCode;

use factlint::run::{Outcome, is_broken_pipe, report_failure, run};

/// Where the program takes memory from; the library leaves that to whoever uses it.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[expect(
    clippy::disallowed_methods,
    reason = "arguments and standard output enter here"
)]
fn main() -> ExitCode {
    match run(std::env::args_os(), std::io::stdout().lock()) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        Err(err) if is_broken_pipe(&err) => ExitCode::SUCCESS, // `factlint … | head`
        Err(err) => {
            report_failure(&err);
            ExitCode::from(2)
        }
    }
}
