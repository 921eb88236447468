/* SPDX-License-Identifier: MIT */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/askpass_socket.h"
#include "libhelper/base/text.h"

#include "cmd/exec_ssh.h"

void akv_exec_ssh_close(struct akv_exec_ssh *ssh)
{
	for (size_t i = 0; ssh->lines != NULL && i < 2 * ssh->count; i++)
		akv_secret_free(ssh->lines[i]);
	free(ssh->lines);
	free(ssh->offers);
	if (ssh->listener >= 0)
		(void)close(ssh->listener);
	*ssh = (struct akv_exec_ssh){ .listener = -1 };
}

static bool is_for_ssh(const struct akv_exec_delivery *delivery)
{
	return delivery->way == AKV_EXEC_SSH ||
	       delivery->way == AKV_EXEC_SSH_PASSPHRASE;
}

/* The line that answers by the ${number}-th secret. */
static enum akv_code make_line(const struct akv_exec_secrets *secrets,
			       size_t number, struct akv_secret **out,
			       struct akv_error *err)
{
	const struct akv_target *target = &secrets->targets[number];
	enum akv_code code = akv_askpass_prompt_answer(
		secrets->results[number].bundle.value, out, err);

	if (code != AKV_ERR_UNUSABLE)
		return code;
	akv_error_prefix(err, "connection %s%s%s", target->connection->name,
			 target->id.name == NULL ? "" : ", secret ",
			 target->id.name == NULL ? "" : target->id.name);
	akv_error_hint(err, "--secret NAME in front of --ssh chooses another "
			    "secret of the connection; a private key goes to "
			    "ssh-add(1)");
	return code;
}

static enum akv_code add_offer(struct akv_exec_ssh *ssh,
			       const struct akv_exec_delivery *delivery,
			       const struct akv_exec_secrets *secrets,
			       struct akv_error *err)
{
	size_t value = secrets->values[delivery->source];
	size_t passphrase = secrets->passphrases[delivery->source];
	const struct akv_target *target = &secrets->targets[value];
	struct akv_secret **lines = &ssh->lines[2 * ssh->count];
	struct akv_askpass_offer *offer = &ssh->offers[ssh->count];
	enum akv_code code = AKV_OK;

	*offer = (struct akv_askpass_offer){ .connection = target->connection,
					     .username = target->username };
	offer->has_passphrase =
		passphrase != value ||
		delivery->way == AKV_EXEC_SSH_PASSPHRASE ||
		akv_askpass_offer_is_passphrase(target->id.name);
	offer->has_password = passphrase != value || !offer->has_passphrase;
	ssh->count++;
	if (offer->has_password)
		code = make_line(secrets, value, &lines[0], err);
	if (code == AKV_OK && offer->has_passphrase)
		code = make_line(secrets, passphrase, &lines[1], err);
	offer->password = lines[0];
	offer->passphrase = lines[1];
	return code;
}

/* The password of one connection is for the command's destination; of
 * several, that cannot be told. */
static void set_destination(struct akv_exec_ssh *ssh,
			    struct akv_ssh_destination destination)
{
	struct akv_askpass_offer *only = NULL;

	for (size_t i = 0; i < ssh->count; i++) {
		if (!ssh->offers[i].has_password)
			continue;
		if (only != NULL)
			return;
		only = &ssh->offers[i];
	}
	if (only != NULL)
		only->destination = destination;
}

static enum akv_code open_offers(const struct akv_exec_plan *plan,
				 const struct akv_exec_secrets *secrets,
				 struct akv_exec_ssh *ssh,
				 struct akv_error *err)
{
	enum akv_code code = AKV_OK;

	ssh->offers = calloc(plan->delivery_count, sizeof(*ssh->offers));
	ssh->lines = calloc(2 * plan->delivery_count, sizeof(*ssh->lines));
	if (ssh->offers == NULL || ssh->lines == NULL)
		return akv_fail(err, AKV_ERR_OTHER, "OutOfMemory", "no memory");
	for (size_t i = 0; code == AKV_OK && i < plan->delivery_count; i++)
		if (is_for_ssh(&plan->deliveries[i]))
			code = add_offer(ssh, &plan->deliveries[i], secrets,
					 err);
	return code;
}

enum akv_code akv_exec_ssh_open(const struct akv_exec_plan *plan,
				const struct akv_exec_secrets *secrets,
				const struct akv_exec_ssh_command *command,
				struct akv_exec_ssh *out, struct akv_error *err)
{
	enum akv_code code;

	*out = (struct akv_exec_ssh){ .listener = -1 };
	code = open_offers(plan, secrets, out, err);
	if (code != AKV_OK) {
		akv_exec_ssh_close(out);
		return code;
	}
	set_destination(out, command->destination);
	out->server = (struct akv_askpass_server){
		.offers = out->offers,
		.offer_count = out->count,
		.is_ssh = command->program == AKV_SSH_PROGRAM_SSH,
		.starts_ssh = command->program != AKV_SSH_PROGRAM_NONE,
	};
	return AKV_OK;
}

/* It is this program by another name, beside it. */
static enum akv_code find_askpass(char *out, size_t size, struct akv_error *err)
{
	static const char name[] = "/akv-askpass";
	ssize_t len = readlink("/proc/self/exe", out, size - sizeof(name));

	if (len > 0) {
		char *slash;

		out[len] = '\0';
		slash = strrchr(out, '/');
		if (slash != NULL)
			memcpy(slash, name, sizeof(name));
		if (slash != NULL && access(out, X_OK) == 0)
			return AKV_OK;
	}
	akv_fail(err, AKV_ERR_OTHER, "AskpassMissing",
		 "akv-askpass is not there, beside akv");
	akv_error_hint(err, "it is a symbolic link to akv, and part of the "
			    "installation");
	return AKV_ERR_OTHER;
}

enum akv_code akv_exec_ssh_announce(const char *name,
				    enum akv_ssh_program program,
				    struct akv_exec_environment *environment,
				    struct akv_error *err)
{
	char path[PATH_MAX + 16];
	enum akv_code code = find_askpass(path, sizeof(path), err);

	if (code == AKV_OK)
		code = akv_exec_environment_set_text(environment, "SSH_ASKPASS",
						     path, err);
	if (code == AKV_OK)
		code = akv_exec_environment_set_text(
			environment, "SSH_ASKPASS_REQUIRE", "force", err);
	if (code == AKV_OK)
		code = akv_exec_environment_set_text(
			environment, "AKV_ASKPASS_SOCKET", name, err);
	/* what the user wants of rsync(1) wins */
	if (code == AKV_OK && program == AKV_SSH_PROGRAM_RSYNC &&
	    akv_exec_environment_find(environment, "RSYNC_RSH") == NULL)
		code = akv_exec_environment_set_text(environment, "RSYNC_RSH",
						     AKV_SSH_RSYNC_SHELL, err);
	return code;
}
