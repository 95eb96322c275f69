//! What can be known of annotations from their texts alone, and what can't.
//!
//! Of what was published and what stands in the texts now, many stories can be told: this one was edited, that one deleted and
//! another one added. Nobody can see which one is true. But some are simpler than others, and a permalink may be given to an
//! annotation without asking only where every other story takes more edits, or as many of which less was kept.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What an annotation says.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Content {
    pub claim: String,
    pub quotation: &'static str,
}

/// An annotation in the file of this name.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub name: String,
    pub content: Content,
}

impl fmt::Debug for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} “{}” “{}”", self.name, self.content.claim, self.content.quotation)
    }
}

/// Files that are gone, each with one that has an annotation of it as it was: to stand there is no edit.
type Known = BTreeSet<(String, String)>;

/// Edits, and how much they changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
struct Cost(usize, f64);

impl Cost {
    /// Something was added, or deleted.
    const ONE_MORE_OR_LESS: Self = Self(1, 1.0);

    fn of_edits(before: &Spot, after: &Spot, known: &Known) -> Self {
        let texts = [
            (before.content.claim.as_str(), after.content.claim.as_str()),
            (before.content.quotation, after.content.quotation),
        ];
        let edits = texts.iter().filter(|(before, after)| before != after).count();
        let changed: f64 = texts.iter().map(|(before, after)| changed(before, after)).sum();
        let files = (before.name.clone(), after.name.clone());
        Self(edits + usize::from(files.0 != files.1 && !known.contains(&files)), changed)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1)
    }
}

/// The share of words that two texts don't have in common.
fn changed(before: &str, after: &str) -> f64 {
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (before, mut after) = (words(before), words(after));
    let all = before.len() + after.len();
    let has_it = |word: &&String| {
        let place = after.iter().position(|other| other == *word);
        place.map(|place| after.swap_remove(place)).is_some()
    };
    let common = before.iter().filter(has_it).count();
    #[expect(clippy::cast_precision_loss, reason = "there are some dozens of words")]
    let share = 2.0 * common as f64 / all as f64;
    1.0 - share
}

/// By id: which annotation it is that of.
pub(crate) type Story = BTreeMap<String, usize>;

