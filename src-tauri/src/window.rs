//! The windows. The only module that knows Tauri.

use crate::{
    cli::print,
    clock::{Clock, PULSE_EVERY, SystemClock},
    desk::{Desktop, Front},
    office::Office,
    places,
};
use contract::{Call, Caller, Code, Monitor, NOTICE_EVENT, Notice, Refusal, StagePlace};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tauri::{
    AppHandle, Emitter, Manager, PhysicalPosition, RunEvent, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent, ipc::Response,
};
use tokio::sync::Notify;

const CONSOLE: &str = "console";
const STAGE: &str = "stage";
/// How often the monitors are looked at while the stage is wanted.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How soon after something was written it stands in the file itself and not only in the log beside it. Not at once: the
/// disk is waited for, and the abort key must not wait behind that.
const FOLD_EVERY: Duration = Duration::from_millis(500);
/// How long a closing window may take to ask that what stands in its fields be written.
const LEAVES_WITHIN: Duration = Duration::from_secs(2);
/// How long it may take until all of that is: an import may hold the file meanwhile.
const ANSWERED_WITHIN: Duration = Duration::from_secs(30);
/// The same where somebody does not want to wait any longer, and no window is left to be seen.
const ENDS_WITHIN: Duration = Duration::from_secs(10);
/// A window moves in many small steps, and a window system that loses a monitor moves one after the other.
const SETTLES_WITHIN: Duration = Duration::from_millis(100);

/// What the windows have behind them.
struct Shell {
    office: Office,
    /// A window has moved, or gone.
    moved: Notify,
}

/// WebKit's faster renderer leaves a blank window under several Linux graphics drivers, so it is off unless somebody
/// asks for it. It reads the environment, which a running process cannot safely change: the program starts itself anew,
/// in the same process.
///
/// # Errors
/// The program cannot be started anew, or there is no display.
#[cfg(target_os = "linux")]
pub fn prepare() -> Result<(), Refusal> {
    use std::os::unix::process::CommandExt;
    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(RENDERER).is_some() {
        // Asked before anything is written: Tauri would end the program with a panic.
        return gtk::init().map_err(|_| {
            Refusal::new(
                Code::Internal,
                "There is no display for a window. The commands that need none are listed by --help.",
            )
        });
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
            // Where nothing can be remembered, everything else goes on.
            let office = Office::new(path, places::recent().ok(), clock, front);
            app.manage(Shell { office, moved: Notify::new() });
            let early = app.clone();
            // The file is opened while the window is being made; whoever asks before it is open waits.
            std::thread::spawn(move || match early.state::<Shell>().office.desk() {
                Ok(desk) => desk.warning().iter().for_each(|words| print::warn(words)),
                Err(refusal) => print::warn(&format!("readyroom: {refusal}")),
            });
            open_console(&app)?;
            tauri::async_runtime::spawn(keep_time(app.clone()));
            tauri::async_runtime::spawn(keep_stage(app.clone()));
            tauri::async_runtime::spawn(keep_folded(app.clone()));
            tauri::async_runtime::spawn(keep_watch(app));
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|cause| {
            Refusal::new(Code::Internal, format!("The window cannot be opened: {cause}. Is there a display?"))
        })?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                end(&app.state::<Shell>().office);
            }
        });
    Ok(())
}

/// The process ends without dropping anything, so the file is closed here; after what was asked before, which would find it
/// closed.
fn end(office: &Office) {
    if !office.has_answered(ENDS_WITHIN) {
        tracing::warn!("a request was still being answered at the end");
    }
    if let Some(desk) = office.open_desk()
        && let Err(refusal) = desk.close()
    {
        print::warn(&format!("readyroom: {refusal}"));
    }
}

/// The one command. The answer crosses as the bytes that the screen reads: as a value, the webview would take it apart and
/// the screen have it put together again.
#[tauri::command]
async fn call(window: WebviewWindow, call: Call) -> Result<Response, Refusal> {
    let caller = if window.label() == CONSOLE { Caller::Console } else { Caller::Stage };
    let app = window.app_handle().clone();
    // On a thread of its own: a report takes seconds, and the abort key must not wait for it.
    let answered = move || app.state::<Shell>().office.call(call, caller).map(Response::new);
    tauri::async_runtime::spawn_blocking(answered).await.unwrap_or_else(|cause| {
        Err(Refusal::new(Code::Internal, format!("The answer was lost: {cause}. Try again.")))
    })
}

/// The clock task: a sign of life while a day is running, and a look for jumps of time.
async fn keep_time(app: AppHandle) {
    loop {
        tokio::time::sleep(PULSE_EVERY).await;
        if let Some(desk) = app.state::<Shell>().office.open_desk()
            && let Err(refusal) = desk.pulse()
        {
            tracing::error!(%refusal, "the sign of life could not be written");
        }
    }
}

/// The fold task: what was written a moment ago goes from the log into the file itself. A disk that refuses it does so every
/// time, and is spoken of once.
async fn keep_folded(app: AppHandle) {
    let mut told = None;
    loop {
        tokio::time::sleep(FOLD_EVERY).await;
        let Some(desk) = app.state::<Shell>().office.open_desk() else { continue };
        let refusal = match tauri::async_runtime::spawn_blocking(move || desk.fold()).await {
            Ok(folded) => folded.err(),
            Err(cause) => {
                tracing::error!(%cause, "a fold was lost");
                continue;
            }
        };
        if let Some(refusal) = refusal.as_ref().filter(|refusal| told.as_ref() != Some(*refusal)) {
            tracing::warn!(%refusal, "the log could not be folded into the file; every look tries again");
        }
        told = refusal;
    }
}

