/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_KERNEL_KEYRING_H
#define AKV_TESTS_HARNESS_KERNEL_KEYRING_H

/*
 * Kernel keyrings that nobody else has.  The user keyring belongs to a user
 * id, and tests that run side by side have the same one; but every user
 * namespace has its own.
 */

/*
 * kernel_keyring_make(): run programs from now on in a user namespace of the
 * test's own, with the same ids and other keyrings.  The test is skipped
 * where the system gives out no namespaces or no keyrings.
 */
void kernel_keyring_make(void);

/* kernel_keyring_remove(): its end; nothing when there is none. */
void kernel_keyring_remove(void);

/* kernel_keyring_namespace(): a descriptor for setns(2); -1: none. */
int kernel_keyring_namespace(void);

/* kernel_keyring_words(): what keyctl(1) show @u says in there. */
const char *kernel_keyring_words(void);

#endif
