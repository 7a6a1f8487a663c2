# Packages of the system first (Debian 12 has them all). What is missing is fetched at a pinned commit: a commit names its
# content, so it is version and hash in one. OpenSSL is always the system's: it must get the system's security updates.
include(FetchContent)
option(POLYAXON_FETCH_DEPENDENCIES "Fetch libraries that are not installed" ON)
option(POLYAXON_FORCE_FETCH "Fetch the libraries even where they are installed" OFF)

find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)

# Every target we make this way is told apart when the package is installed: only what a consumer can find may be exported.
set(POLYAXON_FETCHED "" CACHE INTERNAL "")

macro(polyaxon_find package)
    if(NOT POLYAXON_FORCE_FETCH)
        find_package(${package} ${ARGN} QUIET)
    endif()
    if(${package}_FOUND)
        message(STATUS "${package}: of the system ${${package}_VERSION}")
    elseif(POLYAXON_FETCH_DEPENDENCIES)
        message(STATUS "${package}: not installed, fetching a pinned version")
        set(POLYAXON_FETCHED ${POLYAXON_FETCHED} ${package} CACHE INTERNAL "")
    else()
        message(FATAL_ERROR "${package} is not installed; install it or set POLYAXON_FETCH_DEPENDENCIES=ON")
    endif()
endmacro()

function(polyaxon_fetch name repository commit)
    FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit} GIT_SHALLOW OFF SYSTEM ${ARGN})
    set(BUILD_SHARED_LIBS OFF)
    set(BUILD_TESTING OFF)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
    set(CMAKE_POLICY_VERSION_MINIMUM 3.5)
    set(INSTALL_GTEST OFF)
    set(YAML_CPP_BUILD_TESTS OFF)
    set(YAML_CPP_BUILD_TOOLS OFF)
    set(YAML_CPP_INSTALL OFF)
    set(BENCHMARK_ENABLE_TESTING OFF)
    set(BENCHMARK_ENABLE_INSTALL OFF)
    set(ZLIB_BUILD_EXAMPLES OFF)
    set(SKIP_INSTALL_ALL ON)
    set(SIMDJSON_DEVELOPER_MODE OFF)
    # Of libarchive, tar and gzip are all that is used.
    foreach(part IN ITEMS MBEDTLS NETTLE OPENSSL LIBB2 LZ4 LZO LZMA ZSTD BZip2 LIBXML2 EXPAT PCREPOSIX PCRE2POSIX CNG TAR CPIO CAT UNZIP
            XATTR ACL ICONV TEST INSTALL)
        set(ENABLE_${part} OFF)
    endforeach()
    FetchContent_MakeAvailable(${name})
    set(${name}_SOURCE_DIR ${${name}_SOURCE_DIR} PARENT_SCOPE)
    set(${name}_BINARY_DIR ${${name}_BINARY_DIR} PARENT_SCOPE)
endfunction()

