//! The reference of the start-up bench: a Tauri window with one paragraph. Says "drawn" when it stands.

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            tauri::WebviewWindowBuilder::new(app, "bare", tauri::WebviewUrl::App("index.html".into()))
                .title("Bare")
                .inner_size(1440.0, 900.0)
                .on_document_title_changed(|_, title| {
                    if title == "drawn" {
                        eprintln!("drawn");
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/bare/tauri.conf.json"))
}
