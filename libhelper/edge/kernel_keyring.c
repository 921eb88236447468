/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <keyutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/base/trace.h"

#include "libhelper/edge/token_backend.h"

/*
 * Keys are added to the persistent keyring, persistent-keyring(7), which
 * outlives the user's last session and is the same for cron, a unit and a
 * login.  Whoever adds must possess that keyring, so it is linked into the
 * keyring of our process, which dies with us.  Never into the session's:
 * after sudo(8) that one can be somebody else's, who would possess our tokens.
 *
 * Whoever reads needs no such link, and must not need one: a process keyring
 * is a key too, and a user has 200.  The persistent keyring is linked into the
 * user keyring, the kernel grants possession of that one to a search that
 * names it, and the keys themselves are readable to their user.
 */

enum {
	DESCRIPTION_SIZE = 80, /* prefix and 64 digits */
	COPIES_MAX = 8,	       /* the same token in both keyrings, and more */
	PERMISSIONS =
		KEY_POS_ALL | KEY_USR_VIEW | KEY_USR_READ | KEY_USR_SEARCH,
};

static const char key_type[] = "user";
static const char prefix[] = "akv:token:";

static void describe(const struct akv_token_item *item, char *description)
{
	(void)snprintf(description, DESCRIPTION_SIZE, "%s%s", prefix,
		       item->key);
}

/* Makes what the persistent keyring holds reachable from the user keyring. */
static void link_persistent(void)
{
	/* where there is none, the user keyring is what there is */
	(void)keyctl_get_persistent((uid_t)-1, KEY_SPEC_USER_KEYRING);
}

/* The keyring to add to. */
static key_serial_t open_keyring(void)
{
	long persistent =
		keyctl_get_persistent((uid_t)-1, KEY_SPEC_PROCESS_KEYRING);

	return persistent > 0 ? (key_serial_t)persistent :
				KEY_SPEC_USER_KEYRING;
}

static key_serial_t find(const char *description)
{
	return (key_serial_t)keyctl_search(KEY_SPEC_USER_KEYRING, key_type,
					   description, 0);
}

/* Nothing there, or a key that has just died: not that we may not look. */
static bool is_absence(int error)
{
	return error == ENOKEY || error == EKEYEXPIRED || error == EKEYREVOKED;
}

static enum akv_token_backend_answer answer_error(const char *what)
{
	if (is_absence(errno))
		return AKV_TOKEN_BACKEND_ABSENT;
	akv_trace("kernel keyring: %s: %s", what, strerror(errno));
	return AKV_TOKEN_BACKEND_UNUSABLE;
}

static enum akv_token_backend_answer load(const struct akv_token_item *item,
					  AKV_UNUSED int64_t budget_ms,
					  struct akv_secret *value)
{
	size_t room = akv_secret_room(value);
	char description[DESCRIPTION_SIZE];
	key_serial_t key;
	long len;

	describe(item, description);
	link_persistent();
	key = find(description);
	if (key < 0)
		return answer_error("search");
	/* answers with the whole length, whatever there was room for */
	len = keyctl_read(key, akv_secret_tail(value), room);
	if (len < 0)
		return answer_error("read");
	if ((size_t)len > room)
		return AKV_TOKEN_BACKEND_ABSENT;
	akv_secret_grow(value, (size_t)len);
	return AKV_TOKEN_BACKEND_DONE;
}

/* Ends every copy but ${spared}: a search must not find an older one. */
static void end_copies(const char *description, key_serial_t spared)
{
	for (int i = 0; i < COPIES_MAX; i++) {
		key_serial_t key = find(description);

		if (key < 0 || key == spared || keyctl_invalidate(key) != 0)
			return;
	}
}

