#include "ingest/extension.h"

#include <algorithm>
#include <array>
#include <utility>

namespace shoebox::ingest {

namespace {

struct Row {
  NameClass name_class;
  std::string_view extensions;  // between spaces
};

constexpr std::array kTable = {
    Row{NameClass::kPicture,
        " jpg jpeg jpe jfif jif mpo png apng webp gif bmp dib tif tiff heic heif hif heics heifs avif avifs jxl"
        " dng cr2 cr3 crw nef nrw arw srf sr2 raf orf ori rw2 rwl raw pef ptx srw x3f 3fr fff iiq mos mef mrw erf kdc"
        " dcr k25 gpr "},
    Row{NameClass::kVideo,
        " mov mp4 m4v avi mkv webm mts m2ts ts 3gp 3g2 mpg mpeg mpe vob wmv flv ogv mod tod insv lrv mp dv rmvb rm "},
    Row{NameClass::kSidecar, " xmp "},
    Row{NameClass::kJson, " json "},
    Row{NameClass::kOther,
        " aae thm pp3 dop cos cop cot nksc lrcat lrprev lrtemplate xcf psd psb ai eps svg svgz"
        " mp3 m4a m4b m4p aac wav flac ogg oga opus wma aif aiff mid midi amr ape cue m3u m3u8"
        " pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt md rst tex csv tsv html htm xhtml css xml jsonl yaml "
        "yml"
        " toml ini cfg conf log srt vtt ass lrc gpx kml kmz ics vcf eml epub mobi djvu"
        " zip gz tgz tar 7z rar xz bz2 zst lz4 iso dmg img bin exe dll msi apk jar deb rpm so o a lib pyc class wasm"
        " c h cc cpp cxx hpp rs go py js mjs ts tsx jsx java kt swift rb php sh bat ps1 sql lua pl r m"
        " db db-wal db-shm sqlite sqlite3 lnk url desktop plist torrent part crdownload tmp bak lock ttf otf woff woff2"
        " npy npz onnx safetensors pt pth parquet "},
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

/// Where the last extension's dot is; a name that only starts with a dot has none.
std::size_t dot_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == 0 || dot == std::string_view::npos ? name.size() : dot;
}

}  // namespace

std::string lower_extension(std::string_view name) {
  return lowered(name.substr(std::min(dot_of(name) + 1, name.size())));
}

std::string shot_stem(std::string_view name) {
  return lowered(name.substr(0, dot_of(name)));
}

NameClass name_class(std::string_view name) {
  const std::string extension = lower_extension(name);
  if (extension.empty() || extension.find(' ') != std::string::npos) return NameClass::kUnknown;
  const std::string wanted = ' ' + extension + ' ';
  for (const Row& row : kTable) {
    if (row.extensions.find(wanted) != std::string_view::npos) return row.name_class;
  }
  return NameClass::kUnknown;
}

}  // namespace shoebox::ingest
