//! The references of the bench. Alone: a Tauri window with one paragraph, which says "drawn" when it stands. With a folder:
//! a window on each of its pages `console.html` and `stage.html`, over a scheme of the program's own, as the application's
//! screen and its bridge are; a request for `tell/WORDS` is passed on to all windows, as a notice is.

use std::{env, fs, path::PathBuf};
use tauri::{
    AppHandle, Manager, WebviewUrl, WebviewWindowBuilder,
    http::{Request, Response, StatusCode, header::CONTENT_TYPE},
};

/// The pages that a folder may hold, and the size of their windows.
const PAGES: [(&str, f64, f64); 2] = [("console", 1440.0, 900.0), ("stage", 1280.0, 720.0)];

fn main() -> tauri::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let pages = folder.clone();
    tauri::Builder::default()
        .register_uri_scheme_protocol("plain", move |context, request| {
            answer(context.app_handle(), folder.as_ref(), &request).unwrap_or_else(nothing)
        })
        .setup(move |app| {
            let Some(folder) = pages else {
                return bare(app.handle()).map_err(Into::into);
            };
            for (name, width, height) in PAGES {
                if folder.join(name).with_extension("html").exists() {
                    let address = format!("plain://localhost/{name}.html").parse()?;
                    WebviewWindowBuilder::new(app, name, WebviewUrl::CustomProtocol(address))
                        .title(name)
                        .inner_size(width, height)
                        .build()?;
                }
            }
            Ok(())
        })
        .run(tauri::generate_context!("examples/bare/tauri.conf.json"))
}

fn bare(app: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "bare", WebviewUrl::App("index.html".into()))
        .title("Bare")
        .inner_size(1440.0, 900.0)
        .on_document_title_changed(|_, title| {
            if title == "drawn" {
                eprintln!("drawn");
            }
        })
        .build()?;
    Ok(())
}

/// A file of the folder, or the word that what was told has been passed on.
fn answer(
    app: &AppHandle,
    folder: Option<&PathBuf>,
    request: &Request<Vec<u8>>,
) -> Option<Response<Vec<u8>>> {
    let path = request.uri().path().trim_start_matches('/');
    if let Some(words) = path.strip_prefix("tell/") {
        for window in app.webview_windows().into_values() {
            window.eval(format!("told('{words}')")).ok()?;
        }
        return Response::builder().header(CONTENT_TYPE, "text/plain").body(Vec::new()).ok();
    }
    let content = fs::read(folder?.join(path)).ok()?;
    let kind = match path.rsplit('.').next()? {
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "text/html; charset=utf-8",
    };
    Response::builder().header(CONTENT_TYPE, kind).body(content).ok()
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
