//! A port of this machine that no test beside this one takes. Uses the standard library alone, so that the shell's tests
//! can include this file.

use std::{
    env,
    fs::{self, File},
    net::TcpListener,
};

/// Below the ports that systems hand out by themselves, so that no connection in between is given one of them.
const FIRST: u16 = 21_000;
const LAST: u16 = 29_999;

/// A port and the claim on it, which ends with this value: a lock on a file, which the system lets go with the process.
/// Asking for any free port and letting it go would leave a moment in which another test can take it.
#[derive(Debug)]
pub struct Port {
    /// Its number.
    pub number: u16,
    _claim: File,
}

impl Port {
    /// Claims the first that is free.
    #[track_caller]
    pub fn claim() -> Self {
        let folder = env::temp_dir().join("readyroom-ports");
        fs::create_dir_all(&folder).expect("a folder for claims");
        let claimed = (FIRST..=LAST).find_map(|number| {
            let claim = File::create(folder.join(number.to_string())).ok()?;
            claim.try_lock().ok()?;
            TcpListener::bind(("127.0.0.1", number)).ok()?; // nobody else listens there
            Some(Self { number, _claim: claim })
        });
        claimed.expect("a free port")
    }
}
