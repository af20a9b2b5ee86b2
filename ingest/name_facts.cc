#include "ingest/name_facts.h"

#include <algorithm>
#include <array>
#include <span>

#include "ingest/extension.h"
#include "ingest/name_time.h"

namespace shoebox::ingest {

namespace {

using image::Trait;
using image::trait_bit;

/// In lower case.
constexpr std::string_view kScreenshotWords[] = {"screenshot",
                                                 "screen shot",
                                                 "screen_shot",
                                                 "屏幕截图",
                                                 "截屏",
                                                 "屏幕快照",
                                                 "螢幕截圖",
                                                 "螢幕快照",
                                                 "截图",
                                                 "截圖",
                                                 "擷取",
                                                 "スクリーンショット",
                                                 "스크린샷",
                                                 "bildschirmfoto",
                                                 "capture d’écran",
                                                 "capture d'écran",
                                                 "capture d’écran",
                                                 "captura de pantalla",
                                                 "captura de ecrã",
                                                 "captura de tela",
                                                 "schermata",
                                                 "skärmavbild",
                                                 "снимок экрана",
                                                 "zrzut ekranu",
                                                 "ekran görüntüsü",
                                                 "schermafbeelding"};

/// Apps that photograph paper, as they begin the names of what they save; in lower case.
constexpr std::string_view kDocumentWords[] = {
    "camscanner", "扫描全能王", "adobe scan",   "adobescan", "office lens", "microsoft lens",   "genius scan",
    "scanbot",    "swiftscan",  "tiny scanner", "扫描件",    "掃描文件",    "scanned document", "scanned_document"};

/// What Takeout adds to the name of an edited copy, in the account's language.
constexpr std::string_view kEditedSuffixes[] = {
    "-edited",   "-已修改",    "-已編輯",   "-已编辑",     "-編集済み",   "-수정됨",     "-bearbeitet",  "-modifié",
    "-modifie",  "-editado",   "-editada",  "-modificato", "-modificata", "-bewerkt",    "-redigerad",   "-redigeret",
    "-redigert", "-edytowane", "-изменено", "-upraveno",   "-muokattu",   "-düzenlendi", "-đã chỉnh sửa"};

std::string_view stem_of(std::string_view name) {
  return name.substr(0, shot_stem(name).size());
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// "photo(1)" → "photo" and "(1)"; the second empty when there is no number.
std::pair<std::string_view, std::string_view> split_number(std::string_view stem) {
  if (!stem.ends_with(')')) return {stem, {}};
  const std::size_t open = stem.rfind('(');
  if (open == std::string_view::npos || !all_digits(stem.substr(open + 1, stem.size() - open - 2))) return {stem, {}};
  return {stem.substr(0, open), stem.substr(open)};
}

bool is_screenshot(std::string_view lower_stem) {
  return std::ranges::any_of(kScreenshotWords, [&](std::string_view word) { return lower_stem.contains(word); });
}

bool is_document(std::string_view lower_stem) {
  return std::ranges::any_of(kDocumentWords, [&](std::string_view word) { return lower_stem.starts_with(word); });
}

/// "PANO_20230412_153000", "PXL_20230412_073000123.PANO"; not "panorama".
bool is_panorama(std::string_view lower_stem) {
  constexpr std::string_view kStart = "pano";
  if (lower_stem.contains(".pano.") || lower_stem.ends_with(".pano")) return true;
  if (!lower_stem.starts_with(kStart)) return false;
  return lower_stem.size() == kStart.size() || !(lower_stem[kStart.size()] >= 'a' && lower_stem[kStart.size()] <= 'z');
}

/// "MVIMG_20230412_153000", "PXL_20230412_073000123.MP", "….MV".
bool is_motion_photo(std::string_view lower_stem) {
  return lower_stem.starts_with("mvimg_") || lower_stem.contains(".mp.") || lower_stem.ends_with(".mp") ||
         lower_stem.ends_with(".mv");
}

}  // namespace

std::string burst_stem(std::string_view name) {
  const std::string_view stem = stem_of(name);
  // Google, Huawei and others: IMG_20230412_153000_BURST001_COVER, 00000IMG_00001_BURST20190412153000123.
  const std::size_t marker = stem.find("_BURST");
  if (marker != std::string_view::npos && marker + 6 < stem.size() && is_digit(stem[marker + 6])) {
    std::string_view number = stem.substr(marker + 6);
    number = number.substr(0, number.find_first_not_of("0123456789"));
    // A long number is the moment of the whole burst, and what stands before it counts its pictures.
    return std::string(number.size() >= 12 ? number : stem.substr(0, marker));
  }
  // Samsung: 20230412_153000_001.
  const bool samsung = stem.size() == 19 && all_digits(stem.substr(0, 8)) && stem[8] == '_' &&
                       all_digits(stem.substr(9, 6)) && stem[15] == '_' && all_digits(stem.substr(16));
  return samsung ? std::string(stem.substr(0, 15)) : std::string();
}

std::optional<std::string> original_name(std::string_view name) {
  const std::string_view stem = stem_of(name);
  const std::string_view extension = name.substr(stem.size());
  const auto [base, number] = split_number(stem);
  const std::string lower_base = shot_stem(std::string(base) + ".x");
  for (const std::string_view suffix : kEditedSuffixes)
    if (lower_base.ends_with(suffix) && base.size() > suffix.size())
      return std::string(base.substr(0, base.size() - suffix.size())).append(number).append(extension);
  constexpr std::string_view kAppleEdited = "IMG_E";
  if (stem.starts_with(kAppleEdited) && all_digits(stem.substr(kAppleEdited.size())))
    return "IMG_" + std::string(stem.substr(kAppleEdited.size())).append(extension);
  const std::size_t tilde = stem.rfind('~');
  if (tilde != std::string_view::npos && tilde > 0 && all_digits(stem.substr(tilde + 1)))
    return std::string(stem.substr(0, tilde)).append(extension);
  return std::nullopt;
}

store::Facts name_facts(std::string_view name, int year_max) {
  store::Facts facts;
  facts.source = store::FactSource::kName;
  const std::string lower_stem = shot_stem(name);
  if (auto time = name_time(stem_of(name), year_max)) {
    facts.metadata.taken = std::move(time->taken);
    facts.taken_is_utc = time->is_utc;
  }
  facts.metadata.burst_id = burst_stem(name);
  const auto set = [&facts](Trait trait, bool is) {
    if (is) facts.metadata.traits |= trait_bit(trait);
  };
  set(Trait::kScreenshot, is_screenshot(lower_stem));
  set(Trait::kPanorama, is_panorama(lower_stem));
  set(Trait::kDocument, is_document(lower_stem));
  set(Trait::kBurst, !facts.metadata.burst_id.empty());
  set(Trait::kLive, is_motion_photo(lower_stem));
  set(Trait::kEdited, original_name(name).has_value());
  return facts;
}

}  // namespace shoebox::ingest
