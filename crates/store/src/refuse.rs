//! A trouble as a refusal: the words stay, the code tells the screen what kind of no it is.

use crate::Trouble;
use domain::{Refusal, refusal::Code};

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        let code = match &trouble {
            Trouble::Invalid(invalid) => return invalid.clone().into(),
            Trouble::NotFound { .. }
            | Trouble::IsNo { .. }
            | Trouble::Missing { .. }
            | Trouble::NoFolder { .. } => Code::NotFound,
            Trouble::Conflict { .. } => Code::Conflict,
            Trouble::OtherKind { .. }
            | Trouble::InUse { .. }
            | Trouble::NothingToUndo { .. }
            | Trouble::OneWorkspace
            | Trouble::Taken { .. }
            | Trouble::Dangling { .. }
            | Trouble::Name { .. }
            | Trouble::Itself { .. }
            | Trouble::OntoItself { .. } => Code::Invalid,
            Trouble::Exists { .. } | Trouble::NoBackup { .. } | Trouble::Foreign { .. } => Code::Conflict,
            Trouble::Locked { .. }
            | Trouble::ReadOnly { .. }
            | Trouble::Replaced { .. }
            | Trouble::LogBeside { .. } => Code::Locked,
            Trouble::Busy { .. } => Code::Busy,
            Trouble::DiskFull { .. } => Code::TooLarge,
            Trouble::NotAWorkspace { .. }
            | Trouble::IsFolder { .. }
            | Trouble::Newer { .. }
            | Trouble::Older { .. }
            | Trouble::Unreadable(_)
            | Trouble::UnknownKind { .. }
            | Trouble::UnreadableEntry { .. }
            | Trouble::Damaged { .. } => Code::Unreadable,
            Trouble::Io { .. } | Trouble::Json(_) | Trouble::Sql(_) => Code::Internal,
        };
        Self::new(code, trouble.to_string())
    }
}
