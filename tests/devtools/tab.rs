//! A tab: its page, what is done in it, and what is seen there. Whoever uses it says when a page is ready (`IS_READY`), and by which
//! names expressions find their way (`NAMES`); one of them is `seen`, a summary for a test that waits in vain.

use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::chromium::{PATIENCE, Wire};
use crate::{IS_READY, NAMES};

pub(crate) struct Tab {
    wire: Rc<Wire>,
    session: String,
}

impl Tab {
    pub(crate) fn new(wire: Rc<Wire>) -> Self {
        let target = wire.call(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = wire.call(None, "Target.attachToTarget", &attach);
        let tab = Self { wire, session: attached["sessionId"].as_str().expect("a session").to_owned() };
        for domain in ["Page", "Runtime", "Log"] {
            tab.call(&format!("{domain}.enable"), &json!({}));
        }
        tab.call("Page.addScriptToEvaluateOnNewDocument", &json!({"source": NAMES}));
        tab
    }

    /// From now on as if its window were in front, like those of two screens side by side.
    pub(crate) fn stay_in_front(self) -> Self {
        self.call("Emulation.setFocusEmulationEnabled", &json!({"enabled": true}));
        self
    }

    #[track_caller]
    pub(crate) fn call(&self, method: &str, parameters: &Value) -> Value {
        self.wire.call(Some(&self.session), method, parameters)
    }

    #[track_caller]
    pub(crate) fn go(&self, url: &str) {
        self.call("Page.navigate", &json!({"url": url}));
        self.wait(IS_READY);
    }

    /// The value of an expression in the page; of a promise, what it comes to.
    #[track_caller]
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.evaluate(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    #[track_caller]
    pub(crate) fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    fn evaluate(&self, expression: &str) -> Result<Value, String> {
        let asked = json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let answer = self.wire.attempt(Some(&self.session), "Runtime.evaluate", &asked)?;
        if answer["exceptionDetails"].is_null() {
            Ok(answer["result"]["value"].clone())
        } else {
            Err(answer["exceptionDetails"].to_string())
        }
    }

    /// Waits until an expression is true. What can't be said yet, because the page is being loaded, is not true yet.
    #[track_caller]
    pub(crate) fn wait(&self, expression: &str) {
        let begun = Instant::now();
        while self.evaluate(&format!("!!({expression})")) != Ok(Value::Bool(true)) {
            assert!(begun.elapsed() < PATIENCE, "it never came to: {expression}\n{}", self.summary());
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// What there is to see, for a test that waits in vain.
    fn summary(&self) -> String {
        let seen = "location.href + '\\n' + seen()";
        let seen = self.evaluate(seen).unwrap_or_default();
        let seen = seen.as_str().unwrap_or_default();
        format!("{seen}\n{}", self.faults().join("\n"))
    }

    /// Clicks as a reader does.
    #[track_caller]
    pub(crate) fn click(&self, element: &str) {
        self.wait(element);
        self.value(&format!("({element}).click()"));
    }

    /// Presses a key.
    #[track_caller]
    pub(crate) fn press(&self, key: &str, code: u32) {
        // Enter does what it does only as a character.
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let event =
                json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
            self.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// What went wrong in the pages of this tab: exceptions, and what a policy forbade.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.wire.faults(&self.session)
    }
}
