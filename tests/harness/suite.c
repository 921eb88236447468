/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "tests/harness/kernel_keyring.h"
#include "tests/harness/running.h"

#include "tests/harness/suite.h"

static void set_up_sandbox(void)
{
	sandbox_make();
	config_default();
}

void suite_set_up(void)
{
	set_up_sandbox();
	cloud_start();
}

void suite_set_up_offline(void)
{
	set_up_sandbox();
	/* the port of discard(9), which no machine serves any more */
	program_setenv("HTTPS_PROXY", "http://127.0.0.1:9");
}

void suite_tear_down(void)
{
	const char *complaint = cloud_end();

	running_end_all();
	kernel_keyring_remove();
	if (complaint != NULL)
		(void)fprintf(stderr, "%s\n", complaint);
	canary_forget();
	sandbox_remove();
	/* Criterion counts a crash here, and not a failed assertion */
	if (complaint != NULL)
		abort();
}
