//! Build, change, build.

use ibid::world::Memory;

use super::{briefing, site, write};

#[test]
fn only_what_changed_is_written() {
    let body = ":cite[two]{#lost src=minutes quote=\"the enemy lost two vehicles\"}";
    let world = site(&[("content/briefings/loss.md", &briefing(body)), ("static/own.css", "b{}")]);
    let out = Memory::new();
    let first = write(&world, &out);
    assert!(first.written.len() > 8);
    let again = write(&world, &out);
    assert_eq!((again.written.len(), again.removed.len()), (0, 0));

    world.insert("static/own.css", "i{}");
    let third = write(&world, &out);
    assert_eq!(third.written, ["own.css"]);

    world.take("content/briefings/loss.md");
    let fourth = write(&world, &out);
    assert!(fourth.removed.contains(&"briefings/loss/index.html".to_owned()));
    assert!(fourth.removed.contains(&"a/lost/index.html".to_owned()));
    let source = out.all()["sources/minutes/index.html"].clone();
    assert!(!String::from_utf8_lossy(&source).contains("<mark"));
}

#[test]
fn a_warm_output_equals_a_cold_one() {
    let body = |words: &str| briefing(&format!(":quote[{words}]{{#q src=minutes}} and more."));
    let world = site(&[("content/briefings/loss.md", &body("the enemy lost two vehicles"))]);
    let out = Memory::new();
    write(&world, &out);
    world.insert("content/briefings/loss.md", body("Nobody was hurt in the village"));
    world.insert("content/briefings/other.md", briefing("See [it](a:q)."));
    write(&world, &out);
    let cold = Memory::new();
    write(&world, &cold);
    let pages = |world: &Memory| -> Vec<_> {
        world.all().into_iter().filter(|(path, _)| !path.starts_with(".ibid")).collect()
    };
    assert!(pages(&out) == pages(&cold));
}

#[test]
fn the_number_of_threads_is_no_matter() {
    let mut files: Vec<(String, String)> = Vec::new();
    for number in 0..40 {
        let body = format!(
            ":cite[claim {number}]{{src=minutes quote=\"the enemy lost two vehicles\"}} [^1]\n\n[^1]: N."
        );
        files.push((format!("content/briefings/b{number}.md"), briefing(&body)));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let world = site(&files);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| super::build(&world).artifacts)
    };
    let one = run(1);
    assert!(one.len() > 120);
    assert!(one == run(4));
}
