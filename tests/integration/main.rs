//! All tests that use factlint from outside, as one program.
