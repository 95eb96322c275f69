//! What open tabs are told (Server-Sent Events): how the site is, and when their page is another one.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

use super::page::Etag;
use super::server::Server;

/// What an open tab has.
#[derive(Debug, Clone)]
pub(super) struct Tab {
    /// The path of its page, as it stands in its address.
    pub(super) path: String,
    /// The page's name; `None` where it is none that was ever given.
    pub(super) has: Option<Etag>,
}

/// A stream that tells a tab whatever happens, until either of the two ends. Without a page to look after it tells how
/// the site is.
pub(super) fn stream(server: Arc<Server>, tab: Option<Tab>) -> Body {
    let (sender, receiver) = mpsc::channel(8);
    tokio::spawn(async move {
        let (gone, mut ending) = (sender.clone(), server.ending.clone());
        tokio::select! {
            () = tell(&server, tab, &sender) => {}
            () = gone.closed() => {}
            _ = ending.wait_for(|is_ending| *is_ending) => {}
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

type Sender = mpsc::Sender<Result<Bytes, Infallible>>;

async fn tell(server: &Server, mut tab: Option<Tab>, sender: &Sender) {
    let mut updates = server.updates();
    // A server that was started again is found soon.
    let mut said = sender.send(Ok(Bytes::from_static(b"retry: 500\n\n"))).await;
    while said.is_ok() {
        updates.borrow_and_update();
        for news in news(server, &mut tab).await {
            said = sender.send(Ok(news)).await;
        }
        said = said.and(wait(&mut updates, server, sender).await);
    }
}

/// Waits for the next update, and says meanwhile that the server is there.
async fn wait(
    updates: &mut watch::Receiver<u64>,
    server: &Server,
    sender: &Sender,
) -> Result<(), mpsc::error::SendError<Result<Bytes, Infallible>>> {
    loop {
        match timeout(server.heartbeat, updates.changed()).await {
            Ok(Ok(())) => return Ok(()),
            // Nothing will be told any more.
            Ok(Err(_)) => sender.closed().await,
            Err(_) => sender.send(Ok(Bytes::from_static(b": still here\n\n"))).await?,
        }
    }
}

/// What there is to tell a tab now. What cannot be found out is told after the next update.
async fn news(server: &Server, tab: &mut Option<Tab>) -> Vec<Bytes> {
    let mut news = Vec::new();
    let moment = server.moment();
    let ask = async || server.ask(|backend| event("state", &backend.state())).await;
    if let Ok(state) = moment.state.get_or_try_init(ask).await {
        news.push(state.clone());
    }
    let Some(tab) = tab else { return news };
    if let Ok(Some(change)) = server.change(&tab.path, tab.has).await {
        news.push(event("page", &change.json()));
        // It is told once, and has the new page from now on.
        tab.has = change.page().or(tab.has);
    }
    news
}

/// An event as it goes over the wire, whatever lines its text has.
fn event(name: &str, text: &str) -> Bytes {
    let mut written = format!("event: {name}\n");
    for line in text.split(['\n', '\r']) {
        let _ = writeln!(written, "data: {line}");
    }
    written.push('\n');
    written.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_end_where_they_end() {
        assert_eq!(event("state", "{}"), "event: state\ndata: {}\n\n");
        assert_eq!(event("state", "{\n\r}\n"), "event: state\ndata: {\ndata: \ndata: }\ndata: \n\n");
    }
}
