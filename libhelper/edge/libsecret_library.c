/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"

#include "libhelper/edge/libsecret_library.h"

/* The name of the interface that 0.1 and everything since has. */
#define LIBSECRET "libsecret-1.so.0"

static struct akv_libsecret libsecret;

/*
 * A prompt is an object of the service's; it appears on somebody's screen, and
 * waits there for ever, when a client calls its method Prompt.  libsecret does
 * so through these functions of its class, whatever has called for a prompt:
 * unlocking for a look-up or for keeping, making the default collection, an
 * item, a deletion.  Ours fail, and nothing appears.
 */
static GError *no_prompt(void)
{
	return g_error_new_literal(
		g_quark_from_static_string("akv"), 0,
		"the Secret Service wants to ask a person: it is locked");
}

/* NOLINTNEXTLINE(readability-function-size): the interface is libsecret's */
static void refuse_prompt(SecretService *service,
			  AKV_UNUSED SecretPrompt *prompt,
			  AKV_UNUSED const GVariantType *return_type,
			  GCancellable *cancellable,
			  GAsyncReadyCallback callback, gpointer context)
{
	GTask *task =
		libsecret.g_task_new(service, cancellable, callback, context);

	libsecret.g_task_return_error(task, no_prompt());
	libsecret.g_object_unref(task);
}

static GVariant *refused(AKV_UNUSED SecretService *service,
			 GAsyncResult *result, GError **error)
{
	return libsecret.g_task_propagate_pointer((GTask *)result, error);
}

static GVariant *refuse_prompt_now(AKV_UNUSED SecretService *service,
				   AKV_UNUSED SecretPrompt *prompt,
				   AKV_UNUSED GCancellable *cancellable,
				   AKV_UNUSED const GVariantType *return_type,
				   GError **error)
{
	g_propagate_error(error, no_prompt());
	return NULL;
}

static void forbid_prompts(void)
{
	SecretServiceClass *service =
		libsecret.g_type_class_ref(libsecret.secret_service_get_type());

	service->prompt_async = refuse_prompt;
	service->prompt_finish = refused;
	service->prompt_sync = refuse_prompt_now;
}

static void on_log(const gchar *domain, GLogLevelFlags level,
		   const gchar *message, AKV_UNUSED gpointer context)
{
	if ((level & (G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG)) != 0)
		return;
	akv_trace("%s: %s", domain != NULL ? domain : "GLib", message);
}

/* Stores the address of ${name} in the function pointer at ${where}. */
static bool find(void *library, const char *name, void *where)
{
	/* POSIX promises that a function's address fits; ISO C does not */
	*(void **)where = dlsym(library, name);
	return *(void **)where != NULL;
}

/* The first function that is missing; NULL: it has all of them. */
static const char *find_all(void *library)
{
#define FUNCTION(name) \
	{ \
#name, &libsecret.name \
	}
	const struct {
		const char *name;
		void *where;
	} functions[] = {
		FUNCTION(g_object_unref),
		FUNCTION(g_task_new),
		FUNCTION(g_task_propagate_pointer),
		FUNCTION(g_task_return_error),
		FUNCTION(g_type_class_ref),
		FUNCTION(secret_password_clearv_sync),
		FUNCTION(secret_password_lookupv_binary_sync),
		FUNCTION(secret_password_search_finish),
		FUNCTION(secret_password_searchv),
		FUNCTION(secret_password_storev_binary_sync),
		FUNCTION(secret_service_get_type),
		FUNCTION(secret_value_get),
		FUNCTION(secret_value_new),
		FUNCTION(secret_value_unref),
	};
#undef FUNCTION

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (!find(library, functions[i].name, functions[i].where))
			return functions[i].name;
	return NULL;
}

const struct akv_libsecret *akv_libsecret_library_load(char *why, size_t size)
{
	static bool loaded;
	const char *missing;
	struct akv_text text;
	void *library;

	if (loaded)
		return &libsecret;
	akv_text_init(&text, why, size);
	library = dlopen(LIBSECRET, RTLD_LAZY | RTLD_LOCAL);
	if (library == NULL) {
		akv_text_addf(&text, "libsecret is not installed (%s)",
			      dlerror());
		return NULL;
	}
	missing = find_all(library);
	if (missing != NULL) {
		akv_text_addf(&text, LIBSECRET " has no %s", missing);
		return NULL;
	}
	(void)g_log_set_default_handler(on_log, NULL);
	forbid_prompts();
	loaded = true;
	return &libsecret;
}
