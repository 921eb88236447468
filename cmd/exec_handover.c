/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/exec_memory_file.h"
#include "cmd/exec_names.h"
#include "libhelper/base/random.h"
#include "libhelper/base/text.h"
#include "libhelper/core/rclone_password.h"

#include "cmd/exec_handover.h"

enum {
	RCLONE_NAME_SIZE = AKV_EXEC_NAME_MAX + 1,
	/* the askpass's path, and the few variables beside it */
	ROOM_FOR_SSH = PATH_MAX + 512,
	VARIABLES_FOR_SSH = 8,
};

void akv_exec_handover_clear(struct akv_exec_handover *handover)
{
	for (size_t i = 0; i < handover->descriptor_count; i++)
		(void)close(handover->descriptors[i].ours);
	free(handover->descriptors);
	akv_exec_environment_free(handover->environment);
	*handover = (struct akv_exec_handover){ 0 };
}

static const struct akv_secret *
value_of(const struct akv_exec_secrets *secrets,
	 const struct akv_exec_delivery *delivery)
{
	return secrets->results[secrets->values[delivery->source]].bundle.value;
}

/* At least what the variables take, with what rclone makes of a password. */
static size_t room_for(const struct akv_exec_plan *plan,
		       const struct akv_exec_secrets *secrets)
{
	size_t room = ROOM_FOR_SSH;

	for (size_t i = 0; i < plan->delivery_count; i++)
		room += (size_t)2 * RCLONE_NAME_SIZE +
			2 * akv_secret_len(
				    value_of(secrets, &plan->deliveries[i]));
	return room;
}

static enum akv_code give_descriptor(struct akv_exec_handover *handover,
				     const struct akv_secret *value, int number,
				     int lowest, struct akv_error *err)
{
	struct akv_child_descriptor *given =
		&handover->descriptors[handover->descriptor_count];
	enum akv_code code =
		akv_exec_memory_file_make(value, lowest, &given->ours, err);

	if (code != AKV_OK)
		return code;
	given->number = number < 0 ? given->ours : number;
	handover->descriptor_count++;
	return AKV_OK;
}

/* By the child's own descriptor: whoever it starts inherits that, too, and
 * each open(2) of the path begins at the beginning. */
static enum akv_code give_file(struct akv_exec_handover *handover,
			       const struct akv_secret *value, const char *name,
			       int lowest, struct akv_error *err)
{
	char path[64];
	struct akv_text text;
	enum akv_code code = give_descriptor(handover, value, -1, lowest, err);

	if (code != AKV_OK)
		return code;
	akv_text_init(&text, path, sizeof(path));
	akv_text_addf(
		&text, "/proc/self/fd/%d",
		handover->descriptors[handover->descriptor_count - 1].number);
	return akv_exec_environment_set_text(handover->environment, name, path,
					     err);
}

static enum akv_code give_rclone(struct akv_exec_handover *handover,
				 const struct akv_secret *value,
				 const char *remote, struct akv_error *err)
{
	unsigned char iv[AKV_RCLONE_PASSWORD_IV_LEN] = { 0 };
	char name[RCLONE_NAME_SIZE];
	struct akv_text text;
	AKV_AUTO(secret) *obscured = NULL;
	enum akv_code code;

	akv_text_init(&text, name, sizeof(name));
	akv_text_addf(&text, "RCLONE_CONFIG_%s_PASS", remote);
	for (char *at = name; *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	akv_random_fill(iv, sizeof(iv));
	code = akv_rclone_password_obscure(value, iv, &obscured, err);
	if (code != AKV_OK)
		return code;
	return akv_exec_environment_set(handover->environment, name, obscured,
					err);
}

static enum akv_code give(struct akv_exec_handover *handover,
			  const struct akv_exec_delivery *delivery,
			  const struct akv_secret *value, int lowest,
			  struct akv_error *err)
{
	switch (delivery->way) {
	case AKV_EXEC_ENV:
		return akv_exec_environment_set(handover->environment,
						delivery->name, value, err);
	case AKV_EXEC_FILE:
		return give_file(handover, value, delivery->name, lowest, err);
	case AKV_EXEC_FD:
		return give_descriptor(handover, value, delivery->descriptor,
				       lowest, err);
	case AKV_EXEC_STDIN:
		return give_descriptor(handover, value, STDIN_FILENO, lowest,
				       err);
	case AKV_EXEC_RCLONE:
		return give_rclone(handover, value, delivery->name, err);
	case AKV_EXEC_SSH:
	case AKV_EXEC_SSH_PASSPHRASE:
		break;
	}
	return AKV_OK;
}

static enum akv_code give_all(const struct akv_exec_plan *plan,
			      const struct akv_exec_secrets *secrets,
			      struct akv_exec_handover *handover,
			      struct akv_error *err)
{
	int lowest = akv_exec_plan_highest(plan) + 1;
	enum akv_code code = AKV_OK;

	for (size_t i = 0; code == AKV_OK && i < plan->delivery_count; i++) {
		const struct akv_exec_delivery *delivery = &plan->deliveries[i];

		code = give(handover, delivery, value_of(secrets, delivery),
			    lowest, err);
		if (code == AKV_ERR_UNUSABLE)
			akv_error_prefix(
				err, "connection %s",
				plan->sources[delivery->source].connection);
	}
	return code;
}

enum akv_code akv_exec_handover_make(const struct akv_exec_plan *plan,
				     const struct akv_exec_secrets *secrets,
				     struct akv_exec_handover *out,
				     struct akv_error *err)
{
	__attribute__((cleanup(
		akv_exec_handover_clear))) struct akv_exec_handover made = {
		0
	};
	enum akv_code code = akv_exec_environment_new(room_for(plan, secrets),
						      plan->delivery_count +
							      VARIABLES_FOR_SSH,
						      &made.environment, err);

	if (code != AKV_OK)
		return code;
	made.descriptors =
		calloc(plan->delivery_count + 1, sizeof(*made.descriptors));
	if (made.descriptors == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	code = give_all(plan, secrets, &made, err);
	if (code != AKV_OK)
		return code;
	*out = made;
	made = (struct akv_exec_handover){ 0 }; /* the caller's now */
	return AKV_OK;
}
