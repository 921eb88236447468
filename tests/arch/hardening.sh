#!/bin/sh
# SPDX-License-Identifier: MIT
#
# hardening.sh BINARY: what the flags were for, read from the result.
set -eu

binary=$1
bad=0
export LC_ALL=C

complain()
{
	echo "$binary: $1"
	bad=1
}

headers=$(readelf -hlW "$binary")
dynamic=$(readelf -dW "$binary")
symbols=$(readelf --dyn-syms -W "$binary")

has()
{
	echo "$1" | grep -Eq "$2"
}

has "$headers" 'Type: +DYN' || complain 'not position-independent'
has "$dynamic" '\(FLAGS_1\).*PIE' || complain 'not a PIE'
has "$headers" 'GNU_RELRO' || complain 'no RELRO'
has "$dynamic" 'BIND_NOW|\(FLAGS_1\).*NOW' || complain 'RELRO is not full'
has "$headers" 'GNU_STACK.* RW +0x' || complain 'the stack is executable'
has "$headers" 'LOAD.* RWE ' && complain 'a segment is writable and executable'
has "$symbols" '__stack_chk_fail' || complain 'no stack protector'
has "$symbols" '__[a-z]+_chk(@| |$)' || complain 'no fortified function'
has "$dynamic" 'RPATH|RUNPATH' && complain 'has a search path of its own'
has "$dynamic" 'TEXTREL' && complain 'has relocations in its text'

# Loaded when they are needed and not before: see cmake/AkvDependencies.cmake.
has "$dynamic" 'NEEDED.*(libcurl|libsecret|libssl|libgio)' &&
	complain 'links what it should load on demand'

if has "$headers" 'Machine:.*X86-64'; then
	# main() begins with an endbr64 where -fcf-protection was in force; the
	# note in the file also depends on how the system's own start files
	# were built, so that it says less.
	objdump -d --no-show-raw-insn "$binary" |
		grep -A1 '<main>:' | grep -q endbr64 ||
		complain 'no control-flow protection'
fi
exit "$bad"
