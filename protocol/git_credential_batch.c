/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/base/text.h"

#include "protocol/git_credential_batch.h"

/* Reads the next request into ${item}; false: there was none. */
static bool read_item(struct akv_line_reader *reader,
		      struct akv_credential_batch *batch)
{
	struct akv_credential_batch_item *item = &batch->items[batch->count];

	item->code =
		akv_git_credential_read(reader, &item->request, &item->error);
	if (item->code == AKV_OK) {
		batch->at_end = item->request.at_end;
		return item->request.line_count > 0 || !batch->at_end;
	}
	/* its other lines must not pass for a request of their own */
	akv_git_credential_skip(reader);
	batch->at_end = akv_line_reader_has_failed(reader);
	return true;
}

void akv_git_credential_batch_read(struct akv_line_reader *reader,
				   struct akv_credential_batch *out)
{
	out->count = 0;
	out->at_end = false;
	do {
		if (read_item(reader, out))
			out->count++;
	} while (!out->at_end && out->count < AKV_CREDENTIAL_BATCH_MAX &&
		 akv_line_reader_has_block(reader));
}

void akv_git_credential_batch_clear(struct akv_credential_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		akv_credential_request_clear(&batch->items[i].request);
	*batch = (struct akv_credential_batch){ .count = 0 };
}

enum akv_code akv_git_credential_batch_end(const struct akv_secret *lines,
					   struct akv_secret **out,
					   struct akv_error *err)
{
	AKV_AUTO(secret) *whole = NULL;
	size_t len = lines == NULL ? 0 : akv_secret_len(lines);
	enum akv_code code = akv_secret_new(len + 1, &whole, err);

	if (code == AKV_OK && lines != NULL)
		code = akv_secret_append_secret(whole, lines, err);
	if (code == AKV_OK)
		code = akv_secret_append_text(whole, "\n", err);
	if (code != AKV_OK)
		return code;

	*out = whole;
	whole = NULL; /* the caller's now */
	return AKV_OK;
}

enum akv_code akv_git_credential_batch_error(const struct akv_error *why,
					     struct akv_secret **out,
					     struct akv_error *err)
{
	/* an escape is four bytes at most */
	char lines[4 * (AKV_ERROR_REASON_MAX + AKV_ERROR_TEXT_MAX) + 32];
	struct akv_text text;

	/* akv_fail() has escaped the text, but a line of the protocol does not
	 * rest on that */
	akv_text_init(&text, lines, sizeof(lines));
	akv_text_add(&text, "error=");
	akv_text_add_escaped(&text, why->reason, strlen(why->reason));
	akv_text_add(&text, "\nmessage=");
	akv_text_add_escaped(&text, why->text, strlen(why->text));
	akv_text_add(&text, "\n");
	return akv_secret_new_from(lines, text.len, out, err);
}
