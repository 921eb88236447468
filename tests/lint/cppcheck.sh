#!/bin/sh
# SPDX-License-Identifier: MIT
#
# cppcheck.sh CPPCHECK: run in the top folder; what the compilers and
# clang-tidy do not see.
set -eu

# memleak, resourceLeak
#     does not know __attribute__((cleanup)), so that every early return is a
#     leak to it; the sanitizers and clang's analyzer know
# readdirCalled
#     readdir(3) is safe for streams of one's own; readdir_r is deprecated
exec "$1" --quiet --error-exitcode=1 -j2 \
	--enable=warning,performance,portability \
	--inline-suppr \
	--suppress=memleak \
	--suppress=resourceLeak \
	--suppress=readdirCalled \
	--library=posix --library=gnu --std=c11 \
	-D_GNU_SOURCE -DAKV_VERSION='"0"' -I. \
	cmd libhelper protocol
