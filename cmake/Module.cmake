# A room of the house: shoebox_module(NAME SOURCES ... DEPENDS rooms... LIBRARIES third-party targets... TESTS ...)
# makes the library shoebox_NAME and, from x_test.cc files, the program NAME_test, run by ctest one case at a time.
# Third-party libraries are private: their headers are seen by this room alone.
function(shoebox_module name)
  cmake_parse_arguments(ARG "" "TEST_MAIN" "SOURCES;DEPENDS;LIBRARIES;TESTS;TEST_DEPENDS" ${ARGN})
  list(TRANSFORM ARG_DEPENDS PREPEND shoebox_)
  add_library(shoebox_${name} STATIC ${ARG_SOURCES})
  target_include_directories(shoebox_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(shoebox_${name}
    PUBLIC ${ARG_DEPENDS} fmt::fmt nlohmann_json::nlohmann_json Threads::Threads
    PRIVATE ${ARG_LIBRARIES})
  if(SHOEBOX_TESTS AND ARG_TESTS)
    list(TRANSFORM ARG_TEST_DEPENDS PREPEND shoebox_)
    shoebox_test(${name}_test SOURCES ${ARG_TESTS} LIBRARIES shoebox_${name} ${ARG_TEST_DEPENDS} ${ARG_LIBRARIES}
                 MAIN "${ARG_TEST_MAIN}")
  endif()
endfunction()

# shoebox_test(PROGRAM SOURCES ... LIBRARIES ... [MAIN file with main()]): a GoogleTest program known to ctest.
# Tests find the outside data (../shared) by $SHOEBOX_SHARED and skip with a clear line when it is absent.
function(shoebox_test program)
  cmake_parse_arguments(ARG "" "MAIN" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${program} ${ARG_SOURCES} ${ARG_MAIN})
  if(ARG_MAIN)
    target_link_libraries(${program} PRIVATE ${ARG_LIBRARIES} GTest::gtest GTest::gmock)
  else()
    target_link_libraries(${program} PRIVATE ${ARG_LIBRARIES} GTest::gtest GTest::gmock GTest::gtest_main)
  endif()
  target_compile_definitions(${program} PRIVATE SHOEBOX_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                             SHOEBOX_DEPS_DIR="${SHOEBOX_DEPS}" SHOEBOX_BINARY_DIR="${CMAKE_BINARY_DIR}")
  # What is tested is built as always; optimising the tests themselves, sanitized above all, is most of the time to build.
  if(SHOEBOX_SANITIZE)
    target_compile_options(${program} PRIVATE -O0)
  else()
    target_compile_options(${program} PRIVATE -O1)
  endif()
  add_test(NAME ${program} COMMAND ${program})
  set_tests_properties(${program} PROPERTIES TIMEOUT 600)
endfunction()
