# Standalone Asio: asio::asio, Asio_VERSION.
find_path(Asio_INCLUDE_DIR NAMES asio.hpp)
mark_as_advanced(Asio_INCLUDE_DIR)
if(Asio_INCLUDE_DIR)
    file(STRINGS ${Asio_INCLUDE_DIR}/asio/version.hpp _asio_line REGEX "^#define ASIO_VERSION [0-9]+")
    string(REGEX REPLACE ".*ASIO_VERSION ([0-9]+).*" "\\1" _asio_number "${_asio_line}")
    math(EXPR _asio_major "${_asio_number} / 100000")
    math(EXPR _asio_minor "${_asio_number} / 100 % 1000")
    math(EXPR _asio_patch "${_asio_number} % 100")
    set(Asio_VERSION ${_asio_major}.${_asio_minor}.${_asio_patch})
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Asio REQUIRED_VARS Asio_INCLUDE_DIR VERSION_VAR Asio_VERSION)
if(Asio_FOUND AND NOT TARGET asio::asio)
    find_package(Threads REQUIRED)
    add_library(asio::asio INTERFACE IMPORTED)
    target_include_directories(asio::asio INTERFACE ${Asio_INCLUDE_DIR})
    # Asio 1.22 picks its allocation functions by whether a standard header came before it: without the second definition two
    # translation units may disagree, and one frees what the other made by another function.
    target_compile_definitions(asio::asio INTERFACE ASIO_STANDALONE ASIO_DISABLE_STD_ALIGNED_ALLOC)
    # clang with libstdc++ does not announce coroutines the way Asio 1.22 looks for them.
    target_compile_definitions(asio::asio INTERFACE
        $<$<COMPILE_LANG_AND_ID:CXX,Clang>:ASIO_HAS_CO_AWAIT=1>
        $<$<COMPILE_LANG_AND_ID:CXX,Clang>:ASIO_HAS_STD_COROUTINE=1>)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
        target_compile_definitions(asio::asio INTERFACE $<$<COMPILE_LANGUAGE:CXX>:__cpp_impl_coroutine=201902L>)
        target_compile_options(asio::asio INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-builtin-macro-redefined>)
    endif()
    target_link_libraries(asio::asio INTERFACE Threads::Threads)
endif()
