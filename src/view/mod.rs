//! One page's draft × index × configuration → the value that a template sees.

pub mod document;
mod escape;
pub mod excerpt;
mod sentence;
mod sweep;

#[cfg(test)]
mod markup;
