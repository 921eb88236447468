/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <gio/gio.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * fake_secret_service JOURNAL [HABIT ...]: an org.freedesktop.secrets on the
 * session bus, in memory, with habits that no real one shows on demand.  Each
 * call that it gets becomes a line "MEMBER PATH" in the file JOURNAL.  It is
 * there as soon as it owns its name.
 *
 *	silent		never answers anything
 *	slow		answers after a third of a second
 *	locked		the default collection is locked; so is the item in
 *			it, which every search finds
 *	no-session	has no session collection (as KeePassXC)
 *	prompts		adding and removing take a prompt, which never ends
 *	no-secret	says that it found an item, and has no secret for it
 *	bad-session	gives secrets for somebody else's session
 *	bad-type	gives a text where secrets should be
 */

#define ROOT "/org/freedesktop/secrets"
#define SECRET "org.freedesktop.Secret."
#define LOCKED_ITEM ROOT "/collection/login/locked"
#define PROMPT ROOT "/prompt/1"
#define SESSION ROOT "/session/1"
#define NOTHING "/"

struct item {
	char *path;
	GVariant *attributes; /* a{ss} */
	GVariant *value;      /* ay */
};

static struct {
	char **habits;
	int journal;
	GPtrArray *items;
	unsigned int made;
} service;

static bool has_habit(const char *habit)
{
	for (char **each = service.habits; *each != NULL; each++)
		if (strcmp(*each, habit) == 0)
			return true;
	return false;
}

/* -- items -- */

static void item_free(gpointer memory)
{
	struct item *item = memory;

	g_free(item->path);
	g_variant_unref(item->attributes);
	g_variant_unref(item->value);
	g_free(item);
}

static bool item_matches(const struct item *item, GVariant *wanted)
{
	GVariantIter iter;
	const char *name;
	const char *value;

	g_variant_iter_init(&iter, wanted);
	while (g_variant_iter_next(&iter, "{&s&s}", &name, &value)) {
		const char *ours;

		if (!g_variant_lookup(item->attributes, name, "&s", &ours) ||
		    strcmp(ours, value) != 0)
			return false;
	}
	return true;
}

static struct item *item_at(const char *path)
{
	for (guint i = 0; i < service.items->len; i++) {
		struct item *item = service.items->pdata[i];

		if (strcmp(item->path, path) == 0)
			return item;
	}
	return NULL;
}

static GVariant *search(GVariant *wanted)
{
	GVariantBuilder open;
	GVariantBuilder locked;

	g_variant_builder_init(&open, G_VARIANT_TYPE("ao"));
	g_variant_builder_init(&locked, G_VARIANT_TYPE("ao"));
	for (guint i = 0; i < service.items->len; i++) {
		struct item *item = service.items->pdata[i];

		if (item_matches(item, wanted))
			g_variant_builder_add(&open, "o", item->path);
	}
	if (has_habit("locked"))
		g_variant_builder_add(&locked, "o", LOCKED_ITEM);
	return g_variant_new("(aoao)", &open, &locked);
}

static GVariant *get_secrets(GVariant *paths)
{
	const char *session = has_habit("bad-session") ? PROMPT : SESSION;
	GVariantBuilder secrets;
	GVariantIter iter;
	const char *path;

	if (has_habit("bad-type"))
		return g_variant_new("(s)", "no secrets here");
	g_variant_builder_init(&secrets, G_VARIANT_TYPE("a{o(oayays)}"));
	g_variant_iter_init(&iter, paths);
	while (g_variant_iter_next(&iter, "&o", &path)) {
		struct item *item = item_at(path);

		if (item == NULL || has_habit("no-secret"))
			continue;
		g_variant_builder_add(
			&secrets, "{o(o@ay@ays)}", path, session,
			g_variant_new_array(G_VARIANT_TYPE_BYTE, NULL, 0),
			item->value, "text/plain");
	}
	return g_variant_new("(a{o(oayays)})", &secrets);
}

static GVariant *create_item(const char *collection, GVariant *arguments)
{
	g_autoptr(GVariant) properties = NULL;
	g_autoptr(GVariant) value = NULL;
	g_autoptr(GVariant) attributes = NULL;
	struct item *item;
	gboolean replaces;

	if (has_habit("prompts"))
		return g_variant_new("(oo)", NOTHING, PROMPT);
	g_variant_get(arguments, "(@a{sv}(oay@ays)b)", &properties, NULL, NULL,
		      &value, NULL, &replaces);
	attributes = g_variant_lookup_value(
		properties, SECRET "Item.Attributes", G_VARIANT_TYPE("a{ss}"));
	for (guint i = service.items->len; replaces && i-- > 0;)
		if (item_matches(service.items->pdata[i], attributes))
			g_ptr_array_remove_index(service.items, i);

	item = g_new0(struct item, 1);
	item->path = g_strdup_printf("%s/%u", collection, ++service.made);
	item->attributes = g_steal_pointer(&attributes);
	item->value = g_steal_pointer(&value);
	g_ptr_array_add(service.items, item);
	return g_variant_new("(oo)", item->path, NOTHING);
}

static GVariant *delete_item(const char *path)
{
	if (has_habit("prompts"))
		return g_variant_new("(o)", PROMPT);
	(void)g_ptr_array_remove(service.items, item_at(path));
	return g_variant_new("(o)", NOTHING);
}

