# What the program looks for beside itself (engine/home.h): lib/ with ONNX Runtime, share/shoebox/ with the default model,
# the gazetteer and the page.
# In a build folder these are links to what script/setup made in .deps/ and script/build_page in build/web, so that every build
# folder works as it is.
function(shoebox_beside_program target link)
  get_filename_component(folder "${CMAKE_BINARY_DIR}/${link}" DIRECTORY)
  file(MAKE_DIRECTORY "${folder}")
  file(CREATE_LINK "${target}" "${CMAKE_BINARY_DIR}/${link}" SYMBOLIC)
endfunction()

shoebox_beside_program("${SHOEBOX_DEPS}/onnxruntime/lib/libonnxruntime.so.1" lib/libonnxruntime.so.1)
shoebox_beside_program("${SHOEBOX_DEPS}/default-model" share/shoebox/models/default)
shoebox_beside_program("${SHOEBOX_DEPS}/gazetteer/gazetteer.bin" share/shoebox/gazetteer.bin)
shoebox_beside_program("${CMAKE_SOURCE_DIR}/build/web" share/shoebox/web)
