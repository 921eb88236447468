/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "libhelper/base/clock.h"
#include "libhelper/base/text.h"
#include "libhelper/core/check_reading.h"
#include "libhelper/core/connection_password.h"
#include "libhelper/reply/access_token.h"

#include "cmd/check_rows.h"

enum { DAY_S = 24 * 60 * 60, NONE = -1 };

/* A row, and what has to be read for it. */
struct plan {
	struct akv_check_rows rows;
	struct akv_check_readings readings;
	struct need {
		ptrdiff_t main;	  /* index of a reading; NONE: none */
		ptrdiff_t newest; /* beside the pinned version */
	} * needs;
	size_t room;
};

static void plan_clear(struct plan *plan)
{
	akv_check_rows_clear(&plan->rows);
	akv_check_reading_clear(&plan->readings);
	free(plan->needs);
}

static enum akv_code no_memory(struct akv_error *err)
{
	akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	return AKV_ERR_OTHER;
}

/* -- what is to be read -- */

static enum akv_code make_room(struct plan *plan, struct akv_error *err)
{
	size_t room = plan->room < 8 ? 8 : 2 * plan->room;
	struct akv_check_row *list;
	struct need *needs;

	if (plan->rows.count < plan->room)
		return AKV_OK;
	list = reallocarray(plan->rows.list, room, sizeof(*list));
	if (list == NULL)
		return no_memory(err);
	plan->rows.list = list;
	needs = reallocarray(plan->needs, room, sizeof(*needs));
	if (needs == NULL)
		return no_memory(err);
	plan->needs = needs;
	plan->room = room;
	return AKV_OK;
}

static enum akv_code need(struct plan *plan, const struct akv_check_row *row,
			  const char *version, ptrdiff_t *out,
			  struct akv_error *err)
{
	const struct akv_secret_id id = { .vault = row->connection->vault,
					  .name = row->secret,
					  .version = version };
	size_t index = 0;
	enum akv_code code =
		akv_check_reading_add(&plan->readings, &id, &index, err);

	*out = (ptrdiff_t)index;
	return code;
}

static enum akv_code add_row(struct plan *plan, struct akv_check_row row,
			     struct akv_error *err)
{
	struct need needs = { .main = NONE, .newest = NONE };
	enum akv_code code = make_room(plan, err);

	if (code == AKV_OK && row.secret != NULL)
		code = need(plan, &row, row.pinned, &needs.main, err);
	/* the newest one says that it is the newest; a list of versions would
	 * take another right, and more requests */
	if (code == AKV_OK && row.pinned != NULL)
		code = need(plan, &row, NULL, &needs.newest, err);
	if (code != AKV_OK)
		return code;
	plan->needs[plan->rows.count] = needs;
	plan->rows.list[plan->rows.count++] = row;
	return AKV_OK;
}

static enum akv_code
add_connection(struct plan *plan,
	       const struct akv_connection_config *connection,
	       struct akv_error *err)
{
	struct akv_check_row row = { .connection = connection,
				     .secret = connection->secret,
				     .pinned = connection->version };
	enum akv_code code = add_row(plan, row, err);

	for (size_t i = 0;
	     code == AKV_OK && connection->more_secrets[i] != NULL; i++) {
		row = (struct akv_check_row){
			.connection = connection,
			.secret = connection->more_secrets[i],
		};
		code = add_row(plan, row, err);
	}
	return code;
}

static bool has_connection(const struct plan *plan,
			   const struct akv_connection_config *connection)
{
	for (size_t i = 0; i < plan->rows.count; i++)
		if (plan->rows.list[i].connection == connection)
			return true;
	return false;
}

static enum akv_code add_named(struct plan *plan,
			       const struct akv_config *config,
			       const char *name, struct akv_error *err)
{
	const struct akv_connection_config *connection;
	enum akv_code code =
		akv_config_connection(config, name, &connection, err);

	if (code != AKV_OK || has_connection(plan, connection))
		return code;
	return add_connection(plan, connection, err);
}

static enum akv_code add_all(struct plan *plan, const struct akv_config *config,
			     const struct akv_check_wish *wish,
			     struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	plan->rows.is_all = wish->name_count == 0;
	for (size_t i = 0; code == AKV_OK && i < wish->name_count; i++)
		code = add_named(plan, config, wish->names[i], err);
	for (size_t i = 0; code == AKV_OK && plan->rows.is_all &&
			   i < config->connection_count;
	     i++)
		code = add_connection(plan, &config->connections[i], err);
	return code;
}

/* -- reading -- */

static void read_all(struct akv_session *session, struct plan *plan)
{
	struct akv_vault_clients *clients;
	struct akv_error err = { 0 };

	if (plan->readings.count == 0)
		return;
	if (akv_session_clients(session, &clients, &err) == AKV_OK)
		akv_check_reading_run(&plan->readings, clients);
	else
		akv_check_reading_fail(&plan->readings, &err);
}