polyaxon_find(ZLIB)
if(NOT ZLIB_FOUND)
    polyaxon_fetch(zlib https://github.com/madler/zlib.git 51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf) # 1.3.1
    add_library(ZLIB::ZLIB INTERFACE IMPORTED)
    target_link_libraries(ZLIB::ZLIB INTERFACE zlibstatic)
    target_include_directories(ZLIB::ZLIB INTERFACE ${zlib_SOURCE_DIR} ${zlib_BINARY_DIR})
endif()

polyaxon_find(Asio 1.22)
if(NOT Asio_FOUND)
    polyaxon_fetch(asio https://github.com/chriskohlhoff/asio.git 12e0ce9e0500bf0f247dbd1ae894272656456079) # 1.30.2
    set(Asio_INCLUDE_DIR ${asio_SOURCE_DIR}/asio/include CACHE PATH "" FORCE)
    find_package(Asio 1.22 REQUIRED)
endif()

polyaxon_find(simdjson)
if(NOT simdjson_FOUND)
    polyaxon_fetch(simdjson https://github.com/simdjson/simdjson.git e341c8b43861b43de29c48ab65f292d997096953) # 3.10.1
endif()

polyaxon_find(Llhttp)
if(NOT Llhttp_FOUND)
    # The branch of releases, with the generated C files. Compiled by FindLlhttp, as where Debian ships the same files.
    FetchContent_Declare(llhttp GIT_REPOSITORY https://github.com/nodejs/llhttp.git GIT_TAG 610a87d755f6bae466cd871c2ba97574ccac5483 # 9.2.1
        SOURCE_SUBDIR no_cmake_of_its_own)
    FetchContent_MakeAvailable(llhttp)
    set(Llhttp_INCLUDE_DIR ${llhttp_SOURCE_DIR}/include CACHE PATH "" FORCE)
    set(Llhttp_SOURCE_DIR ${llhttp_SOURCE_DIR}/src CACHE PATH "" FORCE)
    find_package(Llhttp REQUIRED)
endif()

polyaxon_find(Wslay)
if(NOT Wslay_FOUND)
    # Two of its C files, compiled by FindWslay.
    FetchContent_Declare(wslay GIT_REPOSITORY https://github.com/tatsuhiro-t/wslay.git GIT_TAG c9a84aa6df8512584c77c8cd15be9536b89c35aa # 1.1.1
        SOURCE_SUBDIR no_cmake_of_its_own)
    FetchContent_MakeAvailable(wslay)
    set(Wslay_INCLUDE_DIR ${wslay_SOURCE_DIR}/lib/includes CACHE PATH "" FORCE)
    set(Wslay_SOURCE_DIR ${wslay_SOURCE_DIR}/lib CACHE PATH "" FORCE)
    find_package(Wslay REQUIRED)
endif()

polyaxon_find(LibArchive 3.4)
if(NOT LibArchive_FOUND)
    if(NOT ZLIB_FOUND) # fetched too: its target in place of the file that libarchive's own search wants
        set(ZLIB_LIBRARY zlibstatic)
        set(ZLIB_INCLUDE_DIR ${zlib_SOURCE_DIR} ${zlib_BINARY_DIR})
    endif()
    polyaxon_fetch(libarchive https://github.com/libarchive/libarchive.git 8a7a9cc527fd1d6d8664315d3bed47c4259479cc) # 3.7.9
    add_library(polyaxon_libarchive INTERFACE)
    target_link_libraries(polyaxon_libarchive INTERFACE archive_static)
    target_include_directories(polyaxon_libarchive SYSTEM INTERFACE ${libarchive_SOURCE_DIR}/libarchive)
    add_library(LibArchive::LibArchive ALIAS polyaxon_libarchive)
endif()

polyaxon_find(yaml-cpp)
if(NOT yaml-cpp_FOUND)
    polyaxon_fetch(yaml-cpp https://github.com/jbeder/yaml-cpp.git f7320141120f720aecc4c32be25586e7da9eb978) # 0.8.0
endif()
if(NOT TARGET yaml-cpp::yaml-cpp)   # up to 0.7 the target has no namespace
    add_library(yaml-cpp::yaml-cpp INTERFACE IMPORTED)
    target_link_libraries(yaml-cpp::yaml-cpp INTERFACE yaml-cpp)
endif()

if(POLYAXON_BUILD_TOOLS OR POLYAXON_BUILD_TESTS)
    polyaxon_find(CLI11)
    if(NOT CLI11_FOUND)
        polyaxon_fetch(CLI11 https://github.com/CLIUtils/CLI11.git 6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9) # 2.4.2
    endif()
endif()
if(POLYAXON_BUILD_TESTS)
    polyaxon_find(GTest)
    if(NOT GTest_FOUND)
        polyaxon_fetch(googletest https://github.com/google/googletest.git b514bdc898e2951020cbdca1304b75f5950d1f59) # 1.15.2
        if(NOT TARGET GTest::gtest)
            add_library(GTest::gtest ALIAS gtest)
            add_library(GTest::gtest_main ALIAS gtest_main)
        endif()
    endif()
endif()
if(POLYAXON_BUILD_BENCH)
    polyaxon_find(benchmark)
    if(NOT benchmark_FOUND)
        polyaxon_fetch(benchmark https://github.com/google/benchmark.git eddb0241389718a23a42db6af5f0164b6e0139af) # 1.9.4
    endif()
endif()
