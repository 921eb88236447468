/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "libhelper/base/text.h"
#include "libhelper/core/side_by_side.h"

#include "libhelper/core/vault_clients.h"

/* What one worker has; nobody else touches it. */
struct own {
	struct akv_vault_client *client;
	struct own *next;
};

struct akv_vault_clients {
	struct akv_token_source source;
	struct own *of[AKV_SIDE_BY_SIDE_MAX];
};

enum akv_code akv_vault_clients_new(const struct akv_token_source *source,
				    struct akv_vault_clients **out,
				    struct akv_error *err)
{
	struct akv_vault_clients *clients = calloc(1, sizeof(*clients));

	if (clients == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	clients->source = *source;
	*out = clients;
	return AKV_OK;
}

static void free_own(struct own *own)
{
	while (own != NULL) {
		struct own *next = own->next;

		akv_vault_client_free(own->client);
		free(own);
		own = next;
	}
}

void akv_vault_clients_free(struct akv_vault_clients *clients)
{
	if (clients == NULL)
		return;
	for (size_t i = 0; i < AKV_SIDE_BY_SIDE_MAX; i++)
		free_own(clients->of[i]);
	free(clients);
}

void akv_vault_clients_set_deadline(struct akv_vault_clients *clients,
				    struct akv_deadline deadline)
{
	clients->source.deadline = deadline;
	for (size_t i = 0; i < AKV_SIDE_BY_SIDE_MAX; i++)
		for (const struct own *own = clients->of[i]; own != NULL;
		     own = own->next)
			akv_vault_client_set_deadline(own->client, deadline);
}

static enum akv_code add(struct akv_vault_clients *clients, struct own **list,
			 const char *host, struct akv_error *err)
{
	struct own *own = calloc(1, sizeof(*own));
	enum akv_code code;

	if (own == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = akv_vault_client_new(&clients->source, host, &own->client, err);
	if (code != AKV_OK) {
		free(own);
		return code;
	}
	own->next = *list;
	*list = own;
	return AKV_OK;
}

enum akv_code akv_vault_clients_get(struct akv_vault_clients *clients,
				    size_t worker, const char *host,
				    struct akv_vault_client **out,
				    struct akv_error *err)
{
	struct own **list = &clients->of[worker];
	enum akv_code code;

	for (const struct own *own = *list; own != NULL; own = own->next) {
		if (akv_text_equal_nocase(akv_vault_client_host(own->client),
					  host)) {
			*out = own->client;
			return AKV_OK;
		}
	}
	code = add(clients, list, host, err);
	if (code == AKV_OK)
		*out = (*list)->client;
	return code;
}
