#include "image/metadata_tags.h"

#include <charconv>
#include <cmath>

#include "image/metadata_text.h"

namespace shoebox::image {

namespace {

constexpr long kValueBytesMax = 1 << 20;
constexpr long kNumbersMax = 16;
constexpr std::size_t kItemsMax = 4096;

const Exiv2::Exifdatum* find_exif(const Tags& tags, const char* key) {
  const auto found = tags.exif.findKey(Exiv2::ExifKey(key));
  return found == tags.exif.end() || found->size() > kValueBytesMax ? nullptr : &*found;
}

const Exiv2::Xmpdatum* find_xmp(const Tags& tags, const char* key) {
  const auto found = tags.xmp.findKey(Exiv2::XmpKey(key));
  return found == tags.xmp.end() || found->count() == 0 ? nullptr : &*found;
}

std::vector<std::byte> bytes_of(const Exiv2::Exifdatum& datum) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(datum.size()));
  if (bytes.empty()) return bytes;
  const long size = datum.copy(reinterpret_cast<Exiv2::byte*>(bytes.data()), Exiv2::littleEndian);
  bytes.resize(static_cast<std::size_t>(std::clamp<long>(size, 0, static_cast<long>(bytes.size()))));
  return bytes;
}

/// A text with languages is taken in the default one.
std::string text_of(const Exiv2::Xmpdatum& datum) {
  const auto* languages = dynamic_cast<const Exiv2::LangAltValue*>(&datum.value());
  if (languages == nullptr) return clean_text(datum.toString(0));
  if (languages->value_.empty()) return {};
  const auto standard = languages->value_.find("x-default");
  return clean_text(standard != languages->value_.end() ? standard->second : languages->value_.begin()->second);
}

std::optional<double> ratio(double numerator, double denominator) {
  return denominator == 0 ? std::nullopt : std::optional(numerator / denominator);
}

std::optional<double> number_at(const Exiv2::Exifdatum& datum, long i) {
  switch (datum.typeId()) {
    case Exiv2::unsignedRational: {
      // toRational() is signed and would make 4294967295 of a broken writer a plausible -1.
      const auto* value = dynamic_cast<const Exiv2::URationalValue*>(&datum.value());
      if (value == nullptr) return std::nullopt;
      const Exiv2::URational pair = value->value_.at(static_cast<std::size_t>(i));
      return ratio(pair.first, pair.second);
    }
    case Exiv2::signedRational: {
      const Exiv2::Rational pair = datum.toRational(i);
      return ratio(pair.first, pair.second);
    }
    case Exiv2::tiffFloat:
    case Exiv2::tiffDouble: {
      const double value = datum.toFloat(i);
      return std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    case Exiv2::unsignedByte:
    case Exiv2::unsignedShort:
    case Exiv2::unsignedLong:
    case Exiv2::signedByte:
    case Exiv2::signedShort:
    case Exiv2::signedLong:
      return static_cast<double>(datum.toLong(i));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<std::byte> exif_bytes(const Tags& tags, const char* key) {
  const Exiv2::Exifdatum* datum = find_exif(tags, key);
  return datum == nullptr ? std::vector<std::byte>() : bytes_of(*datum);
}

std::string exif_text(const Tags& tags, const char* key) {
  const Exiv2::Exifdatum* datum = find_exif(tags, key);
  if (datum == nullptr) return {};
  const bool raw = datum->typeId() == Exiv2::asciiString || datum->typeId() == Exiv2::undefined ||
                   datum->typeId() == Exiv2::unsignedByte;
  if (!raw) return clean_text(datum->toString());
  const std::vector<std::byte> bytes = bytes_of(*datum);
  return clean_text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string xmp_text(const Tags& tags, const char* key) {
  const Exiv2::Xmpdatum* datum = find_xmp(tags, key);
  return datum == nullptr ? std::string() : text_of(*datum);
}

std::vector<std::string> xmp_texts(const Tags& tags, const char* key) {
  std::vector<std::string> texts;
  const Exiv2::Xmpdatum* datum = find_xmp(tags, key);
  if (datum == nullptr) return texts;
  if (datum->typeId() == Exiv2::langAlt) return {text_of(*datum)};
  for (long i = 0; i < datum->count(); ++i) add_text(texts, clean_text(datum->toString(i)));
  return texts;
}

std::string iptc_text(const Tags& tags, const char* key) {
  const auto found = tags.iptc.findKey(Exiv2::IptcKey(key));
  return found == tags.iptc.end() ? std::string() : clean_text(found->toString());
}

std::vector<std::string> iptc_texts(const Tags& tags, const char* key) {
  std::vector<std::string> texts;
  const Exiv2::IptcKey wanted(key);
  std::size_t seen = 0;
  for (const Exiv2::Iptcdatum& datum : tags.iptc) {
    if (++seen > kItemsMax) break;
    if (datum.tag() == wanted.tag() && datum.record() == wanted.record()) add_text(texts, clean_text(datum.toString()));
  }
  return texts;
}

std::vector<std::optional<double>> exif_numbers(const Tags& tags, const char* key) {
  std::vector<std::optional<double>> numbers;
  const Exiv2::Exifdatum* datum = find_exif(tags, key);
  if (datum == nullptr) return numbers;
  for (long i = 0; i < std::min(datum->count(), kNumbersMax); ++i) numbers.push_back(number_at(*datum, i));
  return numbers;
}

std::optional<double> exif_number(const Tags& tags, const char* key) {
  const std::vector<std::optional<double>> numbers = exif_numbers(tags, key);
  return numbers.empty() ? std::nullopt : numbers.front();
}

std::optional<double> parse_number(std::string_view text) {
  const auto parse = [](std::string_view digits) -> std::optional<double> {
    if (digits.starts_with('+')) digits.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
  };
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return parse(text);
  const std::optional<double> numerator = parse(text.substr(0, slash));
  const std::optional<double> denominator = parse(text.substr(slash + 1));
  return numerator && denominator ? ratio(*numerator, *denominator) : std::nullopt;
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts)
    if (!text.empty()) return text;
  return {};
}

}  // namespace shoebox::image
