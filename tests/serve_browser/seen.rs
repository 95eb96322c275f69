//! What the tests of the dev server do with a tab beyond what all tests of pages do.

use serde_json::json;

use crate::tab::Tab;

/// What the dev server shows is there, and is told how the site is.
pub(crate) const IS_READY: &str =
    "document.readyState === 'complete' && document.querySelector('ibid-preview')";

/// The names by which tests find their way.
pub(crate) const NAMES: &str = "globalThis.preview = () => document.querySelector('ibid-preview')?.shadowRoot;
    globalThis.overlay = () => preview()?.querySelector('dialog.overlay[open]');
    globalThis.failing = (id) => document.getElementById('_ibid-fails-' + id)?.shadowRoot;
    globalThis.button = (root, words) => [...root?.querySelectorAll('button') ?? []].find((one) => one.textContent.includes(words));
    globalThis.topOf = (selector) => document.querySelector(selector).getBoundingClientRect().top;
    globalThis.seen = () => document.body?.innerText.slice(0, 1500) + '\\nPREVIEW: ' + preview()?.textContent;";

impl Tab {
    /// Brings it before the other tabs of its window.
    pub(crate) fn come_to_front(&self) {
        self.call("Page.bringToFront", &json!({}));
    }

    #[track_caller]
    pub(crate) fn number(&self, expression: &str) -> f64 {
        self.value(expression).as_f64().unwrap_or(f64::NAN)
    }

    #[track_caller]
    pub(crate) fn resize(&self, width: u32, height: u32, is_dark: bool) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if is_dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", &media);
    }

    /// From now on as on paper.
    #[track_caller]
    pub(crate) fn print(&self) {
        self.call("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    }

    /// Marks the page that is there; the mark goes when another one is loaded.
    #[track_caller]
    pub(crate) fn mark(&self) {
        self.value("globalThis.isOld = true");
    }

    /// Whether the marked page is still there.
    #[track_caller]
    pub(crate) fn is_old(&self) -> bool {
        self.value("globalThis.isOld === true") == true
    }

    /// Waits until the marked page is gone and another one is there.
    #[track_caller]
    pub(crate) fn wait_for_reload(&self) {
        self.wait(&format!("!globalThis.isOld && {IS_READY}"));
    }
}
