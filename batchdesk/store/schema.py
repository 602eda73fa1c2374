"""The tables, as people see them in Datasette or with the sqlite-utils command.

The SQL is kept in the database with its comments. What was released is never edited here: `migrations` adds to it.
"""

VERSION = 2
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

HISTORY_TABLES = """
ALTER TABLE batches RENAME TO batches_1;
ALTER TABLE versions RENAME TO versions_1;
ALTER TABLE notifications RENAME TO notifications_1;
DROP INDEX batches_watched;
DROP INDEX batches_of_server;
DROP INDEX notifications_to_tell;
DROP TRIGGER versions_never_change;

CREATE TABLE batches (
  -- One row a batch: the newest that is known of it.
  -- id: when it was added, in tenths of a second since 1970, or the next free number. Newest first: ORDER BY id DESC.
  id INTEGER PRIMARY KEY,
  server INTEGER NOT NULL REFERENCES servers (id),
  batch_id TEXT NOT NULL,             -- the server's id of the batch
  label TEXT NOT NULL DEFAULT '',     -- the operator's own name for it
  note TEXT NOT NULL DEFAULT '',      -- the operator's own words about it
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
  duration_ms INTEGER,                -- how long the generation took, by the server's clock; NULL: not known
  server_time TEXT,                   -- the server's clock when it sent the last version
  received_at TEXT,                   -- our clock when the last version arrived
  completed INTEGER NOT NULL DEFAULT 0 CHECK (completed IN (0, 1)),  -- the server has sent `complete`
  added_at TEXT NOT NULL,             -- our clock
  watched INTEGER NOT NULL DEFAULT 1 CHECK (watched IN (0, 1)),  -- in the live table
  put_away INTEGER NOT NULL DEFAULT 0 CHECK (put_away IN (0, 1)),  -- by the operator: there, but out of sight
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),    -- by the operator
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),        -- deleted on the server, or no access
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),    -- kept, whatever the history is cleaned of
  telling TEXT NOT NULL DEFAULT '' CHECK (telling IN ('', 'tell', 'mute')),  -- of its end; '' as the rules say
  UNIQUE (server, batch_id)
) STRICT;

CREATE TABLE versions (
  -- The timeline: each version of a batch that arrived, never changed afterwards.
  batch INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  status_version INTEGER NOT NULL,
  status TEXT NOT NULL,
  copy_count INTEGER NOT NULL,
  received_at TEXT NOT NULL,          -- our clock
  skipped INTEGER NOT NULL DEFAULT 0, -- versions right before this one that were never seen
  json ANY NOT NULL,                  -- exactly as it came, unknown fields included. TEXT: as it is. BLOB: its first
                                      -- byte is the row of `dictionaries`, the rest raw DEFLATE with that dictionary
  PRIMARY KEY (batch, status_version)
) STRICT;

CREATE TABLE copies (
  -- The texts of a batch, as the server gave them when they were last asked for.
  batch INTEGER PRIMARY KEY REFERENCES batches (id) ON DELETE CASCADE,
  status_version INTEGER NOT NULL,    -- the batch's version that the answer was about
  fetched_at TEXT NOT NULL,           -- our clock
  json ANY NOT NULL                   -- the whole answer exactly as it came; kept as in `versions`
) STRICT;

CREATE TABLE dictionaries (
  -- What the JSON of `versions` and `copies` was compressed with.
  id INTEGER PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE notifications (
  -- Ends to be told: the inbox. A row is written together with the version it tells of, and marked when it was told.
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
  name TEXT NOT NULL DEFAULT '',      -- under which name the desktop shows it, written before it is sent
  told_at TEXT,                       -- NULL: still to be told
  shown TEXT NOT NULL DEFAULT '',     -- how it was told: notification, digest, window, terminal …
  withheld TEXT NOT NULL DEFAULT '',  -- or why nothing was shown: rule, muted, paused, quiet, no daemon …
  read_at TEXT,                       -- when the operator saw it in the inbox; NULL: unread
  UNIQUE (batch, status_version, outcome)  -- one end is told once, for ever
) STRICT;

CREATE TABLE tags (
  -- The operator's own words for batches that belong together.
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE batch_tags (
  tag INTEGER NOT NULL REFERENCES tags (id),
  batch INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE followed (
  -- Merchants whose new batches are added by themselves.
  server INTEGER NOT NULL REFERENCES servers (id),
  merchant TEXT NOT NULL,
  since TEXT NOT NULL,                -- our clock: what was there before is not added
  seen_until TEXT,                    -- the server's clock: its newest batch we have looked at; NULL: none yet
  PRIMARY KEY (server, merchant)
) STRICT, WITHOUT ROWID;

CREATE TABLE outages (
  -- When nothing could be heard: a server out of reach, or the program not running (server is NULL). Our clock.
  id INTEGER PRIMARY KEY,
  server INTEGER REFERENCES servers (id),
  from_at TEXT NOT NULL,
  until_at TEXT NOT NULL
) STRICT;

CREATE TABLE presence (
  -- One row: the last moment at which the program is known to have been running.
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last_at TEXT NOT NULL               -- our clock
) STRICT;

CREATE TABLE hours (
  -- How many batches were added in an hour, as they stand now: what charts are made of, kept when batches are deleted.
  hour INTEGER NOT NULL,              -- hours since 1970 in UTC: batches.id / 36000
  server INTEGER NOT NULL REFERENCES servers (id),
  status TEXT NOT NULL,
  batches INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  PRIMARY KEY (hour, server, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE hour_durations (
  -- How long the batches of an hour took that made copies, in steps of 4 per cent.
  hour INTEGER NOT NULL,
  server INTEGER NOT NULL REFERENCES servers (id),
  step INTEGER NOT NULL,              -- floor(16 * log2(milliseconds + 1))
  batches INTEGER NOT NULL,
  PRIMARY KEY (hour, server, step)
) STRICT, WITHOUT ROWID;

-- The index of the search: rowid is the batch; its text is cut into overlapping pieces, see store/search.py.
CREATE VIRTUAL TABLE search USING fts5(
  pieces, content = '', detail = none, columnsize = 0, prefix = '1 2',
  tokenize = "ascii tokenchars '!""#$%&''()*+,-./:;<=>?@[\\]^_`{|}~'"
);
"""

