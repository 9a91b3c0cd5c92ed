//! One module out of many. What several rooms want is cut off in a piece for every set of rooms that want it, which is
//! near two hundred files; a window would spend its time asking for them.

use std::{mem, ops::Range};

use wasm_encoder::{
    CodeSection, CustomSection, DataCountSection, DataSection, ElementSection, FunctionSection,
    ImportSection, Module, RawSection, SectionId,
    reencode::{Error, Reencode},
};
use wasmparser::{Import, Parser, Payload, TypeRef};

use crate::command::{Result, Trouble};

type Done<T = ()> = std::result::Result<T, Error<&'static str>>;

/// Puts pieces together that have types in common, import no function and export nothing: they know each
/// other's functions only by the places in the table, which stay the same.
pub fn merge(pieces: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut whole = Whole::default();
    for piece in pieces {
        whole
            .add(piece)
            .map_err(|why| Trouble::new(format!("the screen's parts do not fit together: {why}")))?;
    }
    Ok(whole.finish())
}

#[derive(Default)]
struct Whole<'a> {
    types: Option<&'a [u8]>,
    known: Vec<Import<'a>>,
    imports: ImportSection,
    functions: FunctionSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    features: Option<&'a [u8]>,
}

/// Where the functions and the data of a piece begin in the whole.
struct Moved {
    functions: u32,
    data: u32,
}

impl Reencode for Moved {
    type Error = &'static str;

    fn function_index(&mut self, function: u32) -> Done<u32> {
        Ok(self.functions + function)
    }

    fn data_index(&mut self, data: u32) -> Done<u32> {
        Ok(self.data + data)
    }

    fn element_index(&mut self, _element: u32) -> Done<u32> {
        Err(Error::UserError("a function fills the table by itself"))
    }
}

impl<'a> Whole<'a> {
    fn add(&mut self, piece: &'a [u8]) -> Done {
        let mut moved = Moved { functions: self.functions.len(), data: self.data.len() };
        for payload in Parser::new(0).parse_all(piece) {
            match payload? {
                Payload::TypeSection(types) => {
                    let types = bytes(piece, types.range());
                    if *self.types.get_or_insert(types) != types {
                        return Err(Error::UserError("two of them have other types"));
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        self.import(&mut moved, import?)?;
                    }
                }
                Payload::FunctionSection(of) => moved.parse_function_section(&mut self.functions, of)?,
                Payload::ElementSection(of) => moved.parse_element_section(&mut self.elements, of)?,
                Payload::CodeSectionEntry(body) => moved.parse_function_body(&mut self.code, body)?,
                Payload::DataSection(of) => moved.parse_data_section(&mut self.data, of)?,
                Payload::CustomSection(of) if of.name() == "target_features" => {
                    self.features = Some(of.data())
                }
                Payload::Version { .. }
                | Payload::DataCountSection { .. }
                | Payload::CodeSectionStart { .. }
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                Payload::ExportSection(exports) if exports.count() == 0 => {}
                _ => return Err(Error::UserError("one holds more than functions and data")),
            }
        }
        Ok(())
    }

    /// The table, the memory and the place of the stack: one of each, so that its number is the same in every piece.
    fn import(&mut self, moved: &mut Moved, import: Import<'a>) -> Done {
        if self.known.contains(&import) {
            return Ok(());
        }
        let alike = |known: &Import<'_>| mem::discriminant(&known.ty) == mem::discriminant(&import.ty);
        if matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)) || self.known.iter().any(alike) {
            return Err(Error::UserError("one imports more than the table, the memory and the stack"));
        }
        self.known.push(import);
        moved.parse_import(&mut self.imports, import)
    }

    fn finish(self) -> Vec<u8> {
        let mut module = Module::new();
        let raw = |id: SectionId, data| RawSection { id: id as u8, data };
        if let Some(types) = self.types {
            module.section(&raw(SectionId::Type, types));
        }
        module.section(&self.imports).section(&self.functions).section(&self.elements);
        module.section(&DataCountSection { count: self.data.len() }).section(&self.code).section(&self.data);
        if let Some(features) = self.features {
            module.section(&CustomSection { name: "target_features".into(), data: features.into() });
        }
        module.finish()
    }
}

fn bytes(piece: &[u8], range: Range<u64>) -> &[u8] {
    let place = usize::try_from(range.start).and_then(|start| Ok(start..usize::try_from(range.end)?));
    place.ok().and_then(|place| piece.get(place)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
    use super::*;
    use wasm_encoder::{
        ConstExpr, Elements, EntityType, ExportKind, ExportSection, Function, MemoryType, TypeSection,
    };
    use wasmparser::ElementItems;

    /// One function, which calls itself, at one place of the table.
    fn piece(place: i32, export: bool) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        let memory =
            MemoryType { minimum: 0, maximum: None, memory64: false, shared: false, page_size_log2: None };
        imports.import("main", "memory", EntityType::Memory(memory));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        if export {
            exports.export("f", ExportKind::Func, 0);
        }
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(place), Elements::Functions((&[0][..]).into()));
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().call(0).end();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&exports);
        module.section(&elements).section(&code);
        module.finish()
    }

    #[test]
    fn functions_of_every_piece_keep_their_place_in_the_table_and_call_themselves() {
        let whole = merge(&[piece(7, false), piece(3, false)]).unwrap();
        let (mut places, mut calls) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&whole) {
            match payload.unwrap() {
                Payload::ElementSection(elements) => {
                    for of in elements {
                        let ElementItems::Functions(of) = of.unwrap().items else { panic!("functions") };
                        places.extend(of.into_iter().map(std::result::Result::unwrap));
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let first = body.get_operators_reader().unwrap().read().unwrap();
                    calls.push(format!("{first:?}"));
                }
                Payload::ImportSection(imports) => assert_eq!(imports.into_imports().count(), 1),
                _ => {}
            }
        }
        assert_eq!(places, [0, 1]);
        assert_eq!(calls, ["Call { function_index: 0 }", "Call { function_index: 1 }"]);
    }

    #[test]
    fn a_piece_that_gives_something_away_is_refused() {
        assert!(merge(&[piece(7, true)]).is_err());
    }
}
