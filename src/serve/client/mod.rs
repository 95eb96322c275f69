//! What the dev server adds to each page: one script and one style sheet. A built site has nothing of it.
//!
//! All that is shown stands in shadow roots, so that the site's styles and these don't touch. No policy of a site forbids
//! it: there is no inline script or style, and nothing is asked of other hosts.

/// The script. Its parts share one block, so that no name of theirs meets a name of the site's own scripts.
pub const SCRIPT: &str = concat!(
    "\"use strict\";\n{\n",
    include_str!("server.js"),
    include_str!("elements.js"),
    include_str!("keep.js"),
    include_str!("change.js"),
    include_str!("files.js"),
    include_str!("words.js"),
    include_str!("bar.js"),
    include_str!("findings.js"),
    include_str!("tools.js"),
    include_str!("quotations.js"),
    include_str!("places.js"),
    include_str!("stream.js"),
    include_str!("start.js"),
    "}\n"
);

/// The style sheet of all that the script shows.
pub const STYLE: &str = include_str!("client.css");
