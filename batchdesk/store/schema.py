"""The tables, as people see them in Datasette or with the sqlite-utils command.

The SQL is kept in the database with its comments. What was released is never edited here: `migrations` adds to it.
"""

VERSION = 1
"""The `PRAGMA user_version` of a database with every migration applied: the number of migrations."""

FIRST_TABLES = """
CREATE TABLE servers (
  -- Servers the operator has signed in to or watched a batch of. Sessions are not here: the keyring has them.
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,           -- base address: lower case, no default port, no final slash
  email TEXT NOT NULL DEFAULT '',     -- who signs in
  added_at TEXT NOT NULL,             -- every time here is ISO 8601 in UTC: 2025-01-15T08:00:00.000Z
  known INTEGER NOT NULL DEFAULT 1 CHECK (known IN (0, 1))  -- 0: taken out of the list; its history stays
) STRICT;

CREATE TABLE batches (
  -- One row a batch: the newest that is known of it.
  -- id: when it was added, in tenths of a second since 1970, or the next free number. Newest first: ORDER BY id DESC.
  id INTEGER PRIMARY KEY,
  server INTEGER NOT NULL REFERENCES servers (id),
  batch_id TEXT NOT NULL,             -- the server's id of the batch
  label TEXT NOT NULL DEFAULT '',     -- the operator's own name for it
  merchant TEXT NOT NULL DEFAULT '',  -- the merchant's id, where it is known
  status TEXT NOT NULL DEFAULT '',    -- the server's word: QUEUED, RUNNING, SUCCEEDED …; '' before the first
  status_version INTEGER NOT NULL DEFAULT 0,  -- the last version taken; only a greater one is ever taken again
  copy_count INTEGER NOT NULL DEFAULT 0,
  copy_target INTEGER NOT NULL DEFAULT 5,
  error_code TEXT,
  error_message TEXT,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  total_tokens INTEGER,
  started_at TEXT,                    -- the server's clock
  completed_at TEXT,                  -- the server's clock
  server_time TEXT,                   -- the server's clock when it sent the last version
  received_at TEXT,                   -- our clock when the last version arrived
  completed INTEGER NOT NULL DEFAULT 0 CHECK (completed IN (0, 1)),  -- the server has sent `complete`
  added_at TEXT NOT NULL,             -- our clock
  watched INTEGER NOT NULL DEFAULT 1 CHECK (watched IN (0, 1)),  -- in the live table
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),    -- by the operator
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),        -- deleted on the server, or no access
  UNIQUE (server, batch_id)
) STRICT;

CREATE INDEX batches_watched ON batches (id) WHERE watched = 1;
CREATE INDEX batches_of_server ON batches (server, id);

CREATE TABLE versions (
  -- The timeline: each version of a batch that arrived, never changed afterwards.
  batch INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  status_version INTEGER NOT NULL,
  status TEXT NOT NULL,
  copy_count INTEGER NOT NULL,
  received_at TEXT NOT NULL,          -- our clock
  skipped INTEGER NOT NULL DEFAULT 0, -- versions right before this one that were never seen
  json TEXT NOT NULL,                 -- exactly as it came, unknown fields included
  PRIMARY KEY (batch, status_version)
) STRICT;

-- The program only ever inserts; this holds the promise for every other tool that opens the file.
CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
BEGIN
  SELECT RAISE(ABORT, 'a stored version is never changed');
END;

CREATE TABLE notifications (
  -- Ends to be told. A row is written together with the version it tells of, and marked when it has been told.
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  status_version INTEGER NOT NULL,
  outcome TEXT NOT NULL,              -- SUCCEEDED, PARTIAL_SUCCESS, FAILED
  copy_count INTEGER NOT NULL,
  copy_target INTEGER NOT NULL,
  seconds REAL,                       -- how long the generation took
  ended_at TEXT NOT NULL,             -- our clock
  created_at TEXT NOT NULL,           -- our clock
  away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1)),  -- it ended while nobody looked
  told_at TEXT,                       -- NULL: still to be told
  shown TEXT,                         -- how it was told: notification, digest, in-app, terminal
  UNIQUE (batch, status_version, outcome)  -- one end is told once, for ever
) STRICT;

CREATE INDEX notifications_to_tell ON notifications (id) WHERE told_at IS NULL;
"""
