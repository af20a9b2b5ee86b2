#include "server/routes.h"

#include <array>

#include "core/limits.h"
#include "server/forms.h"

namespace shoebox::server {

namespace {

constexpr double kIdMax = 9007199254740991;  // what every client can hold: 2^53 - 1

constexpr Parameter id(std::string_view name, std::string_view help) {
  return {.name = name, .type = ValueType::kInteger, .minimum = 1, .maximum = kIdMax, .help = help, .required = true};
}

constexpr Parameter kPhotoId = id("id", "the photo");
constexpr Parameter kAlbumId = id("album", "the album");
constexpr Parameter kQuestion{.name = "q",
                              .maximum = limits::kQuestionCharactersMax,
                              .help = "what you remember of the photos, in Chinese or English"};
constexpr Parameter kCount{.name = "k",
                           .type = ValueType::kInteger,
                           .minimum = 1,
                           .maximum = limits::kPageResultsMax,
                           .default_text = "60",
                           .help = "how many at most"};
constexpr Parameter kCursor{.name = "cursor",
                            .maximum = 7,
                            .pattern = "^[0-9]{1,7}$",
                            .help = "the cursor of the answer before, for what follows it",
                            .form = is_cursor};
constexpr Parameter kLanguage{.name = "lang",
                              .type = ValueType::kChoice,
                              .choices = "zh-CN|en",
                              .help = "of reasons and names; else as Accept-Language says"};
constexpr Parameter kWeights{.name = "weights",
                             .maximum = 32,
                             .pattern = "^[0-9]{1,3}(\\.[0-9]{1,10})?,[0-9]{1,3}(\\.[0-9]{1,10})?$",
                             .help = "of text and picture when both are given, as 0.7,0.3",
                             .form = is_weights};
constexpr Parameter kModel{
    .name = "model", .maximum = 512, .help = "answer with this model (name or space) instead of the active one"};
constexpr Parameter kAboveLine{.name = "above_line",
                               .type = ValueType::kBoolean,
                               .default_text = "false",
                               .help = "leave the \"maybe\" results out"};
constexpr Parameter kExplain{.name = "explain",
                             .type = ValueType::kBoolean,
                             .default_text = "false",
                             .help = "tell how the relevance came about"};
constexpr Parameter kNoFold{.name = "no_fold",
                            .type = ValueType::kBoolean,
                            .default_text = "false",
                            .help = "every photo by itself, copies and bursts too"};
constexpr Parameter kNoFilters{
    .name = "no_filters", .type = ValueType::kBoolean, .default_text = "false", .help = "the words are meaning only"};
constexpr Parameter kSort{.name = "sort",
                          .type = ValueType::kChoice,
                          .choices = "relevance|time",
                          .default_text = "relevance",
                          .help = "time: those above the line, newest first, then the others, likeliest first"};
constexpr Parameter kBox{.name = "box",
                         .maximum = 64,
                         .pattern = "^-?[0-9]{1,3}(\\.[0-9]{1,10})?(,-?[0-9]{1,3}(\\.[0-9]{1,10})?){3}$",
                         .help = "west,south,east,north in degrees; west may be greater than east",
                         .form = is_box};

constexpr std::array kSearch = {kQuestion,
                                Parameter{.name = "photo",
                                          .type = ValueType::kInteger,
                                          .minimum = 1,
                                          .maximum = kIdMax,
                                          .help = "more like this photo; together with q: both"},
                                kCount,
                                kCursor,
                                kLanguage,
                                kWeights,
                                kModel,
                                kSort,
                                kAboveLine,
                                kExplain,
                                kNoFold,
                                kNoFilters};
constexpr std::array kSearchByPicture = {kQuestion, kCount,     kCursor,  kLanguage, kWeights,  kModel,
                                         kSort,     kAboveLine, kExplain, kNoFold,   kNoFilters};
constexpr std::array kSuggest = {
    Parameter{
        .name = "q", .maximum = limits::kQuestionCharactersMax, .help = "what has been typed; nothing: the latest"},
    kLanguage};
constexpr std::array kPhoto = {kPhotoId};
constexpr std::array kInLanguage = {kLanguage};
constexpr std::array kPhotoInLanguage = {kPhotoId, kLanguage};
constexpr Parameter kVersion{.name = "v",
                             .maximum = 32,
                             .pattern = "^[0-9a-f]{1,32}$",
                             .help = "names the picture's pixels, so that the reply may be kept for ever",
                             .form = is_version};
constexpr std::array kThumbnail = {kPhotoId,
                                   Parameter{.name = "size",
                                             .type = ValueType::kChoice,
                                             .choices = "s|m|l",
                                             .default_text = "m",
                                             .help = "long side of 256, 512 or 1600 pixels; never enlarged"},
                                   kVersion};
constexpr std::array kPreview = {kPhotoId, kVersion};
constexpr std::array kOriginal = {kPhotoId,
                                  Parameter{.name = "file",
                                            .type = ValueType::kInteger,
                                            .minimum = 0,
                                            .maximum = limits::kPhotoFilesShownMax,
                                            .default_text = "0",
                                            .help = "which of the photo's files, as in its \"paths\""},
                                  Parameter{.name = "download",
                                            .type = ValueType::kBoolean,
                                            .default_text = "false",
                                            .help = "to be saved instead of shown"}};
constexpr std::array kTimeline = {Parameter{.name = "by",
                                            .type = ValueType::kChoice,
                                            .choices = "year|month|day",
                                            .default_text = "month",
                                            .help = "the length of a bucket"}};
constexpr std::array kBucket = {Parameter{.name = "bucket",
                                          .maximum = 10,
                                          .pattern = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|unknown)$",
                                          .help = "2024, 2024-05, 2024-05-17 or unknown",
                                          .form = is_bucket,
                                          .required = true},
                                kCount, kCursor};
constexpr std::array kMap = {kBox,
                             Parameter{.name = "zoom",
                                       .type = ValueType::kNumber,
                                       .minimum = 0,
                                       .maximum = 22,
                                       .default_text = "3",
                                       .help = "as of web maps: clusters are about an eighth of a 256-pixel tile"}};
constexpr std::array kMapPhotos = {Parameter{.name = kBox.name,
                                             .maximum = kBox.maximum,
                                             .pattern = kBox.pattern,
                                             .help = kBox.help,
                                             .form = is_box,
                                             .required = true},
                                   kCount, kCursor};
constexpr std::array kPage = {kCount, kCursor};
constexpr std::array kAlbum = {kAlbumId};
constexpr std::array kAlbumPage = {kAlbumId, kCount, kCursor};
constexpr std::array kAlbumPhoto = {kAlbumId, kPhotoId};
constexpr std::array kSavedSearch = {id("search", "the saved search")};
constexpr std::array kRoot = {id("root", "the folder")};
constexpr std::array kToken = {id("token", "the token")};
constexpr std::array kFolders = {
    Parameter{.name = "path",
              .maximum = limits::kPathBytesMax,
              .help = "a folder of the server's machine; nothing: where photos usually are"}};

constexpr std::array kNotFound = {404};
constexpr std::array kSearchProblems = {404, 422};
constexpr std::array kPictureProblems = {404, 413, 415, 422};
constexpr std::array kBusy = {409, 422};
constexpr std::array kNotFoundOrBusy = {404, 409, 422};
constexpr std::array kBodyProblems = {404, 413, 415, 422};
constexpr std::array kRangeProblems = {404, 416};
constexpr std::array kSignInProblems = {413, 415, 422, 429};

using enum Method;

constexpr std::array kRoutes = {
    // Finding.
    Route{kGet, "/api/search", "search", "search", "Find photos by words, by a photo of the library, or by both.",
          kSearch, Body::kNone, "", 200, "SearchAnswer", "application/json", kSearchProblems},
    Route{kPost, "/api/search", "search_by_picture", "search",
          "Find photos that look like an uploaded picture, with words or without.", kSearchByPicture, Body::kPicture,
          "", 200, "SearchAnswer", "application/json", kPictureProblems},
    Route{kGet, "/api/suggest", "suggest", "search", "What the words so far could become.", kSuggest, Body::kNone, "",
          200, "Suggestions"},
    Route{kGet,
          "/api/history",
          "list_history",
          "search",
          "The latest searches that were kept.",
          {},
          Body::kNone,
          "",
          200,
          "History"},
    Route{kPost,
          "/api/history",
          "keep_search",
          "search",
          "Keep a search among the latest ones, to be suggested.",
          {},
          Body::kJson,
          "HistoryEntry",
          204,
          "",
          "",
          kBodyProblems},
    Route{kDelete,
          "/api/history",
          "clear_history",
          "search",
          "Forget all kept searches.",
          {},
          Body::kNone,
          "",
          204,
          "",
          ""},

    // A photo.
    Route{kGet, "/api/photos/{id}", "get_photo", "photos", "All that is known of a photo.", kPhotoInLanguage,
          Body::kNone, "", 200, "Photo", "application/json", kNotFound},
    Route{kGet, "/api/photos/{id}/thumbnail", "get_thumbnail", "photos", "A small picture.", kThumbnail, Body::kNone,
          "", 200, "", "image/webp", kNotFound},
    Route{kGet, "/api/photos/{id}/preview", "get_preview", "photos",
          "The whole picture upright as WebP, for formats that a browser does not show.", kPreview, Body::kNone, "",
          200, "", "image/webp", kNotFound},
    Route{kGet, "/api/photos/{id}/original", "get_original", "photos", "The file as it is; parts of it by Range.",
          kOriginal, Body::kNone, "", 200, "", "application/octet-stream", kRangeProblems},
    Route{kPut, "/api/photos/{id}/favourite", "add_favourite", "photos", "Make it a favourite.", kPhoto, Body::kNone,
          "", 204, "", "", kNotFound},
    Route{kDelete, "/api/photos/{id}/favourite", "remove_favourite", "photos", "It is no favourite any more.", kPhoto,
          Body::kNone, "", 204, "", "", kNotFound},
    Route{kPut, "/api/photos/{id}/hidden", "hide_photo", "photos", "Leave it out of results, timeline and map.", kPhoto,
          Body::kNone, "", 204, "", "", kNotFound},
    Route{kDelete, "/api/photos/{id}/hidden", "show_photo", "photos", "Show it again.", kPhoto, Body::kNone, "", 204,
          "", "", kNotFound},
    Route{kGet, "/api/favourites", "list_favourites", "photos", "The favourites, newest photo first.", kPage,
          Body::kNone, "", 200, "Photos"},
    Route{kGet, "/api/hidden", "list_hidden", "photos", "The photos that are hidden.", kPage, Body::kNone, "", 200,
          "Photos"},

    // Time and place.
    Route{kGet, "/api/timeline", "get_timeline", "timeline", "How many photos there are of each time, newest first.",
          kTimeline, Body::kNone, "", 200, "Timeline"},
    Route{kGet, "/api/timeline/{bucket}", "get_timeline_bucket", "timeline", "The photos of a time, newest first.",
          kBucket, Body::kNone, "", 200, "Photos"},
    Route{kGet, "/api/map", "get_map", "map", "Photos with a position, near ones together.", kMap, Body::kNone, "", 200,
          "Map"},
    Route{kGet, "/api/map/photos", "list_map_photos", "map", "The photos of an area, newest first.", kMapPhotos,
          Body::kNone, "", 200, "Photos"},

    // Corrections.
    Route{kPost,
          "/api/corrections",
          "correct_photos",
          "photos",
          "Say when or where photos were really taken. Files are never written to.",
          {},
          Body::kJson,
          "Correction",
          200,
          "Corrected",
          "application/json",
          kBodyProblems},
    Route{kPost,
          "/api/corrections/undo",
          "undo_correction",
          "photos",
          "Take back what was corrected last.",
          {},
          Body::kNone,
          "",
          200,
          "Corrected",
          "application/json",
          kNotFound},

    // Albums and saved searches.
    Route{kGet, "/api/albums", "list_albums", "albums", "All albums, by name.", {}, Body::kNone, "", 200, "Albums"},
    Route{kPost,
          "/api/albums",
          "create_album",
          "albums",
          "A new album.",
          {},
          Body::kJson,
          "AlbumName",
          201,
          "Album",
          "application/json",
          kBodyProblems},
    Route{kGet, "/api/albums/{album}", "get_album", "albums", "An album.", kAlbum, Body::kNone, "", 200, "Album",
          "application/json", kNotFound},
    Route{kPut, "/api/albums/{album}", "rename_album", "albums", "Give it another name.", kAlbum, Body::kJson,
          "AlbumName", 200, "Album", "application/json", kBodyProblems},
    Route{kDelete, "/api/albums/{album}", "delete_album", "albums", "The album goes, its photos stay.", kAlbum,
          Body::kNone, "", 204, "", "", kNotFound},
    Route{kGet, "/api/albums/{album}/photos", "list_album_photos", "albums", "Its photos, oldest first.", kAlbumPage,
          Body::kNone, "", 200, "Photos", "application/json", kNotFound},
    Route{kPost, "/api/albums/{album}/photos", "add_album_photos", "albums", "Put photos in.", kAlbum, Body::kJson,
          "PhotoIds", 200, "Album", "application/json", kBodyProblems},
    Route{kDelete, "/api/albums/{album}/photos/{id}", "remove_album_photo", "albums", "Take a photo out.", kAlbumPhoto,
          Body::kNone, "", 204, "", "", kNotFound},
    Route{kGet,
          "/api/searches",
          "list_saved_searches",
          "albums",
          "The saved searches, by name.",
          {},
          Body::kNone,
          "",
          200,
          "SavedSearches"},
    Route{kPost,
          "/api/searches",
          "save_search",
          "albums",
          "Save a search under a name.",
          {},
          Body::kJson,
          "NewSavedSearch",
          201,
          "SavedSearch",
          "application/json",
          kBodyProblems},
    Route{kPut, "/api/searches/{search}", "change_saved_search", "albums", "Change its name or words.", kSavedSearch,
          Body::kJson, "NewSavedSearch", 200, "SavedSearch", "application/json", kBodyProblems},
    Route{kDelete, "/api/searches/{search}", "delete_saved_search", "albums", "Forget it.", kSavedSearch, Body::kNone,
          "", 204, "", "", kNotFound},

    // The library.
    Route{kGet, "/api/status", "get_status", "library", "What the library holds, and what is going on.", kInLanguage,
          Body::kNone, "", 200, "Status"},
    Route{kGet,
          "/api/events",
          "watch_events",
          "library",
          "Server-sent events: \"job\" (a Job, its error in English) while photos are read, \"library\" when it has "
          "changed.",
          {},
          Body::kNone,
          "",
          200,
          "",
          "text/event-stream"},
    Route{kPost,
          "/api/index",
          "start_index",
          "library",
          "Look for new and changed photos in all folders.",
          {},
          Body::kNone,
          "",
          202,
          "Job",
          "application/json",
          kBusy},
    Route{kDelete,
          "/api/index",
          "stop_index",
          "library",
          "Stop what is going on; what was read is kept.",
          {},
          Body::kNone,
          "",
          202,
          "Job"},
    Route{kGet,
          "/api/roots",
          "list_roots",
          "library",
          "The folders that are indexed.",
          {},
          Body::kNone,
          "",
          200,
          "Roots"},
    Route{kPost,
          "/api/roots",
          "add_root",
          "library",
          "Read a folder, with everything below.",
          {},
          Body::kJson,
          "NewRoot",
          202,
          "Job",
          "application/json",
          kNotFoundOrBusy},
    Route{kDelete, "/api/roots/{root}", "remove_root", "library", "Forget a folder and its photos; no file is touched.",
          kRoot, Body::kNone, "", 200, "RemovedRoot", "application/json", kNotFoundOrBusy},
    Route{kGet, "/api/folders", "list_folders", "library",
          "The folders in a folder of the server's machine, to choose from.", kFolders, Body::kNone, "", 200, "Folders",
          "application/json", kNotFound},
    Route{kGet, "/api/models", "list_models", "library", "The models at hand.", kInLanguage, Body::kNone, "", 200,
          "Models"},
    Route{kPost,
          "/api/models/use",
          "use_model",
          "library",
          "Let a model answer; all photos are read for it first, the old one answers until then.",
          {},
          Body::kJson,
          "ModelName",
          202,
          "Job",
          "application/json",
          kNotFoundOrBusy},

    // Signing in.
    Route{kGet,
          "/api/session",
          "get_session",
          "session",
          "Whether a password is needed, and who asks.",
          {},
          Body::kNone,
          "",
          200,
          "Session",
          "application/json",
          {},
          Guard::kOpen},
    Route{kPost,
          "/api/session",
          "sign_in",
          "session",
          "Sign in with the password; the reply sets a cookie.",
          {},
          Body::kJson,
          "Password",
          200,
          "Session",
          "application/json",
          kSignInProblems,
          Guard::kOpen},
    Route{kDelete,
          "/api/session",
          "sign_out",
          "session",
          "Sign out.",
          {},
          Body::kNone,
          "",
          204,
          "",
          "",
          {},
          Guard::kOpen},
    Route{kGet, "/api/tokens", "list_tokens", "session", "The tokens of scripts.", {}, Body::kNone, "", 200, "Tokens"},
    Route{kPost,
          "/api/tokens",
          "create_token",
          "session",
          "A new token, told this once.",
          {},
          Body::kJson,
          "TokenName",
          201,
          "NewToken",
          "application/json",
          kBodyProblems},
    Route{kDelete, "/api/tokens/{token}", "delete_token", "session", "The token is not accepted any more.", kToken,
          Body::kNone, "", 204, "", "", kNotFound},
    Route{kGet,
          "/api/openapi.json",
          "get_openapi",
          "session",
          "This document.",
          {},
          Body::kNone,
          "",
          200,
          "Document",
          "application/json",
          {},
          Guard::kOpen},
};

}  // namespace

std::string_view to_string(Method method) {
  constexpr std::array<std::string_view, 4> kNames = {"GET", "POST", "PUT", "DELETE"};
  return kNames[static_cast<std::size_t>(method)];
}

bool Parameter::in_path(std::string_view path) const {
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
    if (path.substr(at + 1, path.find('}', at) - at - 1) == name) return true;
  }
  return false;
}

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace shoebox::server
