use anstream::stream::{AsLockedWrite, RawStream};

use super::super::{Outcome, RunError};
use crate::cli::FactsDiffArgs;

pub(super) fn diff<Stream: RawStream + AsLockedWrite>(
    _args: &FactsDiffArgs,
    _stdout: Stream,
) -> Result<Outcome, RunError> {
    Ok(Outcome::Clean)
}
