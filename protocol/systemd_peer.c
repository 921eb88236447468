/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <string.h>

#include "libhelper/base/text.h"

#include "protocol/systemd_peer.h"

#define MIDDLE "/unit/"

enum { NUMBER_MAX_LEN = 16, NAME_MAX_LEN = 107 };

static bool is_printable(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

/* ${text} is what stands behind the NUL. */
static bool take_apart(const char *text, struct akv_systemd_peer *out)
{
	size_t number_len = strspn(text, "0123456789abcdef");
	const char *unit = text + number_len + strlen(MIDDLE);
	const char *slash;
	struct akv_text unit_text;
	struct akv_text id_text;

	if (number_len == 0 || number_len > NUMBER_MAX_LEN ||
	    strncmp(text + number_len, MIDDLE, strlen(MIDDLE)) != 0)
		return false;
	slash = strchr(unit, '/');
	if (slash == NULL || slash == unit || slash[1] == '\0' ||
	    strchr(slash + 1, '/') != NULL || !is_printable(unit))
		return false;
	akv_text_init(&unit_text, out->unit, sizeof(out->unit));
	akv_text_add_bytes(&unit_text, unit, (size_t)(slash - unit));
	akv_text_init(&id_text, out->id, sizeof(out->id));
	akv_text_add(&id_text, slash + 1);
	return true;
}

enum akv_code akv_systemd_peer_parse(const char *name, size_t len,
				     struct akv_systemd_peer *out,
				     struct akv_error *err)
{
	struct akv_systemd_peer peer = { .unit = "" };
	char text[NAME_MAX_LEN + 1] = "";

	if (len >= 2 && len <= NAME_MAX_LEN + 1 && name[0] == '\0' &&
	    memchr(name + 1, '\0', len - 1) == NULL) {
		memcpy(text, name + 1, len - 1);
		if (take_apart(text, &peer)) {
			*out = peer;
			return AKV_OK;
		}
	}
	return akv_fail(err, AKV_ERR_PEER, "NotSystemd",
			"the peer's address names no credential of a unit");
}
