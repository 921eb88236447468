/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_KEYRING_SESSION_BUS_H
#define AKV_TESTS_KEYRING_SESSION_BUS_H

/*
 * A D-Bus session bus of the test's own, with nobody on it, in the sandbox
 * (tests/harness/sandbox.h).  It starts no services by itself, and dies with
 * the test.
 */

/*
 * session_bus_start(): start it; this process, and every program run from now
 * on, finds it by DBUS_SESSION_BUS_ADDRESS.  The test is skipped where there
 * is no dbus-daemon(1).
 */
void session_bus_start(void);

/*
 * session_bus_start_deaf(): something at that address that takes connections
 * and never says a word.
 */
void session_bus_start_deaf(void);

/* session_bus_use(address): as if it were there; NULL: as if none were. */
void session_bus_use(const char *address);

/* session_bus_path(): of the socket. */
const char *session_bus_path(void);

/*
 * session_bus_skip(why): skip the test.  Criterion's own way leaves out .fini,
 * and with it all that there is to be cleaned up.
 */
void session_bus_skip(const char *why);

/* session_bus_wait_for(name): until somebody owns ${name}. */
void session_bus_wait_for(const char *name);

#endif
