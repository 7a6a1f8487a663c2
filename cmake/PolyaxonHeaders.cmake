# Every include of ours, and of users, reads <polyaxon/room/file.hpp>. In the build tree the rooms are directory links
# below include/polyaxon, so an error names the real file; what is installed comes from one FILE_SET.
set(POLYAXON_INCLUDE_ROOT ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${POLYAXON_INCLUDE_ROOT}/polyaxon)
foreach(room codec async context resources testing)
    file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${room} ${POLYAXON_INCLUDE_ROOT}/polyaxon/${room} SYMBOLIC)
endforeach()
foreach(umbrella resources/v0.hpp resources/v1.hpp testing/testing.hpp)
    get_filename_component(_name ${umbrella} NAME)
    if(EXISTS ${PROJECT_SOURCE_DIR}/${umbrella})
        configure_file(${PROJECT_SOURCE_DIR}/${umbrella} ${POLYAXON_INCLUDE_ROOT}/polyaxon/${_name} COPYONLY)
    else()
        file(WRITE ${POLYAXON_INCLUDE_ROOT}/polyaxon/${_name} "")
    endif()
endforeach()

# What a user may include. Everything else is the inside and is not installed.
set(POLYAXON_PUBLIC_HEADERS
    v0.hpp v1.hpp
    codec/errc.hpp codec/error.hpp codec/json.hpp codec/result.hpp codec/timestamp.hpp
    async/as_result.hpp async/map_concurrent.hpp async/observer.hpp async/options.hpp async/stats.hpp
    context/report.hpp context/system.hpp context/v0_config.hpp context/v1_config.hpp
    resources/id.hpp resources/page.hpp resources/response.hpp)
foreach(generation v0 v1)
    file(GLOB _headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/resources/${generation}/*.hpp)
    list(FILTER _headers EXCLUDE REGEX "(_rows|core|/fields|/send|/total_run)\\.hpp$")
    list(APPEND POLYAXON_PUBLIC_HEADERS ${_headers})
endforeach()
set(POLYAXON_TESTING_HEADERS testing.hpp testing/server.hpp testing/fake_transport.hpp testing/platform.hpp)

function(polyaxon_headers target)
    list(TRANSFORM ARGN PREPEND ${POLYAXON_INCLUDE_ROOT}/polyaxon/ OUTPUT_VARIABLE files)
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${POLYAXON_INCLUDE_ROOT} FILES ${files})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
endfunction()
