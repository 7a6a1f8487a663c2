# find_package(polyaxon), pkg-config polyaxon, the tools. Only possible where a consumer can find what we link.
include(CMakePackageConfigHelpers)
set(_linked ${POLYAXON_FETCHED})
list(REMOVE_ITEM _linked Llhttp Wslay CLI11 GTest benchmark)
if(_linked AND NOT BUILD_SHARED_LIBS)
    list(JOIN _linked ", " _linked)
    message(STATUS "No install rules: ${_linked} came by FetchContent; install them, or use polyaxon by add_subdirectory or FetchContent")
    return()
endif()

set(_package ${CMAKE_INSTALL_LIBDIR}/cmake/polyaxon)
set(_targets polyaxon)
if(TARGET polyaxon_testing)
    list(APPEND _targets polyaxon_testing)
endif()
install(TARGETS ${_targets} EXPORT polyaxonTargets
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILE_SET lone_headers DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT polyaxonTargets NAMESPACE polyaxon:: DESTINATION ${_package})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/polyaxonConfig.cmake.in ${PROJECT_BINARY_DIR}/polyaxonConfig.cmake INSTALL_DESTINATION ${_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/polyaxonConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/polyaxonConfig.cmake ${PROJECT_BINARY_DIR}/polyaxonConfigVersion.cmake ${CMAKE_CURRENT_LIST_DIR}/FindAsio.cmake
    ${CMAKE_CURRENT_LIST_DIR}/FindWslay.cmake
    DESTINATION ${_package})

# wslay has no pkg-config file in Debian.
set(POLYAXON_PC_WSLAY -lwslay)
if(POLYAXON_WSLAY_INSIDE)
    set(POLYAXON_PC_WSLAY)
endif()
# Relative to where the file lies, so that the package may be moved.
file(RELATIVE_PATH POLYAXON_PC_PREFIX /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
configure_file(${CMAKE_CURRENT_LIST_DIR}/polyaxon.pc.in ${PROJECT_BINARY_DIR}/polyaxon.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/polyaxon.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