static GVariant *properties_of(const char *path)
{
	const struct item *item = item_at(path);
	GVariantBuilder properties;

	g_variant_builder_init(&properties, G_VARIANT_TYPE("a{sv}"));
	if (strcmp(path, ROOT) == 0) {
		g_variant_builder_add(&properties, "{sv}", "Collections",
				      g_variant_new("ao", NULL));
		return g_variant_new("(a{sv})", &properties);
	}
	g_variant_builder_add(&properties, "{sv}", "Locked",
			      g_variant_new_boolean(item == NULL));
	g_variant_builder_add(&properties, "{sv}", "Label",
			      g_variant_new_string("an item"));
	if (item != NULL)
		g_variant_builder_add(&properties, "{sv}", "Attributes",
				      item->attributes);
	return g_variant_new("(a{sv})", &properties);
}

/* -- calls -- */

/* Why this call is refused; NULL: it is not. */
static const char *refusal(const char *member, const char *path,
			   GVariant *arguments)
{
	const char *algorithm = NULL;

	if (strcmp(member, "OpenSession") == 0) {
		g_variant_get_child(arguments, 0, "&s", &algorithm);
		return strcmp(algorithm, "plain") == 0 ?
			       NULL :
			       "org.freedesktop.DBus.Error.NotSupported";
	}
	if (strcmp(member, "CreateItem") != 0)
		return NULL;
	if (has_habit("no-session") && g_str_has_suffix(path, "/session"))
		return "org.freedesktop.DBus.Error.UnknownObject";
	if (has_habit("locked") && g_str_has_suffix(path, "/default"))
		return SECRET "Error.IsLocked";
	return NULL;
}

static GVariant *answer(const char *member, const char *path,
			GVariant *arguments)
{
	g_autoptr(GVariant) first = NULL;

	if (g_variant_n_children(arguments) > 0)
		first = g_variant_get_child_value(arguments, 0);
	if (strcmp(member, "GetAll") == 0)
		return properties_of(path);
	if (strcmp(member, "OpenSession") == 0)
		return g_variant_new("(vo)", g_variant_new_string(""), SESSION);
	if (strcmp(member, "SearchItems") == 0)
		return search(first);
	if (strcmp(member, "GetSecrets") == 0)
		return get_secrets(first);
	if (strcmp(member, "CreateItem") == 0)
		return create_item(path, arguments);
	if (strcmp(member, "Delete") == 0)
		return delete_item(path);
	if (strcmp(member, "Unlock") == 0)
		return g_variant_new("(aoo)", NULL, PROMPT);
	if (strcmp(member, "CreateCollection") == 0)
		return g_variant_new("(oo)", NOTHING, PROMPT);
	/* Prompt and Dismiss; a person never comes */
	return g_variant_new("()");
}

static void record(const char *member, const char *path)
{
	g_autofree char *line = g_strdup_printf("%s %s\n", member, path);

	(void)!write(service.journal, line, strlen(line));
}

static GDBusMessage *reply_to(GDBusMessage *call, const char *member,
			      const char *path)
{
	GVariant *arguments = g_dbus_message_get_body(call);
	g_autoptr(GVariant) none = g_variant_ref_sink(g_variant_new("()"));
	const char *error;
	GDBusMessage *reply;

	if (arguments == NULL)
		arguments = none;
	error = refusal(member, path, arguments);
	if (error != NULL)
		return g_dbus_message_new_method_error(call, error, "refused");
	reply = g_dbus_message_new_method_reply(call);
	g_dbus_message_set_body(reply, answer(member, path, arguments));
	return reply;
}

/* Called for every message, in a thread of GIO's. */
static GDBusMessage *on_message(GDBusConnection *connection,
				GDBusMessage *message, gboolean incoming,
				gpointer context)
{
	const char *path = g_dbus_message_get_path(message);
	const char *member = g_dbus_message_get_member(message);
	g_autoptr(GDBusMessage) reply = NULL;

	(void)context;
	if (!incoming ||
	    g_dbus_message_get_message_type(message) !=
		    G_DBUS_MESSAGE_TYPE_METHOD_CALL ||
	    !g_str_has_prefix(path, ROOT))
		return message;
	record(member, path);
	if (has_habit("slow"))
		g_usleep(G_USEC_PER_SEC / 3);
	if (!has_habit("silent")) {
		reply = reply_to(message, member, path);
		(void)g_dbus_connection_send_message(
			connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL,
			NULL);
	}
	g_object_unref(message);
	return NULL;
}

int main(int argc, char **argv)
{
	g_autoptr(GDBusConnection) bus = NULL;
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	g_autoptr(GVariant) owned = NULL;
	g_autoptr(GError) error = NULL;

	if (argc < 2)
		return 2;
	service.habits = argv + 2;
	service.items = g_ptr_array_new_with_free_func(item_free);
	service.journal =
		open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, &error);
	if (bus != NULL) {
		(void)g_dbus_connection_add_filter(bus, on_message, NULL, NULL);
		owned = g_dbus_connection_call_sync(
			bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
			"org.freedesktop.DBus", "RequestName",
			g_variant_new("(su)", "org.freedesktop.secrets", 0U),
			NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
	}
	if (owned == NULL) {
		(void)fprintf(stderr, "%s\n", error->message);
		return 1;
	}
	g_main_loop_run(loop);
	return 0;
}
