/* SPDX-License-Identifier: MIT */
#ifndef AKV_CMD_OUTPUT_SINK_H
#define AKV_CMD_OUTPUT_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/edge/json.h"

/*
 * Where formatted output goes: a secret, written to a descriptor when it is
 * full and at the end.  It takes the longest secret there is whole, so a value
 * is written at once or not at all; a list of thousands of names is not kept
 * in memory.  Private to the output files.
 */

struct akv_output_sink {
	struct akv_secret *buffer; /* owned */
	int fd;
	enum akv_code code; /* the first failure; what follows is dropped */
	struct akv_error *err;
};

/* akv_output_sink_init(sink, fd, err): AKV_ERR_OTHER without memory; the
 * caller's to akv_output_sink_clear(). */
enum akv_code akv_output_sink_init(struct akv_output_sink *sink, int fd,
				   struct akv_error *err) AKV_CHECKED;

/* akv_output_sink_clear(sink): wipe and release; an all-zero one is fine. */
void akv_output_sink_clear(struct akv_output_sink *sink);

/* akv_output_sink_finish(sink): write what is left; how all of it went. */
enum akv_code akv_output_sink_finish(struct akv_output_sink *sink) AKV_CHECKED;

/* akv_output_sink_bytes(sink, bytes, len), ..._text(), ..._fill(): ${len}
 * bytes, a C string, ${count} times ${c} */
void akv_output_sink_bytes(struct akv_output_sink *sink, const char *bytes,
			   size_t len);
void akv_output_sink_text(struct akv_output_sink *sink, const char *text);
void akv_output_sink_fill(struct akv_output_sink *sink, char c, size_t count);

/* akv_output_sink_json(sink, value): ${value} as JSON on one line */
void akv_output_sink_json(struct akv_output_sink *sink,
			  const struct akv_json *value);

/*
 * akv_output_sink_cell(sink, value): a value as words: strings with escapes
 * for what would act on a terminal or break a line, True and False, numbers,
 * the length of a list; nothing for null and for an object.  Returns how many
 * columns it takes, for a ${sink} of NULL too, which measures.
 */
size_t akv_output_sink_cell(struct akv_output_sink *sink,
			    const struct akv_json *value);

#endif
