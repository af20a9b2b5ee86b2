#pragma once
// The FLORES-200 code of a text's language by its script, for towers whose texts open with one (NLLB-CLIP).

#include <string_view>

namespace shoebox::model {

/// "jpn_Jpan" when it has kana, "kor_Hang" with Hangul, "zho_Hans" with Han, else "eng_Latn".
std::string_view language_code(std::string_view text);

}  // namespace shoebox::model
