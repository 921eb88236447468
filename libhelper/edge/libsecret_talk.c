/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"
#include "libhelper/edge/libsecret_library.h"

#include "libhelper/edge/libsecret_talk.h"

static void describe(struct akv_libsecret_talk *talk,
		     const struct akv_libsecret_item *item)
{
	for (size_t i = 0; i < G_N_ELEMENTS(item->values); i++)
		if (item->values[i] != NULL)
			(void)g_hash_table_insert(
				talk->attributes,
				g_strdup(item->schema->attributes[i].name),
				g_strdup(item->values[i]));
	talk->label = g_strdup(item->label);
}

struct akv_libsecret_talk *
akv_libsecret_talk_new(enum akv_libsecret_talk_about about,
		       const struct akv_libsecret_item *item)
{
	struct akv_libsecret_talk *talk = calloc(1, sizeof(*talk));

	if (talk == NULL)
		return NULL;
	talk->about = about;
	talk->schema = item->schema;
	talk->collections = item->collections;
	talk->attributes =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	describe(talk, item);
	return talk;
}

void akv_libsecret_talk_free(struct akv_libsecret_talk *talk)
{
	if (talk == NULL)
		return;
	g_hash_table_unref(talk->attributes);
	g_free(talk->label);
	akv_secret_free(talk->value);
	free(talk);
}

/* The service's refusal in its own words; frees ${error}, which may be NULL. */
static void on_refusal(struct akv_libsecret_talk *talk, GError *error)
{
	struct akv_text why;

	talk->answer = AKV_TOKEN_BACKEND_UNUSABLE;
	akv_text_init(&why, talk->why, sizeof(talk->why));
	akv_text_addf(&why, "%.200s",
		      error != NULL ? error->message :
				      "the Secret Service refused");
	g_clear_error(&error);
}

/*
 * A look-up, not a search: it needs six messages less.  It unlocks a match that
 * is locked, if that can be done without a prompt (an empty password can);
 * where it cannot, no prompt appears (libsecret_library.c) and this fails.
 */
static void look_up(struct akv_libsecret_talk *talk,
		    const struct akv_libsecret *libsecret)
{
	GError *error = NULL;
	SecretValue *value;
	const char *bytes;
	gsize len = 0;

	value = libsecret->secret_password_lookupv_binary_sync(
		talk->schema, talk->attributes, NULL, &error);
	if (error != NULL) {
		on_refusal(talk, error);
		return;
	}
	talk->answer = AKV_TOKEN_BACKEND_ABSENT;
	if (value == NULL)
		return;
	bytes = libsecret->secret_value_get(value, &len);
	if (akv_secret_append(talk->value, bytes, len, NULL) == AKV_OK)
		talk->answer = AKV_TOKEN_BACKEND_DONE;
	libsecret->secret_value_unref(value);
}

/*
 * libsecret keeps the value in locked memory, and encrypts it on its way; but
 * with a service that cannot do that, GIO's buffers hold it for a moment.
 */
static void store(struct akv_libsecret_talk *talk,
		  const struct akv_libsecret *libsecret)
{
	SecretValue *value = libsecret->secret_value_new(
		akv_secret_text(talk->value),
		(gssize)akv_secret_len(talk->value), "text/plain");

	for (size_t i = 0; talk->collections[i] != NULL; i++) {
		GError *error = NULL;

		if (libsecret->secret_password_storev_binary_sync(
			    talk->schema, talk->attributes,
			    talk->collections[i], talk->label, value, NULL,
			    &error)) {
			talk->answer = AKV_TOKEN_BACKEND_DONE;
			break;
		}
		on_refusal(talk, error);
	}
	libsecret->secret_value_unref(value);
}

static void clear(struct akv_libsecret_talk *talk,
		  const struct akv_libsecret *libsecret)
{
	GError *error = NULL;

	/* false without an error: there was nothing to remove */
	(void)libsecret->secret_password_clearv_sync(
		talk->schema, talk->attributes, NULL, &error);
	if (error != NULL)
		on_refusal(talk, error);
	else
		talk->answer = AKV_TOKEN_BACKEND_DONE;
}

/* A search under way. */
struct search {
	const struct akv_libsecret *libsecret;
	GList *items;
	GError *error;
	bool done;
};

static void on_found(AKV_UNUSED GObject *source, GAsyncResult *result,
		     gpointer context)
{
	struct search *search = context;

	search->items = search->libsecret->secret_password_search_finish(
		result, &search->error);
	search->done = true;
}

/*
 * Not the sync variant, whose items outlive the GMainContext that they belong
 * to: what GIO wants to free there when they go is never freed.
 */
static bool count_items(struct akv_libsecret_talk *talk,
			const struct akv_libsecret *libsecret, size_t *count)
{
	struct search search = { .libsecret = libsecret };
	GMainContext *context = g_main_context_new();

	g_main_context_push_thread_default(context);
	libsecret->secret_password_searchv(talk->schema, talk->attributes,
					   SECRET_SEARCH_ALL, NULL, on_found,
					   &search);
	while (!search.done)
		(void)g_main_context_iteration(context, TRUE);
	*count = g_list_length(search.items);
	g_list_free_full(search.items, libsecret->g_object_unref);
	while (g_main_context_iteration(context, FALSE))
		continue;
	g_main_context_pop_thread_default(context);
	g_main_context_unref(context);

	if (search.error != NULL)
		on_refusal(talk, search.error);
	else
		talk->answer = AKV_TOKEN_BACKEND_DONE;
	return talk->answer == AKV_TOKEN_BACKEND_DONE;
}

static void clear_all(struct akv_libsecret_talk *talk,
		      const struct akv_libsecret *libsecret)
{
	size_t before;

	if (!count_items(talk, libsecret, &before))
		return;
	clear(talk, libsecret);
	if (talk->answer != AKV_TOKEN_BACKEND_DONE ||
	    !count_items(talk, libsecret, &talk->count.left))
		return;
	/* somebody may have kept another one meanwhile */
	if (before > talk->count.left)
		talk->count.gone = before - talk->count.left;
}

static void say(struct akv_libsecret_talk *talk,
		const struct akv_libsecret *libsecret)
{
	switch (talk->about) {
	case AKV_LIBSECRET_TALK_NOTHING:
		talk->answer = AKV_TOKEN_BACKEND_DONE;
		break;
	case AKV_LIBSECRET_TALK_LOOK_UP:
		look_up(talk, libsecret);
		break;
	case AKV_LIBSECRET_TALK_STORE:
		store(talk, libsecret);
		break;
	case AKV_LIBSECRET_TALK_CLEAR:
		clear(talk, libsecret);
		break;
	case AKV_LIBSECRET_TALK_CLEAR_ALL:
		clear_all(talk, libsecret);
		break;
	}
}

void akv_libsecret_talk_hold(struct akv_libsecret_talk *talk)
{
	const struct akv_libsecret *libsecret;

	talk->answer = AKV_TOKEN_BACKEND_UNUSABLE;
	libsecret = akv_libsecret_library_load(talk->why, sizeof(talk->why));
	if (libsecret != NULL)
		say(talk, libsecret);
	if (talk->answer == AKV_TOKEN_BACKEND_UNUSABLE)
		akv_trace("libsecret: %s", talk->why);
}
