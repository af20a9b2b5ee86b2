#include "store/migrations.h"

#include <fmt/format.h>

namespace shoebox::store {

namespace {

// The whole house in one step, so that later capabilities add rows and not tables. Numbers in enum columns are written
// down in store/records.h. Columns named *_at are milliseconds since 1970 UTC; mtime is nanoseconds.
constexpr const char* kFirst = R"sql(
CREATE TABLE setting(
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting(key, value) VALUES('home_id', lower(hex(randomblob(16))));

-- The last commit sequence number and the number of slots given.
CREATE TABLE counter(
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter(name, value) VALUES('commit', 0), ('slot', 0);

CREATE TABLE root(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path BLOB NOT NULL UNIQUE,
  available INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL,
  scanned_at INTEGER
) STRICT;

-- A path is root, folder and name, so that a moved root is one row and a million paths are short.
CREATE TABLE folder(
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES root,
  path BLOB NOT NULL,  -- relative to the root; empty for the root itself
  UNIQUE(root_id, path)
) STRICT;

CREATE TABLE photo(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slot INTEGER NOT NULL UNIQUE,
  pixel_hash BLOB,  -- of this version; absent when its vectors were imported
  version INTEGER NOT NULL DEFAULT 1,
  present INTEGER NOT NULL DEFAULT 0,  -- has a file that can be read
  kind INTEGER NOT NULL DEFAULT 0,
  added_at INTEGER NOT NULL,
  commit_seq INTEGER NOT NULL,
  -- Derived from its files' facts by their precedence, for filters and result lists.
  format TEXT,
  width INTEGER,
  height INTEGER,
  taken_local TEXT,
  taken_precision INTEGER,
  taken_offset INTEGER,
  taken_is_utc INTEGER,
  taken_source TEXT,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  make TEXT,
  model TEXT,
  rating INTEGER
) STRICT;
CREATE INDEX photo_pixel_hash ON photo(pixel_hash);
CREATE INDEX photo_commit ON photo(commit_seq);
CREATE INDEX photo_present ON photo(slot) WHERE present = 1;

CREATE TABLE photo_removed(
  slot INTEGER PRIMARY KEY,
  commit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_removed_commit ON photo_removed(commit_seq);

CREATE TABLE file(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder_id INTEGER NOT NULL REFERENCES folder,
  name BLOB NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photo,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  content_hash BLOB NOT NULL,
  pixel_hash BLOB NOT NULL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  metadata_version INTEGER NOT NULL,
  present INTEGER NOT NULL DEFAULT 1,
  UNIQUE(folder_id, name)
) STRICT;
CREATE INDEX file_photo ON file(photo_id);
CREATE INDEX file_content ON file(content_hash);

-- Photos whose vectors were taken over from elsewhere: where that said they are, whether there is a file or not.
CREATE TABLE imported_path(
  photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
  path BLOB NOT NULL
) STRICT;
CREATE INDEX imported_path_path ON imported_path(path);

-- What each source says of a file's picture, as read.
CREATE TABLE metadata(
  file_id INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  source INTEGER NOT NULL,
  taken_local TEXT,
  taken_precision INTEGER,
  taken_offset INTEGER,
  taken_is_utc INTEGER,
  taken_source TEXT,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  make TEXT,
  model TEXT,
  lens TEXT,
  software TEXT,
  exposure_seconds REAL,
  f_number REAL,
  focal_length_mm REAL,
  iso INTEGER,
  rating INTEGER,
  title TEXT,
  description TEXT,
  keywords TEXT,  -- JSON array
  people TEXT,  -- JSON array
  live_photo_id TEXT,
  PRIMARY KEY(file_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX metadata_live_photo ON metadata(live_photo_id) WHERE live_photo_id IS NOT NULL;

-- Sidecars and Live Photo videos.
CREATE TABLE companion(
  id INTEGER PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folder,
  name BLOB NOT NULL,
  kind INTEGER NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  UNIQUE(folder_id, name, file_id)
) STRICT;
CREATE INDEX companion_file ON companion(file_id);

CREATE TABLE skipped(
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL REFERENCES folder,
  name BLOB NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  decoder_version INTEGER NOT NULL,
  tried_at INTEGER NOT NULL,
  UNIQUE(folder_id, name)
) STRICT;

CREATE TABLE space(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,  -- the SpaceId
  dimension INTEGER NOT NULL,
  model TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX space_active ON space(active) WHERE active = 1;

-- A rowid table in the order of the commits, so that a derived index reads it from one end to the other.
CREATE TABLE embedding(
  id INTEGER PRIMARY KEY,
  space_id INTEGER NOT NULL REFERENCES space,
  photo_id INTEGER NOT NULL REFERENCES photo,
  commit_seq INTEGER NOT NULL,
  vector BLOB NOT NULL,  -- IEEE half floats, little-endian
  UNIQUE(space_id, photo_id)
) STRICT;
CREATE INDEX embedding_commit ON embedding(space_id, commit_seq);
CREATE INDEX embedding_photo ON embedding(photo_id);

CREATE TABLE embedding_removed(
  space_id INTEGER NOT NULL REFERENCES space,
  slot INTEGER NOT NULL,
  commit_seq INTEGER NOT NULL,
  PRIMARY KEY(space_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX embedding_removed_commit ON embedding_removed(space_id, commit_seq);

CREATE TABLE person(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  hidden INTEGER NOT NULL DEFAULT 0,
  merged_into INTEGER REFERENCES person,
  added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE person_alias(
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  alias TEXT NOT NULL,
  PRIMARY KEY(person_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_alias_alias ON person_alias(alias);

-- A box (x, y: its upper left) is in parts of the upright picture's width and height.
CREATE TABLE face(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  photo_version INTEGER NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  score REAL NOT NULL,
  space_id INTEGER REFERENCES space,
  vector BLOB,
  person_id INTEGER REFERENCES person,
  person_source INTEGER,  -- as photo_person.source
  commit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX face_photo ON face(photo_id);
CREATE INDEX face_person ON face(person_id) WHERE person_id IS NOT NULL;

-- source: 1 the user, 2 a sidecar or the file, 3 a recognised face.
CREATE TABLE photo_person(
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  source INTEGER NOT NULL,
  PRIMARY KEY(photo_id, person_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_person_person ON photo_person(person_id);

CREATE TABLE text_line(
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  photo_version INTEGER NOT NULL,
  x REAL NOT NULL,
  y REAL NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  score REAL NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX text_line_photo ON text_line(photo_id);

CREATE TABLE photo_group(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,  -- "raw", "live", "burst", "edited", "near"
  commit_seq INTEGER NOT NULL
) STRICT;
CREATE TABLE photo_group_member(
  group_id INTEGER NOT NULL REFERENCES photo_group ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  rank INTEGER NOT NULL,  -- the lowest stands for the group
  PRIMARY KEY(group_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_group_member_photo ON photo_group_member(photo_id);

-- What the user said of a photo: stands before every source.
CREATE TABLE correction(
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY(photo_id, field)
) STRICT, WITHOUT ROWID;
)sql";

// What kind of picture it is, where that was, and who is on it, from all sources; trips; and what it takes to undo.
constexpr const char* kCatalog = R"sql(
ALTER TABLE metadata ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;  -- bits, as photo.kind
ALTER TABLE metadata ADD COLUMN burst_id TEXT;
ALTER TABLE metadata ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;

-- taken_* is what is shown. It is made of said_*, the first of the sources, by way of the place's time zone: a moment
-- in UTC becomes the wall clock of the place, so that both can be made anew without reading the photo.
ALTER TABLE photo ADD COLUMN said_local TEXT;
ALTER TABLE photo ADD COLUMN said_offset INTEGER;
ALTER TABLE photo ADD COLUMN said_is_utc INTEGER;
ALTER TABLE photo ADD COLUMN said_zone TEXT;  -- the user's correction: an IANA name
UPDATE photo SET said_local = taken_local, said_offset = taken_offset, said_is_utc = taken_is_utc;
ALTER TABLE photo ADD COLUMN lens TEXT;
ALTER TABLE photo ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
-- As the gazetteer numbers places; NULL: none. place_stale: its coordinates are still to be looked up.
ALTER TABLE photo ADD COLUMN place_country INTEGER;
ALTER TABLE photo ADD COLUMN place_region INTEGER;
ALTER TABLE photo ADD COLUMN place_city INTEGER;
ALTER TABLE photo ADD COLUMN place_stale INTEGER NOT NULL DEFAULT 1;
ALTER TABLE photo ADD COLUMN trip_id INTEGER;
CREATE INDEX photo_place_stale ON photo(id) WHERE place_stale = 1;
CREATE INDEX photo_trip ON photo(trip_id) WHERE trip_id IS NOT NULL;

-- One person a folded name; source: who made the row, as photo_person.source.
ALTER TABLE person ADD COLUMN folded TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN source INTEGER NOT NULL DEFAULT 1;
ALTER TABLE person ADD COLUMN birthday INTEGER;  -- days since 1970-01-01
CREATE INDEX person_folded ON person(folded);
ALTER TABLE person_alias ADD COLUMN folded TEXT NOT NULL DEFAULT '';
CREATE INDEX person_alias_folded ON person_alias(folded);

-- Runs of photos away from home, made anew after each run: first and last local day, and the place most of it was at.
CREATE TABLE trip(
  id INTEGER PRIMARY KEY,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  country INTEGER NOT NULL,
  region INTEGER NOT NULL,
  city INTEGER NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  photos INTEGER NOT NULL
) STRICT;

-- Every change of `correction`, so that the last ones can be taken back. A batch is what the user did in one go.
CREATE TABLE correction_change(
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  field TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX correction_change_batch ON correction_change(batch);
)sql";

// Words of photos, to be found by (store/photo_words.h): rowid is the photo's, the text is cut into words already.
constexpr const char* kWords = R"sql(
CREATE VIRTUAL TABLE photo_words USING fts5(
  name, folder, caption, picture, tokenize = 'porter unicode61 remove_diacritics 2', detail = column
);
INSERT INTO setting(key, value) VALUES('words_commit', '0');  -- as of which commit
)sql";

// What the page lets the user do: albums, searches to come back to, tokens for scripts; and the tiny pictures that
// stand in a grid until the thumbnail has come (derived, of the pixels named beside them).
constexpr const char* kPage = R"sql(
CREATE TABLE album(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE album_photo(
  album_id INTEGER NOT NULL REFERENCES album ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
  added_at INTEGER NOT NULL,
  PRIMARY KEY(album_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_photo_photo ON album_photo(photo_id);

CREATE TABLE saved_search(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_search(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  words TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE access_token(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE photo_look(
  photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
  pixel_hash BLOB NOT NULL,
  thumbhash BLOB NOT NULL
) STRICT;
CREATE INDEX correction_field ON correction(field);
)sql";

constexpr const char* kMigrations[] = {kFirst, kCatalog, kWords, kPage};

Result<void> run_step(Connection& connection, std::size_t step) {
  TRY(connection.run_script(kMigrations[step]));
  // PRAGMA takes no parameters; the number is ours.
  return connection.run_script(fmt::format("PRAGMA user_version = {}", step + 1).c_str());
}

/// One step in its transaction; false when there was none left.
Result<bool> migrate_one(Connection& connection) {
  TRY(connection.run("BEGIN IMMEDIATE"));
  const auto version = connection.number("PRAGMA user_version");
  const bool newest = version && *version >= static_cast<std::int64_t>(std::size(kMigrations));
  const Result<void> ran = !version ? Result<void>(std::unexpected(version.error()))
                           : newest ? Result<void>()
                                    : run_step(connection, static_cast<std::size_t>(*version));
  const Result<void> ended = ran ? connection.run("COMMIT") : ran;
  if (ended) return !newest;
  connection.roll_back();
  return std::unexpected(ended.error());
}

}  // namespace

std::span<const char* const> migrations() {
  return kMigrations;
}

Result<void> migrate(Connection& connection) {
  while (TRY(migrate_one(connection))) {
  }
  return {};
}

}  // namespace shoebox::store
