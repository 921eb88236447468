# SPDX-License-Identifier: MIT
#
# Third-party libraries.  Each is PRIVATE to the one target that owns it, so
# that nothing else can call it by accident (tests/arch checks the result).
#
# libcurl and libsecret are opened when they are first needed, because loading
# them costs more than everything else that a short run does: of these two we
# take the headers and leave the link.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.85)
pkg_check_modules(JSONC REQUIRED IMPORTED_TARGET json-c>=0.15)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0>=2.66)
pkg_check_modules(LIBSECRET REQUIRED IMPORTED_TARGET libsecret-1>=0.20)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto>=3.0)
pkg_check_modules(KEYUTILS REQUIRED IMPORTED_TARGET libkeyutils)

# akv_use_headers(target prefix): compile ${target} against the headers of the
# pkg-config module ${prefix} without linking it.
function(akv_use_headers target prefix)
	target_include_directories(${target} SYSTEM
				   PRIVATE ${${prefix}_INCLUDE_DIRS})
	target_compile_options(${target} PRIVATE ${${prefix}_CFLAGS_OTHER})
endfunction()
