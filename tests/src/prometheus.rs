//! A real Prometheus of its own for a test: on a free port, with its data in the test's folder, scraping numbers that the
//! test sets. Uses the standard library alone, so that the shell's tests can include this file.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use super::port::Port;

const READY_WITHIN: Duration = Duration::from_secs(60);

/// What a service would export: gauges that the test sets, served at `/metrics`.
#[derive(Debug)]
pub struct Exporter {
    address: SocketAddr,
    gauges: Arc<Mutex<BTreeMap<String, f64>>>,
}

impl Exporter {
    /// Serves on a free port until the test's process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("the port's number");
        let gauges = Arc::new(Mutex::new(BTreeMap::new()));
        let served = Arc::clone(&gauges);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let text = exposition(&served.lock().expect("the gauges"));
                let _asker_went_away = answer(stream, &text);
            }
        });
        Self { address, gauges }
    }

    /// Sets a gauge: a name, with labels if need be (`http_p99_ms{route="/pay"}`).
    pub fn set(&self, gauge: &str, value: f64) {
        self.gauges.lock().expect("the gauges").insert(gauge.to_owned(), value);
    }

    /// Takes a gauge away: the next scrape does not find it.
    pub fn remove(&self, gauge: &str) {
        self.gauges.lock().expect("the gauges").remove(gauge);
    }
}

fn exposition(gauges: &BTreeMap<String, f64>) -> String {
    gauges.iter().fold(String::new(), |mut text, (gauge, value)| {
        let _never_fails = writeln!(text, "{gauge} {value}");
        text
    })
}

fn answer(mut stream: TcpStream, text: &str) -> std::io::Result<()> {
    for line in BufReader::new(stream.try_clone()?).lines() {
        if line?.is_empty() {
            break;
        }
    }
    let length = text.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
    )
}

/// A running Prometheus that scrapes an [`Exporter`] twice a second, patiently: a busy machine is no reason to miss one. Ends with this value.
#[derive(Debug)]
pub struct Prometheus {
    folder: PathBuf,
    port: Port,
    process: Option<Child>,
}

impl Prometheus {
    /// Starts it with its data in `folder` and waits until it answers.
    #[track_caller]
    pub fn start(folder: &Path, exporter: &Exporter) -> Self {
        fs::create_dir_all(folder).expect("the folder of Prometheus");
        let config = format!(
            "global:\n  scrape_interval: 500ms\n  scrape_timeout: 500ms\nscrape_configs:\n  - job_name: test\n    static_configs:\n      - targets: ['{}']\n",
            exporter.address
        );
        fs::write(folder.join("prometheus.yml"), config).expect("the configuration can be written");
        let mut prometheus = Self { folder: folder.to_path_buf(), port: Port::claim(), process: None };
        prometheus.restart();
        prometheus
    }

    /// Its address, as it stands in a workspace's settings.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port.number)
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _gone_already = process.kill();
            let _waited = process.wait();
        }
    }

    /// Starts it again, at the same address and with the same data.
    #[track_caller]
    pub fn restart(&mut self) {
        self.kill();
        let log = fs::File::create(self.folder.join("prometheus.log")).expect("the log can be written");
        let process = Command::new("prometheus")
            .arg(format!("--config.file={}", self.folder.join("prometheus.yml").display()))
            .arg(format!("--storage.tsdb.path={}", self.folder.join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{}", self.port.number))
            .arg("--log.level=warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("prometheus is installed: cargo xtask test does it");
        self.process = Some(process);
        let until = Instant::now() + READY_WITHIN;
        while !self.is_ready() {
            let log = || fs::read_to_string(self.folder.join("prometheus.log")).unwrap_or_default();
            assert!(Instant::now() < until, "Prometheus was not ready within {READY_WITHIN:?}:\n{}", log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn is_ready(&self) -> bool {
        let status = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port.number))?;
            stream.set_read_timeout(Some(Duration::from_secs(1)))?;
            write!(stream, "GET /-/ready HTTP/1.0\r\n\r\n")?;
            let mut line = String::new();
            BufReader::new(stream).read_line(&mut line)?;
            Ok(line)
        };
        status().is_ok_and(|line| line.contains(" 200 "))
    }
}

impl Drop for Prometheus {
    fn drop(&mut self) {
        self.kill();
    }
}
