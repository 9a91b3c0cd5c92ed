-- Schema 1 of a Readyroom workspace. A released schema file never changes; the next one is 0002.sql.
-- Ids are UUIDs as 16 bytes, instants are UTC milliseconds, dates are ISO text, bodies are JSON of the domain's types.

-- One row per document as it stands. The columns before `version` are the document's own summary.
CREATE TABLE records (
  n          INTEGER PRIMARY KEY, -- its row in `search`
  id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  kind       TEXT NOT NULL,
  title      TEXT NOT NULL,
  status     TEXT NOT NULL,
  service_id BLOB REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
  owner      TEXT,
  due        TEXT,
  at         INTEGER,
  version    INTEGER NOT NULL CHECK (version >= 1),
  saved_at   INTEGER NOT NULL,
  saved_by   TEXT NOT NULL,
  removed    INTEGER NOT NULL CHECK (removed IN (0, 1)),
  schema     INTEGER NOT NULL,
  body       TEXT NOT NULL
) STRICT;

CREATE INDEX records_by_kind ON records (kind, at, due) WHERE removed = 0;
CREATE INDEX records_by_service ON records (service_id) WHERE service_id IS NOT NULL;
CREATE UNIQUE INDEX one_workspace ON records (kind) WHERE kind = 'workspace';

CREATE TRIGGER records_stay BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records are marked as removed, never deleted'); END;

-- Every earlier version of a record.
CREATE TABLE revisions (
  id       BLOB NOT NULL REFERENCES records (id),
  version  INTEGER NOT NULL CHECK (version >= 1),
  saved_at INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  removed  INTEGER NOT NULL CHECK (removed IN (0, 1)),
  schema   INTEGER NOT NULL,
  body     TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;

CREATE TRIGGER revisions_are_not_changed BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'earlier versions are never changed'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'earlier versions are never deleted'); END;

-- Who refers to whom. Checked at the end of a transaction, so that records may refer to each other in a circle.
CREATE TABLE links (
  source   BLOB NOT NULL REFERENCES records (id),
  position INTEGER NOT NULL,
  relation TEXT NOT NULL,
  target   BLOB NOT NULL REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_by_target ON links (target, relation);

-- The journals. Without a row id of its own: one tree to write per entry.
CREATE TABLE events (
  run   BLOB NOT NULL REFERENCES records (id),
  seq   INTEGER NOT NULL CHECK (seq >= 1),
  at    INTEGER NOT NULL,
  actor TEXT NOT NULL,
  body  TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

-- Numbers over time: readings, counts, pages.
CREATE TABLE samples (
  record BLOB NOT NULL REFERENCES records (id),
  series TEXT NOT NULL,
  at     INTEGER NOT NULL,
  value  REAL NOT NULL,
  PRIMARY KEY (record, series, at)
) STRICT, WITHOUT ROWID;

-- The last instant at which Readyroom was certainly running.
CREATE TABLE heartbeat (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at  INTEGER NOT NULL
) STRICT;

-- Only the index; the words themselves are in `records`.
CREATE VIRTUAL TABLE search USING fts5 (
  title, owner, words,
  content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
