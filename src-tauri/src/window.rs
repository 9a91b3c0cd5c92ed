//! The windows. The only module that knows Tauri.

use crate::{
    clock::{Clock, PULSE_EVERY, SystemClock},
    desk::{Desk, Front},
};
use contract::{Call, Caller, Code, NOTICE_EVENT, Notice, Refusal};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use store::{Access, Store};
use tauri::{
    AppHandle, Emitter, Manager, Monitor, PhysicalPosition, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

const CONSOLE: &str = "console";
const STAGE: &str = "stage";

/// What the command answers with: a desk, or why there is none. A workspace that cannot be opened still gets a window
/// that says so, and each question tries again: what stood in the way may be gone.
struct Shell {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    front: Arc<Windows>,
    desk: Mutex<Option<Arc<Desk>>>,
}

impl Shell {
    fn desk(&self) -> Result<Arc<Desk>, Refusal> {
        let mut open = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = &*open {
            return Ok(Arc::clone(desk));
        }
        let store = Store::open(&self.path, Access::Write, self.clock.now())?;
        let desk = Arc::new(Desk::new(store, Arc::clone(&self.clock), self.front.clone())?);
        *open = Some(Arc::clone(&desk));
        Ok(desk)
    }

    /// The desk, if there is one already.
    fn open_desk(&self) -> Option<Arc<Desk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// WebKit's faster renderer leaves a blank window under several Linux graphics drivers, so it is off unless somebody
/// asks for it. It reads the environment, which a running process cannot safely change: the program starts itself anew,
/// in the same process.
///
/// # Errors
/// The program cannot be started anew.
#[cfg(target_os = "linux")]
pub fn prepare() -> Result<(), Refusal> {
    use std::os::unix::process::CommandExt;
    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(RENDERER).is_some() {
        return Ok(());
    }
    let failed =
        |cause| Refusal::new(Code::Internal, format!("Readyroom cannot start itself anew: {cause}."));
    let program = std::env::current_exe().map_err(failed)?;
    let arguments = std::env::args_os().skip(1);
    Err(failed(std::process::Command::new(program).args(arguments).env(RENDERER, "1").exec()))
}

/// Other systems' webviews need no preparation.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub const fn prepare() -> Result<(), Refusal> {
    Ok(())
}

/// Opens the console on a workspace and returns when it is closed.
///
/// # Errors
/// The system has no display, or no webview.
pub fn open(workspace: &Path) -> Result<(), Refusal> {
    let path = workspace.to_path_buf();
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![call])
        .setup(move |app| {
            let app = app.handle().clone();
            let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
            let front = Arc::new(Windows { app: app.clone() });
            app.manage(Shell { path, clock: Arc::clone(&clock), front, desk: Mutex::default() });
            let early = app.clone();
            // The file is opened while the window is being made; whoever asks before it is open waits.
            std::thread::spawn(move || {
                if let Err(refusal) = early.state::<Shell>().desk() {
                    eprintln!("readyroom: {refusal}");
                }
            });
            open_console(&app)?;
            tauri::async_runtime::spawn(keep_time(app.clone()));
            tauri::async_runtime::spawn(keep_watch(app));
            Ok(())
        })
        .run(tauri::generate_context!())
        .map_err(|cause| {
            Refusal::new(Code::Internal, format!("The window cannot be opened: {cause}. Is there a display?"))
        })
}

/// The one command.
#[tauri::command]
async fn call(window: WebviewWindow, call: Call) -> Result<Value, Refusal> {
    let caller = if window.label() == CONSOLE { Caller::Console } else { Caller::Stage };
    let app = window.app_handle().clone();
    // On a thread of its own: a report takes seconds, and the abort key must not wait for it.
    let answered = move || app.state::<Shell>().desk()?.call(call, caller);
    tauri::async_runtime::spawn_blocking(answered).await.unwrap_or_else(|cause| {
        Err(Refusal::new(Code::Internal, format!("The answer was lost: {cause}. Try again.")))
    })
}

/// The clock task: a sign of life while a day is running, and a look for jumps of time.
async fn keep_time(app: AppHandle) {
    loop {
        tokio::time::sleep(PULSE_EVERY).await;
        if let Some(desk) = app.state::<Shell>().open_desk()
            && let Err(refusal) = desk.pulse()
        {
            tracing::error!(%refusal, "the sign of life could not be written");
        }
    }
}