HISTORY_INDEXES = """
DROP TABLE notifications_1;
DROP TABLE versions_1;
DROP TABLE batches_1;

CREATE INDEX batches_watched ON batches (id) WHERE watched = 1;
-- Rare ones are counted and looked at by these. Frequent ones are walked through, newest first, and without the table
-- itself where the index holds what other filters look at.
CREATE INDEX batches_of_server ON batches (server, id);
CREATE INDEX batches_of_status ON batches (status, id, server, duration_ms, merchant);
CREATE INDEX batches_of_merchant ON batches (merchant, id) WHERE merchant <> '';
CREATE INDEX batches_of_duration ON batches (duration_ms) WHERE duration_ms IS NOT NULL;
CREATE INDEX batches_with_error ON batches (id, server, status, duration_ms, merchant)
  WHERE error_code IS NOT NULL OR error_message IS NOT NULL;
-- All that filters look at, in a tenth of the pages.
CREATE INDEX batches_facts ON batches (id, server, status, duration_ms, merchant);
CREATE INDEX tags_of_batch ON batch_tags (batch, tag);
CREATE INDEX notifications_to_tell ON notifications (id) WHERE told_at IS NULL;
CREATE INDEX notifications_unread ON notifications (id) WHERE read_at IS NULL;
CREATE INDEX outages_until ON outages (until_at);

-- The program only ever inserts; this holds the promise for every other tool that opens the file.
CREATE TRIGGER versions_never_change BEFORE UPDATE ON versions
BEGIN
  SELECT RAISE(ABORT, 'a stored version is never changed');
END;

CREATE VIEW batches_by_day AS
  -- Batches added on each day (UTC) by server and status.
  SELECT date(hour * 3600, 'unixepoch') AS day, servers.url AS server, status,
    sum(batches) AS batches, sum(tokens) AS tokens
  FROM hours JOIN servers ON servers.id = hours.server WHERE batches > 0 GROUP BY 1, 2, 3;

CREATE VIEW durations AS
  -- How long each batch took, newest first.
  SELECT servers.url AS server, batch_id, label, merchant, status, duration_ms / 1000.0 AS seconds,
    started_at, completed_at
  FROM batches JOIN servers ON servers.id = batches.server WHERE duration_ms IS NOT NULL ORDER BY batches.id DESC;
"""
