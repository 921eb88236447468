/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "cmd/report.h"
#include "cmd/session.h"
#include "libhelper/base/unix_peer.h"
#include "protocol/systemd_peer.h"

enum {
	FIRST_PAUSE_MS = 1000,
	LONGEST_PAUSE_MS = 30000,
};

/* Anybody may call himself systemd; who he is only the kernel says. */
static enum akv_code check_peer(const struct akv_unix_peer *peer,
				struct akv_error *err)
{
	if (peer->uid != 0 && peer->uid != geteuid()) {
		akv_fail(err, AKV_ERR_PEER, "StrangePeer",
			 "user %u asks for a credential, who is neither root "
			 "nor ourselves",
			 (unsigned int)peer->uid);
		akv_error_hint(err, "the socket should have mode 0600");
		return AKV_ERR_PEER;
	}
	if (peer->name_len == 0)
		return akv_fail(err, AKV_ERR_PEER, "NotSystemd",
				"the peer has no address: it is not systemd");
	return AKV_OK;
}

static enum akv_code resolve(const struct akv_config *config,
			     const struct akv_systemd_peer *peer,
			     struct akv_target *out, struct akv_error *err)
{
	const struct akv_credential_config *credential =
		akv_config_credential(config, peer->unit, peer->id);
	struct akv_request request = { 0 };

	if (credential == NULL) {
		akv_fail(err, AKV_ERR_DENIED, "CredentialNotAllowed",
			 "no configuration allows it");
		akv_error_hint(err,
			       "[credential %s/%s] with connection = NAME "
			       "allows it",
			       peer->unit, peer->id);
		return AKV_ERR_DENIED;
	}
	request.connection = credential->connection->name;
	request.secret = credential->secret;
	return akv_lookup_resolve(config, &request, out, err);
}

/* An empty credential is what systemd gets of a failure, too. */
static enum akv_code send_value(const struct akv_secret *value,
				struct akv_error *err)
{
	if (akv_secret_len(value) == 0)
		return akv_fail(err, AKV_ERR_UNUSABLE, "EmptySecret",
				"the secret is empty");
	return akv_secret_write(value, STDIN_FILENO, err);
}

/* One try, from the configuration on, which somebody may have mended. */
static enum akv_code serve(const struct akv_unix_peer *from, int64_t timeout_ms,
			   struct akv_error *err)
{
	__attribute__((
		cleanup(akv_session_close))) struct akv_session session = { 0 };
	__attribute__((cleanup(
		akv_secret_bundle_clear))) struct akv_secret_bundle bundle = {
		0
	};
	struct akv_systemd_peer peer;
	struct akv_target target = { 0 };
	enum akv_code code =
		akv_systemd_peer_parse(from->name, from->name_len, &peer, err);

	if (code != AKV_OK)
		return code;
	code = akv_session_open(timeout_ms, &session, err);
	if (code == AKV_OK)
		code = resolve(session.config, &peer, &target, err);
	if (code == AKV_OK)
		code = akv_session_fetch(&session, &target, &bundle, err);
	if (code == AKV_OK)
		code = send_value(bundle.value, err);
	if (code != AKV_OK)
		akv_error_prefix(err, "%s/%s", peer.unit, peer.id);
	return code;
}

/* Once for each reason: a journal is no place for one line every second. */
static void report(const struct akv_error *err, struct akv_error *last)
{
	if (strcmp(err->reason, last->reason) != 0)
		akv_report_error(err);
	*last = *err;
}

/* -- being stopped -- */

static void notice(AKV_UNUSED int number)
{
}

/* From now on signals come while we wait, and at no other time; ${before} is
 * what was blocked before. */
static void hold_signals(sigset_t *before)
{
	static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };
	const struct sigaction action = { .sa_handler = notice };
	sigset_t held;

	(void)sigemptyset(&held);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		(void)sigaction(numbers[i], &action, NULL);
		(void)sigaddset(&held, numbers[i]);
	}
	(void)pthread_sigmask(SIG_BLOCK, &held, before);
}

/* -- serving -- */

/*
 * To close would be to hand over an empty credential, with which the unit
 * would start.  So the connection is held until there is a credential, or
 * until systemd has waited for long enough, or the unit's start is called off.
 * Who stops us lets the unit fail: it is sent more than a credential can be.
 */
static enum akv_code serve_until_it_leaves(const struct akv_unix_peer *peer,
					   int64_t timeout_ms,
					   const sigset_t *mask,
					   struct akv_error *err)
{
	struct akv_error last = { .code = AKV_OK };
	int64_t pause_ms = FIRST_PAUSE_MS;
	enum akv_unix_peer_event event = AKV_UNIX_PEER_QUIET;
	enum akv_code code = serve(peer, timeout_ms, err);

	while (code != AKV_OK) {
		report(err, &last);
		event = akv_unix_peer_wait(STDIN_FILENO, pause_ms, mask);
		if (event != AKV_UNIX_PEER_QUIET)
			break;
		pause_ms *= 2;
		if (pause_ms > LONGEST_PAUSE_MS)
			pause_ms = LONGEST_PAUSE_MS;
		code = serve(peer, timeout_ms, err);
	}
	if (event == AKV_UNIX_PEER_INTERRUPTED)
		akv_unix_peer_flood(STDIN_FILENO,
				    AKV_SYSTEMD_CREDENTIAL_MAX + 1);
	/* it has been said */
	*err = (struct akv_error){ .code = code };
	return code;
}

static enum akv_code run(const struct akv_options *options,
			 struct akv_error *err)
{
	struct akv_unix_peer peer;
	sigset_t before;
	enum akv_code code = akv_unix_peer_get(STDIN_FILENO, &peer, err);

	if (code == AKV_OK)
		code = check_peer(&peer, err);
	if (code != AKV_OK)
		return code;
	akv_unix_peer_ignore(STDIN_FILENO);
	hold_signals(&before);
	return serve_until_it_leaves(&peer, options->timeout_ms, &before, err);
}

const struct akv_command akv_cmd_systemd_credential = {
	.name = "systemd-credential",
	.operands = "",
	.summary = "give a unit of systemd the credential that it loads",
	.details = "Started by akv-credentials.socket, with the connection as\n"
		   "standard input.  A unit asks by\n"
		   "\n"
		   "  LoadCredential=ID:/run/akv-credentials.sock\n"
		   "\n"
		   "and gets what [credential UNIT/ID] of the configuration\n"
		   "allows.  On a failure the connection is held, and tried\n"
		   "again, until the start of the unit times out.\n",
	.options = AKV_OPTIONS(AKV_OPTION_TIMEOUT),
	.run = run,
};
