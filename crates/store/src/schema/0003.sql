-- Schema 3: words that are in no record yet have a checksum too. A released schema file never changes.

ALTER TABLE unwritten ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
