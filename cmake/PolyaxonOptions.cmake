# What every target of ours is compiled with. Nothing here reaches a user of the library.
function(polyaxon_compile_options target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # g++ 12 warns of members that coroutine frames and std::optional do initialise, of copies inside std::string, and (but with -O3)
        # of the operators new and delete of Asio's coroutine frames.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-restrict -Wno-mismatched-new-delete)
    endif()
    if(CMAKE_UNITY_BUILD)
        # Sources that are compiled as one see each other's helpers, and g++ 12 sees more of std::string than it understands: warnings stop
        # scripts/check-sources, which reads each source by itself, and not this.
        target_compile_options(${target} PRIVATE -Wno-shadow $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
    elseif(POLYAXON_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# polyaxon_precompile(TARGET HEADER... | REUSE_FROM TARGET): what most of its sources include is compiled once.
function(polyaxon_precompile target)
    if(POLYAXON_FAST_BUILD)
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