static enum akv_token_backend_answer keep(const struct akv_token_item *item,
					  const struct akv_secret *value,
					  int64_t life_s,
					  AKV_UNUSED int64_t budget_ms)
{
	char description[DESCRIPTION_SIZE];
	key_serial_t key;

	describe(item, description);
	key = add_key(key_type, description, akv_secret_text(value),
		      akv_secret_len(value), open_keyring());
	if (key < 0)
		return answer_error("add");
	if (keyctl_setperm(key, PERMISSIONS) != 0 ||
	    keyctl_set_timeout(key, (unsigned int)life_s) != 0) {
		enum akv_token_backend_answer answer = answer_error("settle");

		(void)keyctl_invalidate(key);
		return answer;
	}
	link_persistent();
	end_copies(description, key);
	return AKV_TOKEN_BACKEND_DONE;
}

static enum akv_token_backend_answer forget(const struct akv_token_item *item,
					    AKV_UNUSED int64_t budget_ms)
{
	char description[DESCRIPTION_SIZE];

	describe(item, description);
	link_persistent();
	end_copies(description, 0);
	if (find(description) >= 0)
		return AKV_TOKEN_BACKEND_UNUSABLE;
	return is_absence(errno) ? AKV_TOKEN_BACKEND_DONE :
				   answer_error("search");
}

/* The fifth field of "type;uid;gid;perm;description", keyctl_describe(3). */
static const char *description_in(const char *text)
{
	for (int field = 1; field < 5 && text != NULL; field++) {
		text = strchr(text, ';');
		if (text != NULL)
			text++;
	}
	return text;
}

static bool is_ours(key_serial_t key)
{
	const char *description;
	char *text = NULL;
	bool ours = false;

	if (keyctl_describe_alloc(key, &text) >= 0) {
		description = description_in(text);
		ours = description != NULL &&
		       strncmp(text, "user;", strlen("user;")) == 0 &&
		       strncmp(description, prefix, strlen(prefix)) == 0;
	}
	free(text);
	return ours;
}

static void empty_keyring(key_serial_t keyring,
			  struct akv_token_backend_count *count)
{
	void *keys = NULL;
	int len = keyctl_read_alloc(keyring, &keys);
	const key_serial_t *key = keys;

	for (size_t left = len > 0 ? (size_t)len / sizeof(*key) : 0; left > 0;
	     left--, key++) {
		if (!is_ours(*key))
			continue;
		if (keyctl_invalidate(*key) == 0)
			count->gone++;
		else
			count->left++;
	}
	free(keys);
}

static enum akv_token_backend_answer
forget_all(AKV_UNUSED int64_t budget_ms, struct akv_token_backend_count *count)
{
	key_serial_t keyring = open_keyring();

	*count = (struct akv_token_backend_count){ 0 };
	if (keyctl_get_keyring_ID(KEY_SPEC_USER_KEYRING, 1) < 0)
		return answer_error("user keyring");
	empty_keyring(KEY_SPEC_USER_KEYRING, count);
	if (keyring != KEY_SPEC_USER_KEYRING)
		empty_keyring(keyring, count);
	return AKV_TOKEN_BACKEND_DONE;
}

static void prepare(void)
{
}

static bool usable(AKV_UNUSED int64_t budget_ms, char *why, size_t size)
{
	key_serial_t keyring = open_keyring();
	key_serial_t probe = add_key(key_type, "akv:probe", "?", 1, keyring);
	struct akv_text text;

	akv_text_init(&text, why, size);
	if (probe < 0) {
		akv_text_addf(&text, "the kernel refuses to keep a key: %s",
			      strerror(errno));
		return false;
	}
	(void)keyctl_invalidate(probe);
	akv_text_add(&text, keyring == KEY_SPEC_USER_KEYRING ?
				    "in the user keyring" :
				    "in the persistent keyring of this user");
	return true;
}

const struct akv_token_backend akv_kernel_keyring_backend = {
	.name = "keyring",
	.prepare = prepare,
	.usable = usable,
	.load = load,
	.keep = keep,
	.forget = forget,
	.forget_all = forget_all,
};