/// The stage task: looks after each move of a window whether the stage is where it belongs, and every second, because a
/// monitor that comes back moves none.
async fn keep_stage(app: AppHandle) {
    loop {
        let moved = app.state::<Shell>().inner().moved.notified();
        if tokio::time::timeout(LOOK_EVERY, moved).await.is_ok() {
            tokio::time::sleep(SETTLES_WITHIN).await;
        }
        let Some(desk) = app.state::<Shell>().office.open_desk() else { continue };
        if let Err(cause) = tauri::async_runtime::spawn_blocking(move || desk.keep_stage()).await {
            tracing::error!(%cause, "a look at the stage was lost");
        }
    }
}

/// The watch task: asks every second whether live watchers are due, because how often they look may be changed meanwhile.
async fn keep_watch(app: AppHandle) {
    let mut last: Option<Instant> = None;
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let Some(desk) = app.state::<Shell>().office.open_desk() else { continue };
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
    look_after(&console);
    let app = app.clone();
    let asked = AtomicBool::new(false);
    console.on_window_event(move |event| match event {
        WindowEvent::CloseRequested { api, .. } if !asked.swap(true, Ordering::SeqCst) => {
            api.prevent_close();
            tauri::async_runtime::spawn(close(app.clone()));
        }
        WindowEvent::Destroyed => app.exit(0), // a stage without its console has nobody to steer it
        _ => {}
    });
    Ok(())
}

/// Lets the screen write what stands in its fields before the window goes. A screen that does not answer is not waited for,
/// and a second wish to close is obeyed at once.
async fn close(app: AppHandle) {
    let front = Windows { app: app.clone() };
    front.notify(Notice::Closing);
    tokio::time::sleep(LEAVES_WITHIN).await;
    let answered = move || app.state::<Shell>().office.has_answered(ANSWERED_WITHIN);
    if !matches!(tauri::async_runtime::spawn_blocking(answered).await, Ok(true)) {
        tracing::warn!("the window closes although something was still being answered");
    }
    front.leave();
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

    fn put_stage(&self, place: &StagePlace) -> Result<(), Refusal> {
        let put = match place {
            StagePlace::On(monitor) => self.fill(monitor),
            StagePlace::Window => self.stage_window().and_then(|stage| {
                stage.set_fullscreen(false)?;
                stage.show()
            }),
            StagePlace::Closed | StagePlace::Lost(_) | StagePlace::Evaded(_) => {
                self.app.get_webview_window(STAGE).map_or(Ok(()), |stage| stage.destroy())
            }
        };
        put.map_err(|cause| {
            Refusal::new(Code::Internal, format!("The stage window does not obey: {cause}. Try again."))
        })
    }

    fn has_stage(&self) -> bool {
        self.app.get_webview_window(STAGE).is_some()
    }

    fn leave(&self) {
        let gone = self.app.get_webview_window(CONSOLE).map_or(Ok(()), |console| console.destroy());
        if let Err(cause) = gone {
            tracing::error!(%cause, "the window does not close");
        }
    }

    fn desktop(&self) -> Desktop {
        let on = |label| {
            let window = self.app.get_webview_window(label)?;
            window.current_monitor().ok().flatten().map(|monitor| known(&monitor))
        };
        let all = self.app.available_monitors().unwrap_or_default();
        Desktop { monitors: all.iter().map(known).collect(), console: on(CONSOLE), stage: on(STAGE) }
    }
}

/// A monitor as the desk knows it. One that has no name goes by its size.
fn known(monitor: &tauri::Monitor) -> Monitor {
    let (place, size) = (monitor.position(), monitor.size());
    let name = monitor.name().cloned().unwrap_or_else(|| format!("{} × {}", size.width, size.height));
    Monitor { name, x_px: place.x, y_px: place.y, width_px: size.width, height_px: size.height }
}

impl Windows {
    /// Fills the monitor, where the window system lets a window choose its place and where it does not.
    fn fill(&self, monitor: &Monitor) -> tauri::Result<()> {
        let stage = self.stage_window()?;
        let corner = PhysicalPosition::new(monitor.x_px, monitor.y_px);
        stage.set_fullscreen(false)?;
        stage.set_position(corner)?;
        stage.set_fullscreen_on_monitor(corner.cast())?;
        stage.show()
    }

    /// The window of the stage; a new one is not shown yet, so that it never flashes up over the console.
    fn stage_window(&self) -> tauri::Result<WebviewWindow> {
        if let Some(stage) = self.app.get_webview_window(STAGE) {
            return Ok(stage);
        }
        let stage = WebviewWindowBuilder::new(&self.app, STAGE, WebviewUrl::App("index.html#/stage".into()))
            .title("Readyroom stage")
            .inner_size(1280.0, 720.0)
            .focused(false) // the keys stay with the facilitator
            .visible(false)
            .on_navigation(ours)
            .build()?;
        look_after(&stage);
        Ok(stage)
    }
}

/// Whatever becomes of a window, the stage may have to move.
fn look_after(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        let moved = matches!(
            event,
            WindowEvent::Moved(_)
                | WindowEvent::Resized(_)
                | WindowEvent::ScaleFactorChanged { .. }
                | WindowEvent::Destroyed
        );
        if moved {
            app.state::<Shell>().moved.notify_one();
        }
    });
}
