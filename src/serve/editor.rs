//! Opens a file in the editor of whoever previews.
