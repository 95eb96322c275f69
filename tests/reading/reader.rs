//! What readers do with a tab, and on what screens.

use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::tab::Tab;

/// How a screen shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Light,
    Dark,
    /// The system's own colours, whatever a page says.
    Forced,
}

/// A tab with nothing in it yet.
pub(crate) fn tab(chromium: &Chromium) -> Tab {
    chromium.open("about:blank")
}

impl Tab {
    pub(crate) fn screen(&self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &size);
    }

    pub(crate) fn look(&self, look: Look) {
        let (scheme, forced) = match look {
            Look::Light => ("light", "none"),
            Look::Dark => ("dark", "none"),
            Look::Forced => ("light", "active"),
        };
        self.media(&[("prefers-color-scheme", scheme), ("forced-colors", forced)]);
    }

    pub(crate) fn media(&self, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.call("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// From now on as if the screen could be touched, or again as if it couldn't.
    pub(crate) fn touch(&self, enabled: bool) {
        self.call("Emulation.setTouchEmulationEnabled", &json!({"enabled": enabled}));
    }

    /// From now on as if all was to be printed, or again on a screen.
    pub(crate) fn paper(&self, enabled: bool) {
        self.call("Emulation.setEmulatedMedia", &json!({"media": if enabled { "print" } else { "" }}));
    }

    /// From now on pages run no scripts; the tests' own still do.
    pub(crate) fn without_scripts(&self) {
        self.call("Emulation.setScriptExecutionDisabled", &json!({"value": true}));
    }

    /// A list of what is wrong, with the place where it was found.
    #[track_caller]
    pub(crate) fn list(&self, check: &str, place: &str) -> Vec<String> {
        let found = self.value(check);
        let found = found.as_array().unwrap_or_else(|| panic!("{check} gives no list: {found}"));
        found.iter().map(|fault| format!("{place}: {}", fault.as_str().unwrap_or_default())).collect()
    }

    /// Moves the mouse to the middle of an element, which comes into sight first.
    #[track_caller]
    pub(crate) fn hover(&self, element: &str) {
        let [x, y] = self.middle(element);
        self.mouse(x, y);
    }

    /// Touches an element, as a finger does.
    #[track_caller]
    pub(crate) fn tap(&self, element: &str) {
        let [x, y] = self.middle(element);
        for (kind, points) in [("touchStart", json!([{"x": x, "y": y}])), ("touchEnd", json!([]))] {
            self.call("Input.dispatchTouchEvent", &json!({"type": kind, "touchPoints": points}));
        }
    }

    /// Moves the mouse to where nothing is.
    pub(crate) fn leave(&self) {
        self.mouse(1.0, 450.0);
    }

    #[track_caller]
    fn middle(&self, element: &str) -> [f64; 2] {
        let place = self.value(&format!("middle({element})"));
        serde_json::from_value(place).unwrap_or_else(|error| panic!("{element}: {error}"))
    }

    fn mouse(&self, x: f64, y: f64) {
        self.call("Input.dispatchMouseEvent", &json!({"type": "mouseMoved", "x": x, "y": y}));
    }

    #[track_caller]
    pub(crate) fn is(&self, expression: &str) -> bool {
        self.value(&format!("!!({expression})")) == Value::Bool(true)
    }
}
