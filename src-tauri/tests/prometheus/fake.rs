//! Something that answers like Prometheus, or as the test wants it to.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// Stands for the seconds since 1970 at the moment of the answer, with as many digits.
const NOW: &str = "1234567890";

/// A listener that gives every question the same answer, and counts them.
pub struct Fake {
    pub address: SocketAddr,
    asked: Arc<AtomicUsize>,
    held: Arc<(Mutex<bool>, Condvar)>,
}

impl Fake {
    /// Answers with a status, further header lines (each with its line end) and a body.
    pub fn saying(status: &str, headers: &str, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        let (asked, held) = (Arc::new(AtomicUsize::new(0)), Arc::new((Mutex::new(false), Condvar::new())));
        let (counted, hold) = (Arc::clone(&asked), Arc::clone(&held));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counted.fetch_add(1, SeqCst);
                let (answer, hold) = (answer.clone(), Arc::clone(&hold));
                thread::spawn(move || reply(stream, &answer, &hold));
            }
        });
        Self { address, asked, held }
    }

    /// Answers every query with a value.
    pub fn answering(value: f64) -> Self {
        let vector =
            format!(r#"{{"resultType":"vector","result":[{{"metric":{{}},"value":[{NOW},"{value}"]}}]}}"#);
        Self::saying("200 OK", "", &format!(r#"{{"status":"success","data":{vector}}}"#))
    }

    /// Answers every query with a value of `age` ago.
    pub fn answering_late(value: f64, age: Duration) -> Self {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() - age;
        let vector = format!(
            r#"{{"resultType":"vector","result":[{{"metric":{{}},"value":[{},"{value}"]}}]}}"#,
            at.as_secs()
        );
        Self::saying("200 OK", "", &format!(r#"{{"status":"success","data":{vector}}}"#))
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How often somebody came.
    pub fn asked(&self) -> usize {
        self.asked.load(SeqCst)
    }

    #[track_caller]
    pub fn wait_for_asked(&self, times: usize) {
        let until = Instant::now() + Duration::from_secs(10);
        while self.asked() < times {
            assert!(Instant::now() < until, "asked {} times, not {times}", self.asked());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Keeps everybody waiting, or no longer.
    pub fn hold(&self, hold: bool) {
        *self.held.0.lock().unwrap() = hold;
        self.held.1.notify_all();
    }
}

fn reply(mut stream: TcpStream, answer: &str, hold: &(Mutex<bool>, Condvar)) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let _request = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).count();
    drop(hold.1.wait_while(hold.0.lock().unwrap(), |held| *held).unwrap());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().to_string();
    let _asker_went_away = stream.write_all(answer.replace(NOW, &now).as_bytes());
}
