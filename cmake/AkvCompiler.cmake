# SPDX-License-Identifier: MIT
#
# How our C is compiled, as three interface targets:
#
#   akv_settings    the language, include path, instrumentation: everything
#   akv_warnings    everything of ours, tests included
#   akv_production  what ships: hardening, and functions that nobody may call

include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
# Nobody links against us, so no symbol of ours has to be seen from outside.
set(CMAKE_C_VISIBILITY_PRESET hidden)

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES C)

add_library(akv_settings INTERFACE)
add_library(akv_warnings INTERFACE)
add_library(akv_production INTERFACE)

# -- settings --

target_include_directories(akv_settings INTERFACE ${PROJECT_SOURCE_DIR})

# -std=c17 hides everything that is not ISO C.  We want Linux: memfd_create,
# pipe2, explicit_bzero, secure_getenv, mlock and madvise flags.  One place
# says so, so that no file depends on which header it happens to include first.
target_compile_definitions(
	akv_settings INTERFACE _GNU_SOURCE AKV_VERSION="${PROJECT_VERSION}")

# Two builds in two places give the same bytes.  Not for coverage, which finds
# the sources by their paths.
if(NOT AKV_COVERAGE)
	target_compile_options(
		akv_settings
		INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
			  -ffile-prefix-map=${PROJECT_BINARY_DIR}=./build)
endif()

target_link_options(akv_settings INTERFACE -Wl,--as-needed)

if(AKV_SANITIZE)
	set(sanitize -fsanitize=${AKV_SANITIZE} -fno-sanitize-recover=all)
	target_compile_options(akv_settings INTERFACE
			       ${sanitize} -fno-omit-frame-pointer)
	target_link_options(akv_settings INTERFACE ${sanitize})
	# leaks and coverage are reported by exit handlers
	target_compile_definitions(akv_settings INTERFACE AKV_EXIT_HANDLERS)
endif()

# libFuzzer sees only the branches of code that was compiled for it.
if(AKV_FUZZ)
	target_compile_options(akv_settings INTERFACE -fsanitize=fuzzer-no-link)
	target_link_options(akv_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(AKV_COVERAGE)
	target_compile_options(akv_settings INTERFACE --coverage)
	target_link_options(akv_settings INTERFACE --coverage)
	target_compile_definitions(akv_settings INTERFACE AKV_EXIT_HANDLERS)
endif()

# -- warnings --

target_compile_options(
	akv_warnings
	INTERFACE -Wall
		  -Wextra
		  -Wpedantic
		  -Wconversion
		  -Wsign-conversion
		  -Wshadow
		  -Wcast-qual
		  -Wcast-align
		  -Wformat=2
		  -Wmissing-prototypes
		  -Wstrict-prototypes
		  -Wold-style-definition
		  -Wundef
		  -Wvla
		  -Walloca
		  -Wwrite-strings
		  -Wpointer-arith
		  -Wnull-dereference
		  -Wdouble-promotion
		  -Wimplicit-fallthrough
		  -Wswitch-enum
		  # C17 takes these for warnings; no program that means it has them.
		  -Werror=implicit
		  -Werror=incompatible-pointer-types
		  -Werror=int-conversion
		  -Werror=format-security)

# akv_try_flag(target flag): compile with ${flag} where the compiler knows it.
# A flag of another processor's it only warns about: hence -Werror.
function(akv_try_flag target flag)
	string(MAKE_C_IDENTIFIER "AKV_CC_HAS${flag}" known)
	set(CMAKE_REQUIRED_FLAGS -Werror)
	check_c_compiler_flag(${flag} ${known})
	if(${known})
		target_compile_options(${target} INTERFACE ${flag})
	endif()
endfunction()

# akv_try_link_flag(target flag): the same for the linker.
function(akv_try_link_flag target flag)
	string(MAKE_C_IDENTIFIER "AKV_LD_HAS${flag}" known)
	check_linker_flag(C ${flag} ${known})
	if(${known})
		target_link_options(${target} INTERFACE ${flag})
	endif()
endfunction()

# gcc's alone
foreach(flag -Wtrampolines -Wbidi-chars=any -Wlogical-op -Wduplicated-cond)
	akv_try_flag(akv_warnings ${flag})
endforeach()

# -- production --

if(EXISTS ${PROJECT_SOURCE_DIR}/libhelper/base/banned.h)
	target_compile_options(
		akv_production
		INTERFACE -include ${PROJECT_SOURCE_DIR}/libhelper/base/banned.h)
endif()

# Hardening hides from the sanitizers what they look for (a fortified call is
# not intercepted, a zeroed variable is not uninitialised): one or the other.
if(NOT AKV_SANITIZE AND NOT AKV_FUZZ)
	foreach(flag
		-fstack-protector-strong
		-fstack-clash-protection
		-fcf-protection=full
		-mbranch-protection=standard
		-fstrict-flex-arrays=3
		-ftrivial-auto-var-init=zero
		-fzero-init-padding-bits=all
		-fno-delete-null-pointer-checks
		-fno-strict-overflow
		-fno-strict-aliasing)
		akv_try_flag(akv_production ${flag})
	endforeach()
	foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
		     -Wl,-z,nodlopen -Wl,--no-copy-dt-needed-entries)
		akv_try_link_flag(akv_production ${flag})
	endforeach()
	# Fortified functions need the optimiser, and say so with a warning.  A
	# distribution may have set its own level: ours is at least as high.
	if(NOT CMAKE_BUILD_TYPE STREQUAL Debug)
		target_compile_options(
			akv_production INTERFACE -U_FORTIFY_SOURCE
						 -D_FORTIFY_SOURCE=3)
	endif()
endif()
