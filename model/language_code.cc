#include "model/language_code.h"

#include <cstdint>

namespace shoebox::model {
namespace {

/// The code point of the three-byte sequence at `index`; 0 when there is none. The scripts we look for all have three
/// bytes.
std::uint32_t three_byte_letter(std::string_view text, std::size_t index) {
  if (index + 2 >= text.size()) return 0;
  const auto byte = [&](std::size_t offset) { return static_cast<std::uint8_t>(text[index + offset]); };
  if (byte(0) >> 4 != 0xE || byte(1) >> 6 != 2 || byte(2) >> 6 != 2) return 0;
  return (byte(0) & 0xFU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
}

}  // namespace

std::string_view language_code(std::string_view text) {
  bool han = false;
  bool hangul = false;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const std::uint32_t letter = three_byte_letter(text, index);
    if (letter >= 0x3041 && letter <= 0x30FF) return "jpn_Jpan";
    han = han || (letter >= 0x3400 && letter <= 0x9FFF);
    hangul = hangul || (letter >= 0xAC00 && letter <= 0xD7A3);
  }
  return hangul ? "kor_Hang" : han ? "zho_Hans" : "eng_Latn";
}

}  // namespace shoebox::model
