/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/systemd_peer.h"

/*
 * The input is the address of a peer.  What is taken for one of systemd's is
 * that number, unit and credential, and nothing else.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct akv_systemd_peer peer;
	size_t unit_len;
	size_t id_len;

	if (akv_systemd_peer_parse((const char *)data, size, &peer, NULL) !=
	    AKV_OK)
		return 0;
	unit_len = strlen(peer.unit);
	id_len = strlen(peer.id);
	check(size <= 108 && data[0] == '\0' && unit_len > 0 && id_len > 0);
	check(strchr(peer.unit, '/') == NULL && strchr(peer.id, '/') == NULL);
	check(size > unit_len + id_len + 1);
	check(memcmp(data + size - id_len, peer.id, id_len) == 0);
	check(data[size - id_len - 1] == '/');
	check(memcmp(data + size - id_len - 1 - unit_len, peer.unit,
		     unit_len) == 0);
	return 0;
}
