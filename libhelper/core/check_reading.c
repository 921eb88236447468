/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/text.h"
#include "libhelper/core/side_by_side.h"

#include "libhelper/core/check_reading.h"

static const char *version_of(const struct akv_secret_id *id)
{
	return id->version != NULL ? id->version : "";
}

static bool is_id(const struct akv_secret_id *a, const struct akv_secret_id *b)
{
	return a->vault == b->vault &&
	       akv_text_equal_nocase(a->name, b->name) &&
	       akv_text_equal_nocase(version_of(a), version_of(b));
}

static bool make_room(struct akv_check_readings *readings)
{
	size_t room = readings->room < 8 ? 8 : 2 * readings->room;
	struct akv_check_reading *list;

	if (readings->count < readings->room)
		return true;
	list = reallocarray(readings->list, room, sizeof(*list));
	if (list == NULL)
		return false;
	readings->list = list;
	readings->room = room;
	return true;
}

enum akv_code akv_check_reading_add(struct akv_check_readings *readings,
				    const struct akv_secret_id *id, size_t *out,
				    struct akv_error *err)
{
	size_t i = 0;

	while (i < readings->count && !is_id(&readings->list[i].id, id))
		i++;
	if (i == readings->count) {
		if (!make_room(readings))
			return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory",
					"no memory");
		readings->list[i] = (struct akv_check_reading){ .id = *id };
		readings->count++;
	}
	*out = i;
	return AKV_OK;
}

/* Reading has found out that it was deleted; these are the dates of it. */
static void read_deleted(struct akv_vault_client *client,
			 struct akv_check_reading *reading)
{
	AKV_AUTO(vault_url) *url = NULL;
	const struct akv_http_reply *reply;
	struct akv_deleted_secret deleted = { 0 };

	if (akv_url_deleted_secret(akv_vault_client_host(client),
				   reading->id.name, &url, NULL) != AKV_OK ||
	    akv_vault_client_get_once(client, url, &reply, NULL) != AKV_OK ||
	    reply->status != 200 ||
	    akv_secret_reply_parse_deleted(reply, &deleted, NULL) != AKV_OK)
		return;
	reading->deleted_at = deleted.deleted_at;
	reading->recoverable_until = deleted.purged_at;
}

static void take(const struct akv_secret_bundle *bundle,
		 struct akv_check_reading *reading)
{
	struct akv_text text;

	reading->expires_at = bundle->expires_at;
	reading->not_before = bundle->not_before;
	akv_text_init(&text, reading->version, sizeof(reading->version));
	akv_text_add(&text, bundle->version);
}

static void read_it(struct akv_vault_client *client,
		    struct akv_check_reading *reading)
{
	struct akv_secret_bundle bundle = { 0 };
	enum akv_code code = akv_vault_read_secret(client, &reading->id,
						   &bundle, &reading->err);

	if (code == AKV_OK)
		take(&bundle, reading);
	akv_secret_bundle_clear(&bundle);
	if (code == AKV_ERR_NOT_FOUND &&
	    strcmp(reading->err.reason, "SecretDeleted") == 0)
		read_deleted(client, reading);
}

/*
 * A job is one vault's, and reads every ${stride}th secret of it, so each
 * connection is opened by one thread and used to the end; and a vault that does
 * not answer holds up the threads that are its own, and no others.
 */
struct lane {
	const struct akv_vault_config *vault;
	size_t first;
	size_t stride;
};

struct work {
	struct akv_check_readings *readings;
	struct akv_vault_clients *clients;
	struct lane *lanes;
	size_t lane_count;
};

static bool is_known(const struct work *work,
		     const struct akv_vault_config *vault)
{
	for (size_t i = 0; i < work->lane_count; i++)
		if (work->lanes[i].vault == vault)
			return true;
	return false;
}

/* Its share of the threads is that of the secrets; it has one at least. */
static void add_lanes(struct work *work, const struct akv_vault_config *vault)
{
	const struct akv_check_readings *readings = work->readings;
	size_t count = 0;
	size_t lanes;

	for (size_t i = 0; i < readings->count; i++)
		if (readings->list[i].id.vault == vault)
			count++;
	lanes = akv_side_by_side_workers(readings->count) * count /
		readings->count;
	if (lanes == 0)
		lanes = 1;
	for (size_t i = 0; i < lanes; i++)
		work->lanes[work->lane_count++] = (struct lane){
			.vault = vault, .first = i, .stride = lanes
		};
}

static void read_with(const struct work *work, size_t worker,
		      struct akv_check_reading *reading)
{
	struct akv_vault_client *client;

	if (akv_vault_clients_get(work->clients, worker,
				  reading->id.vault->host, &client,
				  &reading->err) == AKV_OK)
		read_it(client, reading);
}

static void run_lane(size_t job, size_t worker, void *context)
{
	const struct work *work = context;
	const struct lane *lane = &work->lanes[job];
	size_t nth = 0;

	for (size_t i = 0; i < work->readings->count; i++) {
		struct akv_check_reading *reading = &work->readings->list[i];

		if (reading->id.vault != lane->vault)
			continue;
		if (nth % lane->stride == lane->first)
			read_with(work, worker, reading);
		nth++;
	}
}

void akv_check_reading_run(struct akv_check_readings *readings,
			   struct akv_vault_clients *clients)
{
	struct work work = { .readings = readings, .clients = clients };
	struct akv_error err = { 0 };

	/* a lane has a secret, so there are no more of them */
	work.lanes = calloc(readings->count + 1, sizeof(*work.lanes));
	if (work.lanes == NULL) {
		akv_fail(&err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
		akv_check_reading_fail(readings, &err);
		return;
	}
	for (size_t i = 0; i < readings->count; i++)
		if (!is_known(&work, readings->list[i].id.vault))
			add_lanes(&work, readings->list[i].id.vault);
	akv_side_by_side(work.lane_count, run_lane, &work);
	free(work.lanes);
}

void akv_check_reading_fail(struct akv_check_readings *readings,
			    const struct akv_error *why)
{
	for (size_t i = 0; i < readings->count; i++)
		readings->list[i].err = *why;
}

void akv_check_reading_clear(struct akv_check_readings *readings)
{
	free(readings->list);
	*readings = (struct akv_check_readings){ 0 };
}
