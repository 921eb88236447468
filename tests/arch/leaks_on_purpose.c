/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <stdlib.h>

/*
 * Criterion 2.4.1 ends with 0 when the leak sanitizer reports.  This test
 * leaks, and has to be called failed: by the net that akv_set_test() puts
 * under every test.
 */

/* where no optimiser can follow it */
static void *volatile leaked;

Test(leaks_on_purpose, loses_a_block)
{
	leaked = malloc(57);
	leaked = NULL;
}