/// The fault of a site that gave an address to another annotation, although what is true is as simple a story as that.
/// `published` has the annotation that each address was given to, as it was published; `there` all that stand in the texts,
/// `files` the names that files have now, and `answers` what the site has at each address.
pub(crate) fn fault(
    published: &BTreeMap<String, (usize, Spot)>,
    there: &BTreeMap<usize, Spot>,
    files: &[String],
    answers: &Story,
) -> Option<String> {
    let known: Known = published
        .values()
        .filter_map(|(who, before)| {
            let after = there.get(who)?;
            let is_seen = before.content == after.content && !files.contains(&before.name);
            is_seen.then(|| (before.name.clone(), after.name.clone()))
        })
        .collect();
    let is_there = |who: &usize| there.contains_key(who);
    let mut truth: Story =
        published.iter().map(|(id, (who, _))| (id.clone(), *who)).filter(|(_, who)| is_there(who)).collect();
    let is_untouched = |id: &str, who: &usize| Cost::of_edits(&published[id].1, &there[who], &known).0 == 0;
    // What says the very same in the same file can't be told from what nobody touched: it is that, and the one that it replaced
    // took its place.
    for (id, who) in answers.iter().filter(|(id, who)| is_untouched(id, who)) {
        if let Some(other) =
            truth.iter().find(|(_, true_one)| *true_one == who).map(|(other, _)| other.clone())
        {
            match truth.remove(id) {
                Some(left) => truth.insert(other, left),
                None => truth.remove(&other),
            };
        }
        truth.insert(id.clone(), *who);
    }
    let told = &told_to_the_end(published, there, &known, answers);
    let wrong = answers.iter().filter(|(id, who)| truth.get(*id) != Some(who));
    // Who follows a permalink to the very same claim, resting on the very same words, is where it promised to lead, wherever that
    // stands now and whoever wrote it there.
    let wrong = wrong.filter(|(id, who)| published[*id].1.content != there[who].content);
    for (id, who) in wrong {
        let (ids, all) = concerned(id, &truth, told);
        let cost = |story: &Story| {
            let of_id = |id: &String| match story.get(id) {
                Some(who) => Cost::of_edits(&published[id].1, &there[who], &known),
                None => Cost::ONE_MORE_OR_LESS,
            };
            let meant: BTreeSet<usize> = ids.iter().filter_map(|id| story.get(id).copied()).collect();
            let added = all.difference(&meant).map(|_| Cost::ONE_MORE_OR_LESS);
            ids.iter().map(of_id).chain(added).fold(Cost::default(), Cost::and)
        };
        let what = |story: &Story| {
            let of_id = |id: &String| (published[id].1.clone(), story.get(id).map(|who| there[who].clone()));
            let mut pairs: Vec<_> = ids.iter().map(of_id).collect();
            pairs.sort();
            pairs
        };
        // What says the very same in the same file is told apart by its order alone.
        if what(&truth) == what(told) {
            continue;
        }
        let (told_cost, true_cost) = (cost(told), cost(&truth));
        if true_cost <= told_cost.and(Cost(0, 1e-9)) {
            let line = |(before, after)| match after {
                Some(after) => format!("  {before:?} → {after:?}\n"),
                None => format!("  {before:?} is gone\n"),
            };
            let list = |story: &Story| {
                let meant: BTreeSet<&usize> = ids.iter().filter_map(|id| story.get(id)).collect();
                let new = all.iter().filter(|who| !meant.contains(who));
                let new: String = new.map(|who| format!("  {:?} is new\n", there[who])).collect();
                what(story).into_iter().map(line).collect::<String>() + &new
            };
            return Some(format!(
                "`{id}` is that of {who} and was that of {}: told is {told_cost:?}\n{}\ntrue is {true_cost:?}\n{}",
                published[id].0,
                list(told),
                list(&truth)
            ));
        }
    }
    None
}

/// A story that goes on from what a site answers: for those of which it says nothing, the simplest that is left.
fn told_to_the_end(
    published: &BTreeMap<String, (usize, Spot)>,
    there: &BTreeMap<usize, Spot>,
    known: &Known,
    answers: &Story,
) -> Story {
    let mut told = answers.clone();
    let neither = Cost::ONE_MORE_OR_LESS.and(Cost::ONE_MORE_OR_LESS);
    loop {
        let free_ids = published.keys().filter(|id| !told.contains_key(*id));
        let taken: BTreeSet<usize> = told.values().copied().collect();
        let free: Vec<usize> = there.keys().filter(|who| !taken.contains(who)).copied().collect();
        let pairs = free_ids.flat_map(|id| free.iter().map(move |who| (id, *who)));
        let costs = pairs.map(|(id, who)| (Cost::of_edits(&published[id].1, &there[&who], known), id, who));
        let best = costs
            .filter(|(cost, ..)| *cost < neither)
            .min_by(|one, other| one.0.0.cmp(&other.0.0).then(one.0.1.total_cmp(&other.0.1)));
        let Some((_, id, who)) = best.map(|(cost, id, who)| (cost, id.clone(), who)) else { return told };
        told.insert(id, who);
    }
}

/// The ids and the annotations about which two stories differ, as far as one leads to the other.
fn concerned(id: &str, truth: &Story, answers: &Story) -> (BTreeSet<String>, BTreeSet<usize>) {
    let mut ids = BTreeSet::from([id.to_owned()]);
    let mut all = BTreeSet::new();
    loop {
        let before = (ids.len(), all.len());
        for story in [truth, answers] {
            all.extend(story.iter().filter(|(id, _)| ids.contains(*id)).map(|(_, who)| *who));
            ids.extend(story.iter().filter(|(_, who)| all.contains(who)).map(|(id, _)| id.clone()));
        }
        if before == (ids.len(), all.len()) {
            return (ids, all);
        }
    }
}
