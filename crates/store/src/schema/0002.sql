-- Schema 2: checksums, and the mark of the session that writes. A released schema file never changes.
-- The triggers are away while the sums of older rows are written; `open.rs` does that and puts them back.

DROP TRIGGER revisions_are_not_changed;
DROP TRIGGER events_are_not_changed;

-- A CRC-32 over the other columns that are not made from the body.
ALTER TABLE records ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revisions ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE samples ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE heartbeat ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;

-- Who writes, and what was found to be missing.
CREATE TABLE mark (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  session TEXT,    -- the session that has the file open; none after a close
  lost_at INTEGER, -- when it was found that something was missing; none where nothing ever was
  lost    INTEGER  -- how many writes were missing then; none where nobody can tell
) STRICT;

INSERT INTO mark (one) VALUES (1);

-- What somebody has begun to type and what is in no record yet, by the place where it stands.
CREATE TABLE unwritten (
  place TEXT PRIMARY KEY,
  words TEXT NOT NULL,
  at    INTEGER NOT NULL
) STRICT;
