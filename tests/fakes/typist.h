/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_TYPIST_H
#define AKV_TESTS_FAKES_TYPIST_H

#include <stdbool.h>

/* Somebody at a terminal: a pty(7), whose master is ours. */

/* typist_open(slave): a terminal; its master, and the slave in ${slave}. */
int typist_open(int *slave);

/*
 * typist_sees(master, text): wait until ${text} stands on the screen, behind
 * what was waited for before; fails the test after ten seconds, and when all
 * who had the terminal have closed it.
 */
void typist_sees(int master, const char *text);

/* typist_screen(master): all that stands there, when nobody has it any more;
 * borrowed until the next call. */
const char *typist_screen(int master);

/* typist_types(master, keys): "\003" is Ctrl-C, "\n" Enter. */
void typist_types(int master, const char *keys);

/* typist_is_shown(master): does what is typed appear? */
bool typist_is_shown(int master);

#endif