/*
 * Connections with a password of their own.  What is wrong with the Secret
 * Service is so for all of them, and may have taken seconds to find out.
 */
static void read_local(struct akv_check_rows *rows)
{
	const struct akv_error *broken = NULL;

	for (size_t i = 0; i < rows->count; i++) {
		struct akv_check_row *row = &rows->list[i];
		struct akv_secret_bundle bundle = { 0 };

		if (row->secret != NULL)
			continue;
		if (broken != NULL)
			row->err = *broken;
		else if (akv_connection_password_get(row->connection, &bundle,
						     &row->err) != AKV_OK &&
			 strcmp(row->err.reason, "NoStoredPassword") != 0)
			broken = &row->err;
		akv_secret_bundle_clear(&bundle);
	}
}

static void copy(char *buf, size_t size, const char *value)
{
	struct akv_text text;

	akv_text_init(&text, buf, size);
	akv_text_add(&text, value);
}

static void take(const struct plan *plan, const struct need *needs,
		 struct akv_check_row *row)
{
	const struct akv_check_reading *reading;

	if (needs->main == NONE)
		return;
	reading = &plan->readings.list[needs->main];
	row->err = reading->err;
	row->expires_at = reading->expires_at;
	row->not_before = reading->not_before;
	row->deleted_at = reading->deleted_at;
	row->recoverable_until = reading->recoverable_until;
	copy(row->version, sizeof(row->version), reading->version);
	if (needs->newest != NONE)
		copy(row->newest_version, sizeof(row->newest_version),
		     plan->readings.list[needs->newest].version);
}

/* -- judging -- */

static void judge(struct akv_check_row *row,
		  const struct akv_check_terms *terms)
{
	const struct akv_check_seen seen = {
		.code = row->err.code,
		.reason = row->err.reason,
		.expires_at = row->expires_at,
		.not_before = row->not_before,
		.version = row->version,
		.newest_version = row->newest_version[0] != '\0' ?
					  row->newest_version :
					  NULL,
	};

	row->state = akv_check_judge(&seen, terms);
}

/* Whose right is missing: who we are says our token, and every vault of one
 * audience is shown the same. */
static void name_object(const struct akv_session *session,
			struct akv_check_rows *rows)
{
	struct akv_token_source source = akv_session_token_source(session);
	struct akv_access_token read = { 0 };
	struct akv_token token = { 0 };
	size_t i = 0;

	while (i < rows->count &&
	       rows->list[i].state != AKV_CHECK_NOT_PERMITTED)
		i++;
	if (i == rows->count ||
	    akv_token_get(&source, session->config->cloud->vault_audience,
			  &token, NULL) != AKV_OK)
		return;
	(void)akv_access_token_read(token.value, &read);
	akv_token_clear(&token);
	for (; i < rows->count; i++)
		if (rows->list[i].state == AKV_CHECK_NOT_PERMITTED)
			copy(rows->list[i].object_id,
			     sizeof(rows->list[i].object_id), read.object_id);
}

enum akv_code akv_check_rows_make(struct akv_session *session,
				  const struct akv_check_wish *wish,
				  struct akv_check_rows *out,
				  struct akv_error *err)
{
	__attribute__((cleanup(plan_clear))) struct plan plan = { 0 };
	struct akv_check_terms terms = {
		.expires_within_s = wish->expires_within_days * DAY_S,
	};
	enum akv_code code = add_all(&plan, session->config, wish, err);

	if (code != AKV_OK)
		return code;
	read_local(&plan.rows);
	read_all(session, &plan);
	terms.now_s = akv_clock_unix_s();
	plan.rows.now_s = terms.now_s;
	for (size_t i = 0; i < plan.rows.count; i++) {
		take(&plan, &plan.needs[i], &plan.rows.list[i]);
		judge(&plan.rows.list[i], &terms);
	}
	name_object(session, &plan.rows);
	*out = plan.rows;
	plan.rows = (struct akv_check_rows){ 0 }; /* the caller's now */
	return AKV_OK;
}

void akv_check_rows_clear(struct akv_check_rows *rows)
{
	free(rows->list);
	*rows = (struct akv_check_rows){ 0 };
}

const struct akv_check_row *
akv_check_rows_worst(const struct akv_check_rows *rows)
{
	const struct akv_check_row *worst = NULL;

	for (size_t i = 0; i < rows->count; i++)
		if (worst == NULL ||
		    akv_check_is_worse(akv_check_row_code(&rows->list[i]),
				       akv_check_row_code(worst)))
			worst = &rows->list[i];
	return worst;
}
