# What every target of ours is compiled with. Nothing here reaches a user of the library.
function(polyaxon_compile_options target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # g++ 12 warns of members that coroutine frames and std::optional do initialise, of copies inside std::string, and (but with -O3)
        # of the operators new and delete of Asio's coroutine frames.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-restrict -Wno-mismatched-new-delete)
    endif()
    if(POLYAXON_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# Most of what a test costs to build is the same headers. The library goes without in the release preset: a forgotten include must show before a
# user meets it.
# `from` is the least POLYAXON_FAST_BUILD with which it is done.
function(polyaxon_precompile from target)
    if(POLYAXON_FAST_BUILD STREQUAL "all" OR POLYAXON_FAST_BUILD STREQUAL from)
        if("REUSE_FROM" IN_LIST ARGN)
            target_precompile_headers(${target} ${ARGN})
        else()
            target_precompile_headers(${target} PRIVATE ${ARGN})
        endif()
    endif()
endfunction()

if(POLYAXON_SANITIZE_ADDRESS)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(POLYAXON_SANITIZE_THREAD)
    add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
    add_link_options(-fsanitize=thread)
endif()
