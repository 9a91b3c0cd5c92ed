//! The keys of the console of a day.

/// Every one of them.
pub const KEYS: [(&str, &str); 18] = [
    ("F8", "Abort and roll back, at once, also while typing"),
    ("N", "Move on to the next step"),
    ("Space", "Pause the countdown, or resume it"),
    ("+", "One minute more"),
    ("-", "One minute less"),
    ("P", "Write down a prediction"),
    ("R", "Record a reading"),
    ("C", "Check the most urgent abort condition"),
    ("D", "Write down that the fault was noticed"),
    ("O", "Write what you see"),
    ("A", "Raise an action"),
    ("T", "Move what no longer fits to another day"),
    ("W", "Who is in the room: arrivals, leavings, roles"),
    ("B", "Blank the stage, or light it"),
    ("M", "Message on the stage, or take it down"),
    ("V", "Reveal a blind experiment on the stage"),
    ("Esc", "Close what is open"),
    ("?", "These keys"),
];
