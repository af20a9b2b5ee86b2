# Language level, warnings, optimisation, sanitizers. Nothing here depends on the CPU of the machine that compiles:
# the baseline is x86-64-v2, and faster kernels are chosen at run time (simd/).
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1")
set(CMAKE_C_FLAGS_DEV "-O1 -g1")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough)
# TRY (core/result.h) is a GNU statement expression; both compilers that we support have it.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-Wno-gnu-statement-expression -Wno-gnu-statement-expression-from-macro-expansion)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
    # libstdc++ 12 shows <expected> only to compilers that claim all of C++20's concepts; clang 16 has what it uses.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-U__cpp_concepts$<SEMICOLON>-D__cpp_concepts=202002L> -Wno-builtin-macro-redefined -Wno-macro-redefined)
  endif()
else()
  # GCC 12 reports false positives of these in std::vector, std::string and std::expected at -O2 and -O3.
  add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict -Wno-stringop-overread)
endif()
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_compile_options(-march=x86-64-v2)
endif()
add_compile_definitions(_FILE_OFFSET_BITS=64)

if(SHOEBOX_SANITIZE)
  add_compile_options(-fsanitize=${SHOEBOX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SHOEBOX_SANITIZE})
  add_compile_definitions(SHOEBOX_SANITIZED=1)
endif()

# Conveniences where they are installed; the result is the same without them.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND NOT CMAKE_CROSSCOMPILING)
  add_link_options(-fuse-ld=mold)
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
