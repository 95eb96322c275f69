#![expect(clippy::disallowed_methods, reason = "the tests look behind the door")]

use std::fs;
use std::io::ErrorKind;

use super::*;

fn disk() -> (tempfile::TempDir, Disk) {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path().join("site"));
    (folder, disk)
}

fn both(test: impl Fn(&dyn World)) {
    let (_folder, disk) = disk();
    test(&disk);
    test(&Memory::new());
}

#[test]
fn files_are_listed_sorted_and_read_back() {
    both(|world| {
        assert!(world.files("").unwrap().is_empty());
        for path in ["b.md", "a/z.md", "a-b.md", "a/.hidden", "a/.git/config"] {
            world.write(path, path.as_bytes()).unwrap();
        }
        assert_eq!(*world.files("").unwrap(), ["a-b.md", "a/.hidden", "a/z.md", "b.md"]);
        assert_eq!(*world.files("a").unwrap(), ["a/.hidden", "a/z.md"]);
        assert!(world.files("nowhere").unwrap().is_empty());
        assert!(world.files("b.md").unwrap().is_empty());
        assert_eq!(world.read("a/z.md").unwrap(), b"a/z.md");
        assert_eq!(world.read("a").unwrap_err().kind, ErrorKind::IsADirectory);
        assert_eq!(world.read("nowhere").unwrap_err().kind, ErrorKind::NotFound);
    });
}

#[test]
fn paths_that_lead_out_are_refused() {
    both(|world| {
        for path in ["../x", "/etc/passwd", "a/../../x", "a//b", "./x", "", "x\0y"] {
            assert_eq!(world.read(path).unwrap_err().kind, ErrorKind::InvalidInput, "{path}");
            assert_eq!(world.write(path, b"").unwrap_err().kind, ErrorKind::InvalidInput, "{path}");
            assert_eq!(world.remove(path).unwrap_err().kind, ErrorKind::InvalidInput, "{path}");
        }
        assert_eq!(world.files("..").unwrap_err().kind, ErrorKind::InvalidInput);
    });
}

#[test]
fn a_file_is_replaced_whole_and_its_stamp_told() {
    both(|world| {
        let first = world.write("a/b", b"one").unwrap();
        assert_eq!(world.stamp("a/b").unwrap(), first);
        let second = world.write("a/b", b"three").unwrap();
        assert_eq!((first.size, second.size), (3, 5));
        assert_eq!(world.stamp("a/b").unwrap(), second);
        assert_eq!(*world.files("").unwrap(), ["a/b"]);
    });
}

#[test]
fn what_editors_leave_is_known_by_its_name() {
    for path in
        ["a.md~", "a/.a.md.swp", "#a.md#", "a/.#a.md", ".~lock.a.csv#", "a.md___jb_tmp___", "a/.DS_Store"]
    {
        assert!(is_left_by_editor(path), "{path}");
    }
    for path in ["a.md", "a.swp", ".swp/a.md", "a#b", "c#", ".well-known/x", "~a", "static/4913"] {
        assert!(!is_left_by_editor(path), "{path}");
    }
    assert!(is_left_by_editor("content/briefings/4913"));
}

#[test]
fn files_and_folders_do_not_replace_each_other() {
    both(|world| {
        world.write("a", b"").unwrap();
        assert_eq!(world.write("a/b", b"").unwrap_err().kind, ErrorKind::NotADirectory);
        world.write("c/d", b"").unwrap();
        world.write("c", b"").unwrap_err();
        assert_eq!(*world.files("").unwrap(), ["a", "c/d"], "no temporary file is left");
    });
}

#[test]
fn a_removed_file_takes_its_empty_folders_along() {
    let (folder, disk) = disk();
    disk.write("a/b/c", b"").unwrap();
    disk.write("a/d", b"").unwrap();
    disk.remove("a/b/c").unwrap();
    assert!(!folder.path().join("site/a/b").exists());
    disk.remove("a/d").unwrap();
    assert!(!folder.path().join("site/a").exists());
    assert!(folder.path().join("site").exists(), "the root itself stays");
    disk.write("a/b/c", b"again").unwrap();
    assert_eq!(disk.remove("nowhere").unwrap_err().kind, ErrorKind::NotFound);
}

#[test]
fn a_folder_that_somebody_removed_is_made_again() {
    let (folder, disk) = disk();
    disk.write("a/b", b"").unwrap();
    fs::remove_dir_all(folder.path().join("site")).unwrap();
    disk.write("a/c", b"").unwrap();
    assert_eq!(*disk.files("").unwrap(), ["a/c"]);
}