/// The watch task: asks every second whether live watchers are due, because how often they look may be changed meanwhile.
async fn keep_watch(app: AppHandle) {
    let mut last: Option<Instant> = None;
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let Some(desk) = app.state::<Shell>().open_desk() else { continue };
        let (begun, waited) = (Instant::now(), last.map_or(Duration::MAX, |last| last.elapsed()));
        // On a thread of its own: a silent Prometheus is waited for.
        let round = {
            let desk = Arc::clone(&desk);
            tauri::async_runtime::spawn_blocking(move || desk.watch(waited)).await
        };
        match round {
            Ok(Ok(false)) => continue,
            Ok(Ok(true)) => {}
            Ok(Err(refusal)) => tracing::error!(%refusal, "what live watchers see could not be written"),
            Err(cause) => {
                tracing::error!(%cause, "a round of the live watchers was lost");
                let lost = move || desk.lost_sight("The check was lost inside Readyroom.");
                if let Err(cause) = tauri::async_runtime::spawn_blocking(lost).await {
                    tracing::error!(%cause, "and so was the word of it");
                }
            }
        }
        last = Some(begun);
    }
}

fn open_console(app: &AppHandle) -> tauri::Result<()> {
    let console = WebviewWindowBuilder::new(app, CONSOLE, WebviewUrl::App("index.html".into()))
        .title("Readyroom")
        .inner_size(1440.0, 900.0)
        .min_inner_size(1024.0, 640.0)
        .disable_drag_drop_handler() // a file that is dropped belongs to the page, which takes it in
        .on_navigation(ours)
        .build()?;
    let app = app.clone();
    console.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            app.exit(0); // a stage without its console has nobody to steer it
        }
    });
    Ok(())
}

/// The screen may go from room to room, never elsewhere.
fn ours(url: &tauri::Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

/// The real windows, as the desk sees them.
struct Windows {
    app: AppHandle,
}

impl Front for Windows {
    fn notify(&self, notice: Notice) {
        if let Err(cause) = self.app.emit(NOTICE_EVENT, notice) {
            tracing::warn!(%cause, "a notice was not delivered; windows ask again with the next one");
        }
    }

    fn open_stage(&self, monitor: Option<&str>) -> Result<(), Refusal> {
        let refused = |cause: tauri::Error| {
            Refusal::new(Code::Internal, format!("The stage window cannot be opened: {cause}. Try again."))
        };
        let stage = match self.app.get_webview_window(STAGE) {
            Some(stage) => stage,
            None => self.build_stage().map_err(refused)?,
        };
        match self.stage_monitor(monitor) {
            Some(other) => {
                let PhysicalPosition { x, y } = *other.position();
                stage.set_fullscreen(false).map_err(refused)?;
                stage.set_position(PhysicalPosition::new(x, y)).map_err(refused)?;
                stage.set_fullscreen(true).map_err(refused)?;
            }
            None => stage.set_fullscreen(false).map_err(refused)?,
        }
        stage.show().map_err(refused)
    }

    fn close_stage(&self) {
        if let Some(stage) = self.app.get_webview_window(STAGE)
            && let Err(cause) = stage.destroy()
        {
            tracing::warn!(%cause, "the stage window did not close");
        }
    }

    fn stage(&self) -> Option<Option<String>> {
        let stage = self.app.get_webview_window(STAGE)?;
        let monitor = stage.current_monitor().ok().flatten();
        Some(monitor.as_ref().and_then(Monitor::name).cloned())
    }

    fn monitors(&self) -> Vec<String> {
        let monitors = self.app.available_monitors().unwrap_or_default();
        monitors.iter().filter_map(|monitor| monitor.name().cloned()).collect()
    }
}

impl Windows {
    fn build_stage(&self) -> tauri::Result<WebviewWindow> {
        let stage = WebviewWindowBuilder::new(&self.app, STAGE, WebviewUrl::App("index.html#/stage".into()))
            .title("Readyroom stage")
            .inner_size(1280.0, 720.0)
            .focused(false) // the keys stay with the facilitator
            .on_navigation(ours)
            .build()?;
        let app = self.app.clone();
        stage.on_window_event(move |event| {
            if matches!(event, WindowEvent::Destroyed)
                && let Err(cause) = app.emit(NOTICE_EVENT, Notice::Stage)
            {
                tracing::debug!(%cause, "the console is gone too");
            }
        });
        Ok(stage)
    }

    /// The named monitor, or the first one that the console is not on. `None` with a single monitor.
    fn stage_monitor(&self, name: Option<&str>) -> Option<Monitor> {
        let monitors = self.app.available_monitors().ok()?;
        if let Some(name) = name {
            return monitors.into_iter().find(|monitor| monitor.name().is_some_and(|known| known == name));
        }
        let console = self.app.get_webview_window(CONSOLE)?.current_monitor().ok()??;
        monitors.into_iter().find(|monitor| monitor.position() != console.position())
    }
}
