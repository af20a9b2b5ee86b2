#include "engine/correction.h"
#include "server/handlers.h"
#include "server/json.h"
#include "server/problem.h"

namespace shoebox::server {

namespace {

using What = engine::Correction::What;

/// The schema has checked the types; that exactly one thing is said is checked here.
Result<engine::Correction> correction_of(const nlohmann::json& body) {
  engine::Correction correction;
  for (const auto& id : body.value("photo_ids", nlohmann::json::array())) {
    correction.photos.push_back(PhotoId{id.get<std::int64_t>()});
  }
  correction.camera = body.value("camera", "");
  int said = 0;
  const auto says = [&](const char* name, What what) {
    if (!body.contains(name)) return false;
    correction.what = what;
    ++said;
    return true;
  };
  if (says("taken", What::kTaken)) correction.text = body["taken"];
  if (says("shift_seconds", What::kShift)) correction.seconds = body["shift_seconds"];
  if (says("place", What::kPlace)) {
    correction.place.latitude = body["place"]["latitude"];
    correction.place.longitude = body["place"]["longitude"];
  }
  if (says("place_name", What::kPlace)) correction.text = body["place_name"];
  if (says("nowhere", What::kNowhere) && !body["nowhere"].get<bool>()) --said;
  if (says("zone", What::kZone)) correction.text = body["zone"];
  if (says("as_said", What::kAsSaid)) correction.text = body["as_said"];
  if (said != 1) {
    return fail(ErrorCode::kInvalidArgument,
                "say one of taken, shift_seconds, place, place_name, nowhere, zone and as_said");
  }
  return correction;
}

}  // namespace

Result<Reply> correct_photos(Api& api, const Call& call) {
  const auto correction = TRY(correction_of(call.body));
  const auto photos = TRY(api.service().correct(correction));
  return json_reply(200, {{"photos", photos}});
}

Result<Reply> undo_correction(Api& api, const Call&) {
  const auto photos = TRY(api.service().undo_correction());
  return json_reply(200, {{"photos", photos}});
}

}  // namespace shoebox::server
