/* SPDX-License-Identifier: MIT */
#include <unistd.h>

#include "libhelper/base/process.h"
#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/edge/libsecret_bus.h"
#include "libhelper/edge/libsecret_call.h"

#include "libhelper/edge/libsecret_ask.h"

/*
 * libsecret has other backends than the Secret Service: files, which lose
 * writes and abort the process when they are damaged, and an unknown one,
 * which hangs.  SECRET_BACKEND chooses them; so does living in a Flatpak or
 * snap, also for a shell inside an editor that came as one.  G_DBUS_DEBUG
 * makes GIO print every message on stdout.  main() has removed these
 * variables, for threads do not like it; here it is for whoever has not.
 */
static void forget_environment(void)
{
	static const char *const names[] = { "SECRET_BACKEND",
					     "SECRET_FILE_TEST_PATH",
					     "SECRET_FILE_TEST_PASSWORD",
					     "G_DBUS_DEBUG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		akv_process_forget_env(names[i]);
}

bool akv_libsecret_ask_may(char *why, size_t size)
{
	struct akv_text text;

	forget_environment();
	if (akv_process_env("SNAP_NAME") == NULL &&
	    access("/.flatpak-info", F_OK) != 0)
		return akv_libsecret_bus_is_there(why, size);
	akv_text_init(&text, why, size);
	akv_text_add(&text, "libsecret would use a file here, inside a "
			    "Flatpak or snap");
	return false;
}

static void hold(void *context)
{
	akv_libsecret_talk_hold(context);
}

static void release(void *context)
{
	akv_libsecret_talk_free(context);
}

static struct akv_libsecret_call call_for(struct akv_libsecret_talk *talk)
{
	return (struct akv_libsecret_call){
		.work = hold,
		.release = release,
		.context = talk,
	};
}

enum akv_token_backend_answer
akv_libsecret_ask(struct akv_libsecret_talk **talk, int64_t budget_ms)
{
	if (akv_libsecret_call_run(call_for(*talk), budget_ms))
		return (*talk)->answer;
	*talk = NULL;
	if (budget_ms > 0)
		akv_trace("libsecret: no answer within %lld ms",
			  (long long)budget_ms);
	return AKV_TOKEN_BACKEND_SILENT;
}
