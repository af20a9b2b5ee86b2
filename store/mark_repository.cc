#include "store/mark_repository.h"

#include <string_view>

#include "store/connection.h"
#include "store/photo_rows.h"

namespace shoebox::store {

namespace {

std::string_view field_of(Mark mark) {
  return mark == Mark::kFavourite ? "favourite" : "hidden";
}

}  // namespace

Result<void> MarkRepository::set(Transaction& transaction, PhotoId photo, Mark mark, Marked marked) {
  TRY(transaction.require_open());
  Connection& connection = database_.connection();
  TRY(find_photo_row(connection, photo));
  const auto now = TRY(now_ms(connection));
  // "0" stands against a source that says favourite; nothing says hidden but the user.
  if (mark == Mark::kFavourite || marked == Marked::kYes) {
    TRY(
        connection.run("INSERT INTO correction(photo_id, field, value, made_at) VALUES(?1, ?2, ?3, ?4) "
                       "ON CONFLICT DO UPDATE SET value = ?3, made_at = ?4 WHERE value <> ?3",
                       photo.value, field_of(mark), marked == Marked::kYes ? "1" : "0", now));
  } else {
    TRY(connection.run("DELETE FROM correction WHERE photo_id = ? AND field = ?", photo.value, field_of(mark)));
  }
  if (connection.changes() == 0) return {};
  if (mark == Mark::kFavourite) {
    TRY(connection.run("UPDATE photo SET favourite = ? WHERE id = ?", marked == Marked::kYes, photo.value));
  }
  // So that what is derived of the photo is made anew.
  const CommitSequence sequence = TRY(transaction.sequence());
  return connection.run("UPDATE photo SET commit_seq = ? WHERE id = ?", sequence.value, photo.value);
}

Result<bool> MarkRepository::has(PhotoId photo, Mark mark) {
  if (mark == Mark::kFavourite) {
    return TRY(database_.connection().number("SELECT EXISTS(SELECT 1 FROM photo WHERE id = ? AND favourite = 1)",
                                             photo.value)) != 0;
  }
  return TRY(database_.connection().number(
             "SELECT EXISTS(SELECT 1 FROM correction WHERE photo_id = ? AND field = 'hidden')", photo.value)) != 0;
}

Result<std::vector<PhotoId>> MarkRepository::all(Mark mark) {
  std::vector<PhotoId> photos;
  auto rows = TRY(database_.connection().query(
      mark == Mark::kFavourite ? "SELECT id FROM photo WHERE favourite = 1 ORDER BY id"
                               : "SELECT photo_id FROM correction WHERE field = 'hidden' ORDER BY photo_id"));
  while (TRY(rows.step())) photos.push_back(PhotoId{rows.integer(0)});
  return photos;
}

}  // namespace shoebox::store