#[test]
fn what_is_to_last_is_written_as_anything_else() {
    both(|world| {
        let stamp = world.write_lasting("a/b", b"one").unwrap();
        assert_eq!(world.stamp("a/b").unwrap(), stamp);
        world.write_lasting("a/b", b"two").unwrap();
        assert_eq!(world.read("a/b").unwrap(), b"two");
        assert_eq!(*world.files("").unwrap(), ["a/b"]);
        assert_eq!(world.write_lasting("../x", b"").unwrap_err().kind, ErrorKind::InvalidInput);
    });
}

#[test]
fn who_holds_a_lock_is_waited_for() {
    use std::sync::mpsc::channel;
    let (_folder, disk) = disk();
    let nobody = || panic!("nobody holds it");
    let held = disk.lock("ledger", &nobody).unwrap();
    disk.lock("other", &nobody).unwrap();
    let ((told, waits), (sender, done)) = (channel(), channel());
    let other = disk.share();
    std::thread::spawn(move || {
        drop(other.lock("ledger", &|| told.send(()).unwrap()).unwrap());
        sender.send(()).unwrap();
    });
    waits.recv().unwrap();
    assert!(done.try_recv().is_err());
    drop(held);
    done.recv().unwrap();
    disk.lock("ledger", &nobody).unwrap();
}

#[test]
fn many_threads_write_into_new_folders() {
    use rayon::prelude::*;
    let (_folder, disk) = disk();
    (0..500).into_par_iter().for_each(|number| {
        disk.write(&format!("{}/{}/x", number % 7, number), b"x").unwrap();
    });
    assert_eq!(disk.files("").unwrap().len(), 500);
}

#[cfg(unix)]
mod links {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_inside_and_only_named_outside() {
        let (folder, disk) = disk();
        disk.write("a/x.md", b"x").unwrap();
        let root = folder.path().join("site");
        fs::write(folder.path().join("secret"), "s").unwrap();
        symlink(root.join("a"), root.join("inside")).unwrap();
        symlink(folder.path(), root.join("outside")).unwrap();
        symlink("../secret", root.join("secret")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        symlink("..", root.join("a/circle")).unwrap();
        symlink("self", root.join("self")).unwrap();
        assert_eq!(*disk.files("").unwrap(), ["a/x.md", "inside/x.md", "outside", "secret"]);
        assert!(disk.files("outside").unwrap().is_empty());
        assert_eq!(disk.read("inside/x.md").unwrap(), b"x");
        for path in ["secret", "outside/secret", "inside/circle/../x"] {
            disk.read(path).unwrap_err();
        }
        assert_eq!(disk.write("outside/new", b"").unwrap_err().kind, ErrorKind::PermissionDenied);
        assert!(!folder.path().join("new").exists());
    }

    #[test]
    fn a_folder_that_becomes_a_link_out_is_not_read() {
        let (folder, disk) = disk();
        disk.write("a/x.md", b"mine").unwrap();
        disk.read("a/x.md").unwrap();
        fs::create_dir(folder.path().join("outside")).unwrap();
        fs::write(folder.path().join("outside/x.md"), "secret").unwrap();
        fs::remove_dir_all(folder.path().join("site/a")).unwrap();
        symlink("../outside", folder.path().join("site/a")).unwrap();
        disk.forget(&Changes::from_iter(["a"]));
        assert_eq!(disk.read("a/x.md").unwrap_err().kind, ErrorKind::PermissionDenied);
    }

    #[test]
    fn a_link_to_another_file_stays_one() {
        let (folder, disk) = disk();
        disk.write("a/x.md", b"old").unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        let root = folder.path().join("site");
        symlink("a/x.md", root.join("link.md")).unwrap();
        symlink("../secret", root.join("secret")).unwrap();
        disk.write("link.md", b"new").unwrap();
        assert!(root.join("link.md").is_symlink());
        assert_eq!(disk.read("a/x.md").unwrap(), b"new");
        disk.write("secret", b"own").unwrap();
        assert_eq!(fs::read(folder.path().join("secret")).unwrap(), b"s");
        assert_eq!(*disk.files("").unwrap(), ["a/x.md", "link.md", "secret"]);
    }

