#pragma once
// A question to the library before its picture is encoded and its model is found. A value type.

#include <string>

#include "search/searcher.h"

namespace shoebox::engine {

struct Question {
  search::SearchRequest request;  // without `image`: that is made of image_file
  std::string image_file;         // absolute; "": none
  std::string model;              // name or space; "": the one that answers now
  bool strict = false;            // compare every vector: nothing is left to the index's error bounds
};

}  // namespace shoebox::engine
