use anstream::stream::{AsLockedWrite, RawStream};

use super::super::{Outcome, RunError};
use crate::cli::FactsImpactArgs;

pub(super) fn impact<Stream: RawStream + AsLockedWrite>(
    _args: &FactsImpactArgs,
    _stdout: Stream,
) -> Result<Outcome, RunError> {
    Ok(Outcome::Clean)
}
