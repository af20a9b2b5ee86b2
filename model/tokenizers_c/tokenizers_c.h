#pragma once
// The C ABI of model/tokenizers_c/src/lib.rs; what each function does is said there.

#include <cstddef>
#include <cstdint>

extern "C" {
struct ShoeboxTokenizer;
ShoeboxTokenizer* shoebox_tokenizer_load(const std::uint8_t* json, std::size_t json_bytes, char* message,
                                         std::size_t message_capacity);
int shoebox_tokenizer_encode(const ShoeboxTokenizer* tokenizer, const std::uint8_t* text, std::size_t text_bytes,
                             int cleaning, std::size_t length_max, std::uint32_t* ids, std::size_t* ids_count,
                             char* message, std::size_t message_capacity);
std::size_t shoebox_tokenizer_vocabulary(const ShoeboxTokenizer* tokenizer);
int shoebox_tokenizer_find(const ShoeboxTokenizer* tokenizer, const std::uint8_t* token, std::size_t token_bytes,
                           std::uint32_t* id);
void shoebox_tokenizer_free(ShoeboxTokenizer* tokenizer);
}
