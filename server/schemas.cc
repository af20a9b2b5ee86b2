#include <string_view>

#include "server/routes.h"

namespace shoebox::server {

namespace {

// Two literals, because a compiler need not take one of more than 64 KiB. "components" of the document.
constexpr std::string_view kSchemas = R"({
"Problem": {
  "type": "object", "description": "RFC 9457 problem details.", "required": ["type", "title", "status", "detail", "code"],
  "properties": {
    "type": {"type": "string"}, "title": {"type": "string"},
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "detail": {"type": "string", "description": "What happened and what to do next, for a person."},
    "code": {"type": "string", "enum": ["invalid_argument", "not_found", "unsupported", "corrupt", "limit_exceeded", "io", "busy",
      "cancelled", "internal", "not_signed_in", "forbidden", "too_many_attempts", "range", "method"]}}},
"PhotoId": {"type": "integer", "minimum": 1, "maximum": 9007199254740991},
"Tile": {
  "type": "object", "description": "What a grid needs of a photo.",
  "required": ["photo_id", "width", "height", "thumbhash", "thumbnail", "taken_at", "favourite"],
  "properties": {
    "photo_id": {"$ref": "#/components/schemas/PhotoId"},
    "width": {"type": "integer", "minimum": 0, "description": "Pixels, upright; 0 when not known."},
    "height": {"type": "integer", "minimum": 0},
    "thumbhash": {"type": ["string", "null"], "description": "ThumbHash, base64; null until it has been made."},
    "thumbnail": {"type": ["string", "null"],
      "description": "Address of the thumbnail without its size (add &size=s, m or l); null for a photo without a file."},
    "taken_at": {"type": ["string", "null"], "description": "ISO 8601, as precise as it is known, with its offset when known."},
    "favourite": {"type": "boolean"}}},
"Photos": {
  "type": "object", "required": ["photos", "total", "cursor"],
  "properties": {
    "photos": {"type": "array", "items": {"$ref": "#/components/schemas/Tile"}},
    "total": {"type": "integer", "minimum": 0},
    "cursor": {"type": ["string", "null"], "description": "For what follows; null at the end."}}},
"Reason": {
  "type": "object", "required": ["kind", "text"],
  "properties": {
    "kind": {"type": "string", "enum": ["meaning", "time", "place", "person", "camera", "text", "filename"]},
    "text": {"type": "string"}}},
"Chip": {
  "type": "object", "description": "A part of the words that was understood as a filter.",
  "required": ["kind", "text", "canonical", "negated", "label", "begin", "end"],
  "properties": {
    "kind": {"type": "string", "enum": ["time", "place", "person", "people_count", "camera", "lens", "kind", "orientation", "rating",
      "favourite", "file", "text", "trip"]},
    "text": {"type": "string", "description": "As it stands in the words."},
    "canonical": {"type": "string", "description": "What it was understood as, in the structured syntax: to be asked with as it is."},
    "negated": {"type": "boolean"},
    "label": {"type": "string", "description": "To be shown."},
    "begin": {"type": "integer", "minimum": 0, "description": "Where it stands in the words: bytes of UTF-8."},
    "end": {"type": "integer", "minimum": 0},
    "ranges": {"type": "array", "description": "Of a time: half-open local days; null is open.",
      "items": {"type": "array", "items": {"type": ["string", "null"]}, "minItems": 2, "maxItems": 2}},
    "hours": {"type": "array", "description": "Of a time of day: half-open local hours, over midnight when the first is the greater.",
      "items": {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 24}, "minItems": 2, "maxItems": 2}},
    "weekdays": {"type": "array", "description": "0 is Monday.", "items": {"type": "integer", "minimum": 0, "maximum": 6}},
    "moments": {"type": "array", "description": "Half-open, on the wall clock, to the minute.",
      "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}}}},
"Milliseconds": {
  "type": "object", "required": ["parse", "filter", "encode", "index", "rank", "total"],
  "properties": {
    "parse": {"type": "number"}, "filter": {"type": "number"}, "encode": {"type": "number"}, "index": {"type": "number"},
    "rank": {"type": "number"}, "total": {"type": "number"}}},
"SearchResult": {
  "description": "As shoebox search --json tells it, and what a grid needs.",
  "allOf": [{"$ref": "#/components/schemas/Tile"}, {
    "type": "object", "required": ["path", "paths", "score", "relevance", "folded", "place", "people", "why"],
    "properties": {
      "path": {"type": "string"}, "paths": {"type": "array", "items": {"type": "string"}},
      "score": {"type": "number", "description": "Cosine of question and photo."},
      "relevance": {"type": "number", "minimum": 0, "maximum": 1, "description": "Calibrated; under the answer's line it is a maybe."},
      "folded": {"type": "integer", "minimum": 0, "description": "How many more photos of its burst, pair or edits it stands for."},
      "place": {"type": ["string", "null"]},
      "people": {"type": "array", "items": {"type": "string"}},
      "why": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}}}}]},
"SearchAnswer": {
  "type": "object", "required": ["query", "results", "total", "line", "model", "took_ms", "cursor"],
  "properties": {
    "query": {
      "type": "object", "required": ["chips", "meaning"],
      "properties": {
        "chips": {"type": "array", "items": {"$ref": "#/components/schemas/Chip"}},
        "meaning": {"type": "string", "description": "The words that are left, for the model."},
        "negative_meaning": {"type": "string", "description": "What the photos should not show."},
        "suggestions": {"type": "array", "items": {"type": "string"}, "description": "Other words that may be meant."},
        "unread": {"type": "array", "items": {"type": "string"}, "description": "Such as rating:9: looked for as words, since it cannot be read as a filter."}}},
    "results": {"type": "array", "items": {"$ref": "#/components/schemas/SearchResult"}},
    "total": {"type": "integer", "minimum": 0, "description": "Photos that pass the filters."},
    "line": {"type": "number", "description": "Results of less relevance are maybes."},
    "model": {"type": "string"},
    "took_ms": {"$ref": "#/components/schemas/Milliseconds"},
    "relax": {"type": "array", "description": "When the filters leave nothing: how many photos there would be without a chip, best first.",
      "items": {
        "type": "object", "required": ["chip", "total"],
        "properties": {"chip": {"type": "integer", "minimum": 0, "description": "Its place in the query's chips."},
          "total": {"type": "integer", "minimum": 1}}}},
    "explain": {"$ref": "#/components/schemas/Explanation"},
    "cursor": {"type": ["string", "null"], "description": "For the next results; null when there are no more."}}},
"Explanation": {
  "type": "object", "description": "How the answer came about, when asked to explain.",
  "properties": {
    "filters": {"type": "array", "items": {
      "type": "object", "required": ["chip", "canonical", "negated", "photos"],
      "properties": {
        "chip": {"type": "integer", "minimum": 0}, "canonical": {"type": "string"}, "negated": {"type": "boolean"},
        "photos": {"type": "integer", "minimum": 0, "description": "That it matches or, negated, takes away."}}}},
    "library": {"type": "integer", "minimum": 0, "description": "Photos before all filters."},
    "left": {"type": "integer", "minimum": 0, "description": "And after them."},
    "background": {"type": "number", "description": "The score that an ordinary photo of this library has for this question."},
    "spread": {"type": "number", "description": "Of such scores: about one standard deviation."},
    "upper": {"type": "number", "description": "How far the best twentieth of the library stands above the background."},
    "sample": {"type": "integer", "minimum": 0, "description": "Photos that this was estimated from."},
    "among": {"type": "integer", "minimum": 0, "description": "Photos that the question chooses from."},
    "calibrated": {"type": "boolean", "description": "Whether the model's own calibration had a say."}}},
"Suggestions": {
  "type": "object", "required": ["suggestions"],
  "properties": {"suggestions": {"type": "array", "items": {
    "type": "object", "required": ["kind", "text"],
    "properties": {
      "kind": {"type": "string", "enum": ["search", "saved", "place", "camera", "person", "time"]},
      "text": {"type": "string", "description": "The words to search with."}}}}}},
"HistoryEntry": {
  "type": "object", "required": ["q"], "additionalProperties": false,
  "properties": {"q": {"type": "string", "minLength": 1, "maxLength": 4000, "pattern": "\\S"}}},
"History": {
  "type": "object", "required": ["searches"],
  "properties": {"searches": {"type": "array", "items": {
    "type": "object", "required": ["q", "at"], "properties": {"q": {"type": "string"}, "at": {"type": "string", "format": "date-time"}}}}}},
"Photo": {
  "description": "All that is known of a photo.",
  "allOf": [{"$ref": "#/components/schemas/Tile"}, {
    "type": "object",
    "required": ["path", "paths", "present", "format", "bytes", "version", "hidden", "taken", "place", "position", "camera", "title",
      "description", "keywords", "rating", "people", "albums", "neighbours", "original", "preview", "shown_by_browsers", "trip"],
    "properties": {
      "path": {"type": ["string", "null"], "description": "A file that can be read now; null when there is none."},
      "paths": {"type": "array", "items": {"type": "string"}, "description": "All files of the photo."},
      "present": {"type": "boolean", "description": "Whether it has a file that can be read."},
      "format": {"type": "string", "description": "jpeg, png, webp, gif, bmp, tiff, heic, avif, jxl or raw; empty when not known."},
      "bytes": {"type": "integer", "minimum": 0},
      "version": {"type": "integer", "minimum": 1, "description": "Grows when the pixels change."},
      "hidden": {"type": "boolean"},
      "taken": {"oneOf": [{"type": "null"}, {
        "type": "object", "required": ["local", "precision", "offset_minutes", "source"],
        "properties": {
          "local": {"type": "string", "description": "The wall clock where it was taken, cut to its precision."},
          "precision": {"type": "string", "enum": ["year", "month", "day", "minute", "second", "subsecond"]},
          "offset_minutes": {"type": ["integer", "null"]},
          "source": {"type": "string", "description": "Who says so: exif:DateTimeOriginal, name, …"}}}]},
      "place": {"type": ["string", "null"]},
      "position": {"oneOf": [{"type": "null"}, {
        "type": "object", "required": ["latitude", "longitude", "altitude_metres"],
        "properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}, "altitude_metres": {"type": ["number", "null"]}}}]},
      "camera": {
        "type": "object", "required": ["make", "model", "lens", "software", "exposure_seconds", "f_number", "focal_length_mm", "iso"],
        "properties": {
          "make": {"type": "string"}, "model": {"type": "string"}, "lens": {"type": "string"}, "software": {"type": "string"},
          "exposure_seconds": {"type": ["number", "null"]}, "f_number": {"type": ["number", "null"]},
          "focal_length_mm": {"type": ["number", "null"]}, "iso": {"type": ["integer", "null"]}}},
      "title": {"type": "string"}, "description": {"type": "string"},
      "keywords": {"type": "array", "items": {"type": "string"}},
      "rating": {"type": ["integer", "null"], "minimum": -1, "maximum": 5},
      "people": {"type": "array", "items": {"type": "string"}},
      "albums": {"type": "array", "items": {"type": "integer", "minimum": 1}},
      "neighbours": {
        "type": "object", "required": ["newer", "older"], "description": "In time.",
        "properties": {
          "newer": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/PhotoId"}]},
          "older": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/PhotoId"}]}}},
      "trip": {"oneOf": [{"type": "null"}, {
        "type": "object", "required": ["first_day", "last_day", "q"], "description": "The trip that it was taken on.",
        "properties": {"first_day": {"type": "string", "format": "date"}, "last_day": {"type": "string", "format": "date"},
          "q": {"type": "string", "description": "Words that find its photos."}}}]},
      "original": {"type": ["string", "null"], "description": "Address of the file."},
      "preview": {"type": ["string", "null"], "description": "Address of the whole picture in a format that browsers show."},
      "shown_by_browsers": {"type": "boolean", "description": "Whether a browser shows the original itself."}}}]},
"Timeline": {
  "type": "object", "required": ["by", "buckets", "total"],
  "properties": {
    "by": {"type": "string", "enum": ["year", "month", "day"]},
    "buckets": {"type": "array", "description": "Newest first; photos without a time last, as \"unknown\". A photo whose time is less precise than the bucket counts at the first.",
      "items": {"type": "object", "required": ["bucket", "count"],
        "properties": {"bucket": {"type": "string"}, "count": {"type": "integer", "minimum": 1}}}},
    "total": {"type": "integer", "minimum": 0}}},
"Map": {
  "type": "object", "required": ["clusters", "total", "without_position"],
  "properties": {
    "clusters": {"type": "array", "items": {
      "type": "object", "required": ["latitude", "longitude", "count", "box", "photo_id", "thumbnail"],
      "properties": {
        "latitude": {"type": "number"}, "longitude": {"type": "number"},
        "count": {"type": "integer", "minimum": 1},
        "box": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4, "description": "west, south, east, north"},
        "photo_id": {"$ref": "#/components/schemas/PhotoId"},
        "thumbnail": {"type": ["string", "null"]}}}},
    "total": {"type": "integer", "minimum": 0, "description": "Photos in the box."},
    "without_position": {"type": "integer", "minimum": 0, "description": "Photos of the library that no map can show."}}},)"
                                      R"(
"AlbumName": {
  "type": "object", "required": ["name"], "additionalProperties": false,
  "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "\\S"}}},
"Album": {
  "type": "object", "required": ["album_id", "name", "count", "cover", "created_at"],
  "properties": {
    "album_id": {"type": "integer", "minimum": 1}, "name": {"type": "string"}, "count": {"type": "integer", "minimum": 0},
    "cover": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Tile"}]},
    "created_at": {"type": "string", "format": "date-time"}}},
"Albums": {
  "type": "object", "required": ["albums"],
  "properties": {"albums": {"type": "array", "items": {"$ref": "#/components/schemas/Album"}}}},
"PhotoIds": {
  "type": "object", "required": ["photo_ids"], "additionalProperties": false,
  "properties": {"photo_ids": {"type": "array", "items": {"$ref": "#/components/schemas/PhotoId"}, "minItems": 1, "maxItems": 10000}}},
"Correction": {
  "type": "object", "additionalProperties": false,
  "description": "Of which photos (photo_ids, or all of a camera), and one thing that is right.",
  "properties": {
    "photo_ids": {"type": "array", "items": {"$ref": "#/components/schemas/PhotoId"}, "maxItems": 10000},
    "camera": {"type": "string", "minLength": 1, "maxLength": 200, "description": "Maker and model, or the model alone: all its photos."},
    "taken": {"type": "string", "minLength": 4, "maxLength": 40, "description": "2024-03-09T14:05, or the beginning of such a time."},
    "shift_seconds": {"type": "integer", "minimum": -6324480000, "maximum": 6324480000, "description": "By which the camera's clock was wrong."},
    "place": {"type": "object", "required": ["latitude", "longitude"], "additionalProperties": false, "properties": {
      "latitude": {"type": "number", "minimum": -90, "maximum": 90}, "longitude": {"type": "number", "minimum": -180, "maximum": 180}}},
    "place_name": {"type": "string", "minLength": 1, "maxLength": 200, "description": "A city's name in English or Chinese, or 35.01,135.77: the same without knowing degrees."},
    "nowhere": {"type": "boolean", "description": "true: the place is wrong, and the right one is not known."},
    "zone": {"type": "string", "minLength": 1, "maxLength": 100, "description": "Asia/Tokyo"},
    "as_said": {"type": "string", "minLength": 1, "maxLength": 10, "description": "What the files say again of: taken, place or zone."}}},
"Corrected": {
  "type": "object", "required": ["photos"],
  "properties": {"photos": {"type": "integer", "minimum": 0, "description": "How many photos it was about."}}},
"NewSavedSearch": {
  "type": "object", "required": ["name", "q"], "additionalProperties": false,
  "properties": {
    "name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "\\S"},
    "q": {"type": "string", "minLength": 1, "maxLength": 4000, "pattern": "\\S"}}},
"SavedSearch": {
  "type": "object", "required": ["search_id", "name", "q", "created_at"],
  "properties": {
    "search_id": {"type": "integer", "minimum": 1}, "name": {"type": "string"}, "q": {"type": "string"},
    "created_at": {"type": "string", "format": "date-time"}}},
"SavedSearches": {
  "type": "object", "required": ["searches"],
  "properties": {"searches": {"type": "array", "items": {"$ref": "#/components/schemas/SavedSearch"}}}},
"Job": {
  "type": "object", "description": "What is being done to the library now, or was done last.",
  "required": ["revision", "state", "kind", "stage", "done", "total", "total_is_final", "skipped", "per_second", "seconds_left", "error", "notes"],
  "properties": {
    "revision": {"type": "integer", "minimum": 0, "description": "Grows with every change while this server runs: of two answers the one with the greater is newer."},
    "state": {"type": "string", "enum": ["idle", "running", "stopping", "done", "stopped", "failed"]},
    "kind": {"type": ["string", "null"], "enum": ["index", "use_model", null]},
    "stage": {"type": "string"},
    "done": {"type": "integer", "minimum": 0, "description": "Files."},
    "total": {"type": "integer", "minimum": 0, "description": "Files; 0 while not known."},
    "total_is_final": {"type": "boolean", "description": "false while the scan still finds more."},
    "skipped": {"type": "integer", "minimum": 0},
    "per_second": {"type": "number"},
    "seconds_left": {"type": ["number", "null"]},
    "error": {"type": ["string", "null"]},
    "notes": {"type": "array", "items": {"type": "string"}},
    "summary": {
      "type": "object", "description": "Of a run that has ended: counts of files.",
      "required": ["seen", "added", "unchanged", "moved", "updated", "ignored", "missing", "skipped", "seconds"],
      "properties": {
        "seen": {"type": "integer"}, "added": {"type": "integer"}, "unchanged": {"type": "integer"}, "moved": {"type": "integer"},
        "updated": {"type": "integer"}, "ignored": {"type": "integer"}, "missing": {"type": "integer"},
        "skipped": {"type": "integer"}, "seconds": {"type": "number"}}}}},
"Root": {
  "type": "object", "required": ["root_id", "path", "available", "photos", "files", "missing", "ignored", "bytes", "skipped", "scanned_at"],
  "properties": {
    "root_id": {"type": "integer", "minimum": 1}, "path": {"type": "string"},
    "available": {"type": "boolean", "description": "false: could not be read when last looked at (an unplugged drive)."},
    "photos": {"type": "integer", "minimum": 0}, "files": {"type": "integer", "minimum": 0},
    "missing": {"type": "integer", "minimum": 0}, "ignored": {"type": "integer", "minimum": 0},
    "bytes": {"type": "integer", "minimum": 0}, "skipped": {"type": "integer", "minimum": 0},
    "scanned_at": {"type": ["string", "null"], "format": "date-time"}}},
"Roots": {
  "type": "object", "required": ["roots"],
  "properties": {"roots": {"type": "array", "items": {"$ref": "#/components/schemas/Root"}}}},
"NewRoot": {
  "type": "object", "required": ["path"], "additionalProperties": false,
  "properties": {"path": {"type": "string", "minLength": 1, "maxLength": 4096, "pattern": "^/", "description": "Absolute, on the server's machine."}}},
"RemovedRoot": {
  "type": "object", "required": ["photos"],
  "properties": {"photos": {"type": "integer", "minimum": 0, "description": "How many photos left the library."}}},
"Folders": {
  "type": "object", "required": ["path", "parent", "folders"],
  "properties": {
    "path": {"type": "string"}, "parent": {"type": ["string", "null"]},
    "folders": {"type": "array", "items": {
      "type": "object", "required": ["name", "path"], "properties": {"name": {"type": "string"}, "path": {"type": "string"}}}}}},
"Status": {
  "type": "object", "required": ["version", "home", "photos", "favourites", "hidden", "roots", "skipped_files", "spaces", "storage", "job", "languages"],
  "properties": {
    "version": {"type": "string"}, "home": {"type": "string"},
    "photos": {"type": "integer", "minimum": 0, "description": "With a file that can be read."},
    "favourites": {"type": "integer", "minimum": 0}, "hidden": {"type": "integer", "minimum": 0},
    "roots": {"type": "array", "items": {"$ref": "#/components/schemas/Root"}},
    "skipped_files": {"type": "array", "description": "The latest of each folder.", "items": {
      "type": "object", "required": ["path", "code", "error"],
      "properties": {"path": {"type": "string"}, "code": {"type": "string"}, "error": {"type": "string"}}}},
    "spaces": {"type": "array", "items": {
      "type": "object", "required": ["space", "model", "dimension", "active", "embeddings"],
      "properties": {
        "space": {"type": "string"}, "model": {"type": "string"}, "dimension": {"type": "integer"}, "active": {"type": "boolean"},
        "embeddings": {"type": "integer", "minimum": 0}}}},
    "storage": {
      "type": "object", "required": ["database_bytes", "index_bytes", "thumbnail_bytes", "model_bytes", "free_bytes"],
      "properties": {
        "database_bytes": {"type": "integer"}, "index_bytes": {"type": "integer"}, "thumbnail_bytes": {"type": "integer"},
        "model_bytes": {"type": "integer"}, "free_bytes": {"type": "integer"}}},
    "job": {"$ref": "#/components/schemas/Job"},
    "languages": {"type": "array", "items": {"type": "string"}}}},
"Model": {
  "type": "object", "required": ["name", "folder", "embedded", "active", "space", "dimension", "licence", "languages", "problem"],
  "properties": {
    "name": {"type": "string"}, "folder": {"type": "string"},
    "embedded": {"type": "boolean", "description": "Came with the program."},
    "active": {"type": "boolean", "description": "Answers now."},
    "space": {"type": ["string", "null"]}, "dimension": {"type": ["integer", "null"]}, "licence": {"type": ["string", "null"]},
    "languages": {"type": "array", "items": {"type": "string"}},
    "problem": {"type": ["string", "null"], "description": "Why it cannot be used."}}},
"Models": {
  "type": "object", "required": ["models"],
  "properties": {"models": {"type": "array", "items": {"$ref": "#/components/schemas/Model"}}}},
"ModelName": {
  "type": "object", "required": ["name"], "additionalProperties": false,
  "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 512}}},
"Session": {
  "type": "object", "required": ["password_needed", "signed_in", "by", "secure"],
  "properties": {
    "password_needed": {"type": "boolean"},
    "signed_in": {"type": "boolean", "description": "Whether the other addresses answer."},
    "by": {"type": "string", "enum": ["nobody", "loopback", "no_auth", "cookie", "token"]},
    "secure": {"type": "boolean", "description": "Whether the connection is encrypted or stays on the machine: installing and the live camera need it."}}},
"Password": {
  "type": "object", "required": ["password"], "additionalProperties": false,
  "properties": {"password": {"type": "string", "minLength": 1, "maxLength": 1024, "format": "password"}}},
"TokenName": {
  "type": "object", "required": ["name"], "additionalProperties": false,
  "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "\\S"}}},
"Token": {
  "type": "object", "required": ["token_id", "name", "created_at"],
  "properties": {
    "token_id": {"type": "integer", "minimum": 1}, "name": {"type": "string"}, "created_at": {"type": "string", "format": "date-time"}}},
"NewToken": {
  "allOf": [{"$ref": "#/components/schemas/Token"}, {
    "type": "object", "required": ["token"],
    "properties": {"token": {"type": "string", "description": "Sent as Authorization: Bearer TOKEN. It is not kept and cannot be told again."}}}]},
"Tokens": {
  "type": "object", "required": ["tokens"],
  "properties": {"tokens": {"type": "array", "items": {"$ref": "#/components/schemas/Token"}}}},
"Document": {"type": "object", "description": "An OpenAPI 3.1 document."}
})";

}  // namespace

std::string_view schemas_text() {
  return kSchemas;
}

}  // namespace shoebox::server
