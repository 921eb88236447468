/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "libhelper/base/text.h"
#include "protocol/git_credential.h"
#include "protocol/git_credential_answer.h"
#include "protocol/git_credential_batch.h"

/*
 * The input is read as requests, then carried as the password and the user
 * name of an answer.  Whatever it is: a value that we keep has no control
 * character, and an answer that we write is read back as it was meant.
 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static struct akv_line_reader *reader_of(const void *bytes, size_t len)
{
	static int fd = -1;
	struct akv_line_reader *reader;

	if (fd < 0)
		fd = memfd_create("input", MFD_CLOEXEC);
	check(ftruncate(fd, 0) == 0);
	check(pwrite(fd, bytes, len, 0) == (ssize_t)len);
	check(lseek(fd, 0, SEEK_SET) == 0);
	check(akv_line_reader_new(fd, &reader, NULL) == AKV_OK);
	return reader;
}

static void check_value(const char *value)
{
	check(value == NULL || !akv_text_has_control(value));
}

static void check_request(const struct akv_credential_request *request)
{
	check_value(request->connection);
	check_value(request->secret);
	check_value(request->vault);
	check_value(request->version);
	check_value(request->protocol);
	check_value(request->host);
	check_value(request->path);
	check_value(request->username);
}

static void read_requests(const uint8_t *data, size_t size)
{
	AKV_AUTO(line_reader) *reader = reader_of(data, size);
	struct akv_credential_request request;
	bool at_end = false;

	while (!at_end) {
		struct akv_error err = { .code = AKV_OK };

		if (akv_git_credential_read(reader, &request, &err) != AKV_OK) {
			check(err.code != AKV_OK && err.text[0] != '\0');
			return;
		}
		at_end = request.at_end;
		check_request(&request);
		akv_credential_request_clear(&request);
	}
}

/* In a batch there is an end to it, and a reason for each that is refused. */
static void read_batch(const uint8_t *data, size_t size)
{
	AKV_AUTO(line_reader) *reader = reader_of(data, size);
	struct akv_credential_batch *batch = calloc(1, sizeof(*batch));
	size_t count = 0;
	bool at_end = false;

	check(batch != NULL);
	while (!at_end) {
		akv_git_credential_batch_read(reader, batch);
		at_end = batch->at_end;
		count += batch->count;
		for (size_t i = 0; i < batch->count; i++) {
			check_request(&batch->items[i].request);
			check((batch->items[i].code == AKV_OK) ==
			      (batch->items[i].error.text[0] == '\0'));
		}
		akv_git_credential_batch_clear(batch);
	}
	check(count <= size);
	free(batch);
}

static void expect_line(struct akv_line_reader *reader, const char *key,
			const char *value, size_t len)
{
	size_t key_len = strlen(key);
	struct akv_line line;

	check(akv_line_reader_next(reader, &line, NULL) == AKV_OK);
	check(line.kind == AKV_LINE_TEXT);
	check(line.len == key_len + len);
	check(memcmp(line.bytes, key, key_len) == 0);
	check(memcmp(line.bytes + key_len, value, len) == 0);
}

/* The first half is the user name, up to a NUL; the rest is the password. */
static void write_answer(const uint8_t *data, size_t size)
{
	AKV_AUTO(secret) *password = NULL;
	AKV_AUTO(secret) *text = NULL;
	AKV_AUTO(line_reader) *reader = NULL;
	char *username = strndup((const char *)data, size / 2);
	const char *bytes = (const char *)data + size / 2;
	size_t len = size - size / 2;
	struct akv_credential_answer answer = { .username = username };
	struct akv_line line;

	check(akv_secret_new_from(bytes, len, &password, NULL) == AKV_OK);
	answer.password = password;
	if (akv_git_credential_answer_format(&answer, &text, NULL) == AKV_OK) {
		reader = reader_of(akv_secret_text(text), akv_secret_len(text));
		expect_line(reader, "username=", username, strlen(username));
		expect_line(reader, "password=", bytes, len);
		check(akv_line_reader_next(reader, &line, NULL) == AKV_OK);
		check(line.kind == AKV_LINE_END);
	}
	free(username);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	read_requests(data, size);
	read_batch(data, size);
	write_answer(data, size);
	return 0;
}
