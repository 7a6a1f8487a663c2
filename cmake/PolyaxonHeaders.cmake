# Every include of ours, and of users, reads <polyaxon/room/file.hpp>. In the build tree the rooms are directory links
# below include/polyaxon, so an error names the real file; what is installed comes from one FILE_SET.
set(POLYAXON_INCLUDE_ROOT ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${POLYAXON_INCLUDE_ROOT}/polyaxon)
foreach(room codec async context resources testing)
    file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${room} ${POLYAXON_INCLUDE_ROOT}/polyaxon/${room} SYMBOLIC)
endforeach()
foreach(top v0 v1 testing)
    set(_from ${PROJECT_SOURCE_DIR}/resources/${top}.hpp)
    if(top STREQUAL "testing")
        set(_from ${PROJECT_SOURCE_DIR}/testing/testing.hpp)
    endif()
    if(EXISTS ${_from})
        configure_file(${_from} ${POLYAXON_INCLUDE_ROOT}/polyaxon/${top}.hpp COPYONLY)
    endif()
endforeach()

function(polyaxon_headers target)
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${POLYAXON_INCLUDE_ROOT}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endfunction()
