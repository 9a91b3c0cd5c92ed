//! What a parser finds wrong, in words of a person. Parsers speak to programmers.

/// The end of a sentence that begins with “This is not valid JSON:”.
pub fn json(said: &str) -> &'static str {
    const WORDS: &[(&str, &str)] = &[
        ("expected `,` or `}`", "expected `,` or `}` (a comma or the end of the map)"),
        ("expected `,` or `]`", "expected `,` or `]` (a comma or the end of the list)"),
        ("expected `:`", "expected `:` (a colon after the name of a field)"),
        ("key must be", "the name of a field stands without quotation marks, or is missing"),
        ("trailing comma", "a comma is followed by nothing"),
        ("trailing characters", "something follows after its end"),
        (
            "control character",
            "a line break or a character that cannot be seen stands within quotation marks",
        ),
        (
            "invalid escape",
            "a backslash stands before a letter that needs none; write two where one is meant",
        ),
        ("hex escape", UNICODE),
        ("unicode", UNICODE),
        ("number", "a number is not written as JSON writes it, or too large"),
    ];
    // “expected value”, “expected ident” and what is yet to come.
    const OTHERWISE: &str =
        "what stands here is no value: text in quotation marks, a number, true, false, null, a list or a map";
    said_as(WORDS, said).unwrap_or(OTHERWISE)
}

/// The end of a sentence that begins with “This is not valid YAML:”.
pub fn yaml(said: &str) -> &'static str {
    const WORDS: &[(&str, &str)] = &[
        ("EOF", "it ends in the middle of a list or a map, and may have been cut off"),
        ("end of stream", "it ends in the middle of a list or a map, and may have been cut off"),
        ("unclosed quote", "unclosed quote (the quotation mark that ends a text is missing)"),
        ("unclosed bracket", "a bracket is opened and never closed"),
        ("mismatched bracket", "a bracket is closed by one of another kind"),
        ("bracket", "a bracket is closed that was never opened"),
        ("',' or", "a comma or a closing bracket is missing"),
        ("mapping values are not allowed", COLON),
        ("illegal placement of ':'", COLON),
        ("':' may not", COLON),
        ("expected ':'", "a line without a colon stands among fields"),
        ("expected key", "the line is indented otherwise than the fields around it"),
        ("'-' indicator", "the line stands among the entries of a list and does not begin with “- ”"),
        ("sequence entries are not allowed", ENTRY),
        ("only valid inside a block", ENTRY),
        ("mapping keys are not allowed", "a field begins where none can"),
        ("trailing content", "something follows after a closing quotation mark"),
        ("surrogate", UNICODE),
        ("invalid u", UNICODE),
        ("escape", "a backslash stands before a letter that needs none; write two where one is meant"),
        (
            "unexpected character",
            "a character stands here with which no text begins; put the text into quotation marks",
        ),
        ("BOM", "a byte order mark stands within the text"),
        ("recursive", "an alias leads back to itself"),
        ("anchor", "an alias leads nowhere"),
        ("comment", "a comment stands where none can, or without a space before it"),
        ("document", "a document begins or ends in the middle of a text"),
        ("string", "the name of a field is no text"),
        ("tag", TAG),
        ("!!", TAG),
    ];
    said_as(WORDS, said).unwrap_or("nobody can tell what is meant here")
}

const UNICODE: &str = "a \\u with what follows stands for no letter";
const COLON: &str = "a colon stands where no field can begin; text with a colon needs quotation marks";
const ENTRY: &str = "an entry of a list begins where none can";
const TAG: &str = "a value is not of the kind that its tag says";

fn said_as(words: &[(&str, &'static str)], said: &str) -> Option<&'static str> {
    words.iter().find(|(known, _)| said.contains(known)).map(|(_, words)| *words)
}