    #[test]
    fn who_may_read_a_file_is_as_before() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, disk) = disk();
        disk.write("x.md", b"old").unwrap();
        let full = folder.path().join("site/x.md");
        for mode in [0o600, 0o444, 0o755] {
            fs::set_permissions(&full, fs::Permissions::from_mode(mode)).unwrap();
            disk.write("x.md", b"new").unwrap();
            assert_eq!(fs::metadata(&full).unwrap().permissions().mode() & 0o777, mode);
        }
    }

    #[test]
    fn a_name_that_is_not_utf8_is_told() {
        let (folder, disk) = disk();
        disk.write("a", b"").unwrap();
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
        fs::write(folder.path().join("site").join(name), "").unwrap();
        let error = disk.files("").unwrap_err();
        assert_eq!(error.to_string(), "caf\u{fffd}.md: the file name is not UTF-8");
    }
}

#[test]
fn memory_has_the_faults_of_a_disk() {
    let memory = Memory::with([("a", "1")]);
    memory.fail_writes_after(1);
    memory.write("b", b"").unwrap();
    assert_eq!(memory.write("c", b"").unwrap_err().kind, ErrorKind::StorageFull);
    memory.fail_writes_after(None);
    memory.set_read_only(true);
    assert_eq!(memory.remove("a").unwrap_err().kind, ErrorKind::ReadOnlyFilesystem);
    memory.make_unreadable("a");
    assert_eq!(memory.read("a").unwrap_err().kind, ErrorKind::PermissionDenied);
    let before = memory.stamp("b").unwrap();
    memory.insert("b", "");
    assert_ne!(memory.stamp("b").unwrap(), before);
}

#[test]
fn what_is_staged_stands_nowhere_until_it_is_placed() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path().join("public"));
    for world in [&disk as &dyn World, &Memory::new()] {
        let staging = world.staging();
        let first = staging.write("a/index.html", b"one").unwrap();
        let second = staging.write("b/index.html", b"two").unwrap();
        assert_eq!(staging.read(first).unwrap(), b"one");
        assert_eq!(world.read("a/index.html").unwrap_err().kind, ErrorKind::NotFound);
        let stamp = staging.place(first, "a/index.html").unwrap();
        assert_eq!(world.stamp("a/index.html").unwrap(), stamp);
        assert_eq!(staging.read(second).unwrap(), b"two");
        drop(staging);
        assert_eq!(*world.files("").unwrap(), ["a/index.html"]);
    }
}

#[test]
fn a_stage_that_places_nothing_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("out/of/sight/public");
    let disk = Disk::new(&root);
    let staging = disk.staging();
    staging.write("index.html", b"text").unwrap();
    assert!(root.exists());
    drop(staging);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_a_dead_process_staged_goes_and_what_a_living_one_did_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (Disk::new(folder.path()), Disk::new(folder.path()));
    for file in ["lock", "0"] {
        one.write(&format!(".ibid-new/4711-0/{file}"), b"").unwrap();
    }
    let living = one.staging();
    living.write("a", b"living").unwrap();
    let staging = other.staging();
    staging.write("a", b"other").unwrap();
    assert!(!folder.path().join(".ibid-new/4711-0").exists());
    drop(staging);
    living.place(0, "a").unwrap();
    drop(living);
    assert_eq!(*other.files("").unwrap(), ["a"]);
    assert_eq!(other.read("a").unwrap(), b"living");
}

#[cfg(unix)]
#[test]
fn what_is_placed_over_a_file_has_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path());
    disk.write("a", b"old").unwrap();
    let mode =
        |mode| std::fs::set_permissions(folder.path().join("a"), PermissionsExt::from_mode(mode)).unwrap();
    mode(0o600);
    let staging = disk.staging();
    let number = staging.write("a", b"new").unwrap();
    staging.place(number, "a").unwrap();
    let permissions = std::fs::metadata(folder.path().join("a")).unwrap().permissions();
    assert_eq!(permissions.mode() & 0o777, 0o600);
}

#[test]
fn what_a_dead_process_staged_goes_before_anything_is_staged() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path());
    for file in ["lock", "0"] {
        disk.write(&format!(".ibid-new/4711-0/{file}"), b"").unwrap();
    }
    drop(Disk::new(folder.path()).staging());
    assert!(!folder.path().join(".ibid-new").exists());
}

#[cfg(unix)]
#[test]
fn a_file_with_other_rights_is_another_version_of_one_stamp() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new(folder.path());
    let stamp = disk.write("a", b"text").unwrap();
    let before = disk.version("a").unwrap();
    assert_eq!(before.stamp, stamp);
    // The clock of a file system goes in steps.
    std::thread::sleep(std::time::Duration::from_millis(30));
    fs::set_permissions(folder.path().join("a"), PermissionsExt::from_mode(0o600)).unwrap();
    let after = disk.version("a").unwrap();
    assert!(after.stamp == before.stamp && after != before, "{before:?} {after:?}");
}
