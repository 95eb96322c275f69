//! Folders that lie on another machine: the system does not tell what others do there.
#![cfg_attr(
    target_os = "linux",
    expect(clippy::disallowed_methods, reason = "what is mounted is no file of the site")
)]

use std::path::Path;

/// File systems of other machines, and of the machine around this one.
const NETWORK: [&str; 16] = [
    "9p",
    "afs",
    "ceph",
    "cifs",
    "drvfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "ncpfs",
    "nfs",
    "nfs4",
    "prl_fs",
    "smb3",
    "smbfs",
    "vboxsf",
];

/// The kind of the network file system that a folder lies on.
#[cfg(target_os = "linux")]
pub(super) fn network(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/mounts").ok()?;
    network_of(&mounts, folder)
}

/// Elsewhere the system tells itself what it cannot watch.
#[cfg(not(target_os = "linux"))]
pub(super) fn network(_folder: &Path) -> Option<String> {
    None
}

/// The same by a table of mounts: a line for each, of the device, the folder, the kind, and more.
fn network_of(mounts: &str, folder: &Path) -> Option<String> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((unescape(fields.next()?), fields.next()?))
    });
    // Of two mounts on one folder, the later one hides the other.
    let (_, kind) = mounts
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| Path::new(place).components().count())?;
    NETWORK.contains(&kind).then(|| kind.to_owned())
}

/// Spaces and the like are written as `\040`.
fn unescape(field: &str) -> String {
    let mut pieces = field.split('\\');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let number = piece.get(..3).and_then(|digits| u8::from_str_radix(digits, 8).ok());
        bytes.extend(number);
        bytes.extend(piece.get(if number.is_some() { 3 } else { 0 }..).unwrap_or_default().as_bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n\
                      server:/x /mnt/our\\040site nfs4 rw 0 0\n\
                      tmpfs /mnt/our\\040site/public tmpfs rw 0 0\n\
                      C:\\134 /mnt/c 9p rw 0 0\n\
                      broken\n";
        let network = |folder| network_of(mounts, Path::new(folder));
        assert_eq!(network("/home/me"), None);
        assert_eq!(network("/mnt/our site/deep").as_deref(), Some("nfs4"));
        assert_eq!(network("/mnt/our site/public"), None);
        assert_eq!(network("/mnt/c/site").as_deref(), Some("9p"));
        assert_eq!(network("/mnt/car"), None);
        assert_eq!(unescape("a\\9z\\"), "a9z");
    }
}
