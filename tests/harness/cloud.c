/* SPDX-License-Identifier: MIT */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <json-c/json.h>

#include "tests/harness/canary.h"
#include "tests/harness/control.h"
#include "tests/harness/program.h"
#include "tests/harness/sandbox.h"

#include "tests/harness/cloud.h"

enum { READY_LIMIT_MS = 60000, READY_MAX = 4096 };

static struct {
	struct running *running; /* NULL: it is not */
	int stdin_fd;		 /* ours to close: then it ends */
	const char *proxy;
	const char *authority;
	const char *control;
	const char *imds;
	const char *app_service;
	const char *azure_arc;
} cloud;

/* -- its life -- */

static const char *read_ready_line(int fd)
{
	static char line[READY_MAX];
	size_t len = 0;

	while (memchr(line, '\n', len) == NULL) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		ssize_t got;

		cr_assert_eq(poll(&ready, 1, READY_LIMIT_MS), 1,
			     "the cloud does not start");
		got = read(fd, line + len, sizeof(line) - 1 - len);
		cr_assert_gt(got, 0, "the cloud did not start: %s",
			     outcome_words(program_end(cloud.running)));
		len += (size_t)got;
		line[len] = '\0';
	}
	return line;
}

static const char *member(struct json_object *object, const char *name)
{
	struct json_object *value;

	cr_assert(json_object_object_get_ex(object, name, &value), "no %s",
		  name);
	return sandbox_text("%s", json_object_get_string(value));
}

static void take_addresses(const char *line)
{
	struct json_object *ready = json_tokener_parse(line);

	cr_assert_not_null(ready, "%s", line);
	cloud.proxy = member(ready, "proxy");
	cloud.authority = member(ready, "ca");
	cloud.control = member(ready, "control");
	cloud.imds = member(ready, "imds");
	cloud.app_service = member(ready, "app_service");
	cloud.azure_arc = member(ready, "azure_arc");
	json_object_put(ready);
	program_setenv("HTTPS_PROXY", cloud.proxy);
	program_setenv("SSL_CERT_FILE", cloud.authority);
}

void cloud_start(void)
{
	int in[2];
	int out[2];

	cr_assert_eq(pipe2(in, O_CLOEXEC), 0);
	cr_assert_eq(pipe2(out, O_CLOEXEC), 0);
	cloud.running = program_start(&(struct program){
		.path = harness_python(),
		.arguments = WORDS(harness_source("tests/cloud/akv-cloud"),
				   "--dir", sandbox_path("cloud"), "--arc-keys",
				   cloud_arc_keys()),
		.stdin_fd = in[0],
		.stdout_fd = out[1],
	});
	cloud.stdin_fd = in[1];
	(void)close(in[0]);
	(void)close(out[1]);
	take_addresses(read_ready_line(out[0]));
	(void)close(out[0]);
}

const char *cloud_end(void)
{
	struct running *running = cloud.running;
	const struct outcome *outcome;

	if (running == NULL)
		return NULL;
	cloud.running = NULL;
	(void)close(cloud.stdin_fd);
	outcome = program_end(running);
	if (outcome->status == 0 && outcome->err_len == 0)
		return NULL;
	return outcome_words(outcome);
}

const char *cloud_proxy(void)
{
	return cloud.proxy;
}

const char *cloud_authority(void)
{
	return cloud.authority;
}

const char *cloud_imds(void)
{
	return cloud.imds;
}

const char *cloud_app_service(void)
{
	return cloud.app_service;
}

const char *cloud_azure_arc(void)
{
	return cloud.azure_arc;
}

const char *cloud_arc_keys(void)
{
	return sandbox_path("arc-keys");
}

/* -- its control port -- */

/* JSON as C likes to have it, with real quotes. */
static const char *format_json(const char *json, va_list args) AKV_PRINTF(1, 0);
static const char *format_json(const char *json, va_list args)
{
	char *text = sandbox_vtext(json, args);

	for (char *at = text; *at != '\0'; at++)
		if (*at == '\'')
			*at = '"';
	return text;
}

const char *cloud_tell(const char *method, const char *path, const char *json,
		       ...)
{
	const char *body;
	va_list args;

	va_start(args, json);
	body = format_json(json, args);
	va_end(args);
	return control_call(cloud.control, method, path, body);
}

void cloud_fault(const char *json, ...)
{
	const char *body;
	va_list args;

	va_start(args, json);
	body = format_json(json, args);
	va_end(args);
	(void)control_call(cloud.control, "POST", "/faults", body);
}

void cloud_clear_faults(void)
{
	(void)cloud_tell("DELETE", "/faults", "%s", "");
}

const char *cloud_federated_token(const char *json, ...)
{
	struct json_object *answer;
	const char *body;
	const char *token;
	va_list args;

	va_start(args, json);
	body = format_json(json, args);
	va_end(args);
	answer = json_tokener_parse(
		control_call(cloud.control, "POST", "/federated-tokens", body));
	cr_assert_not_null(answer);
	token = member(answer, "token");
	json_object_put(answer);
	return token;
}

static void put_secret(const char *vault, const char *name,
		       struct json_object *content)
{
	struct json_object *value;

	if (json_object_object_get_ex(content, "value", &value))
		canary_add(json_object_get_string(value),
			   (size_t)json_object_get_string_len(value));
	if (!json_object_object_get_ex(content, "version", NULL))
		json_object_object_add(
			content, "version",
			json_object_new_string(CLOUD_PUT_VERSION));
	(void)control_call(cloud.control, "PUT",
			   sandbox_text("/vaults/%s/secrets/%s", vault, name),
			   json_object_to_json_string(content));
	json_object_put(content);
}

void cloud_put_secret_json(const char *vault, const char *name,
			   const char *json, ...)
{
	const char *body;
	va_list args;
	struct json_object *content;

	va_start(args, json);
	body = format_json(json, args);
	va_end(args);
	content = json_tokener_parse(body);
	cr_assert_not_null(content, "%s", body);
	put_secret(vault, name, content);
}

void cloud_put_bytes(const char *vault, const char *name, const char *value,
		     size_t len)
{
	struct json_object *content = json_object_new_object();

	json_object_object_add(content, "value",
			       json_object_new_string_len(value, (int)len));
	put_secret(vault, name, content);
}

void cloud_put_secret(const char *vault, const char *name, const char *value)
{
	cloud_put_bytes(vault, name, value, strlen(value));
}
