/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_CMD_PRINTED_H
#define AKV_TESTS_CMD_PRINTED_H

#include "cmd/output_format.h"

/* What a format makes of a document, for the tests of the formats. */

typedef void printed_format_fn(struct akv_output_sink *sink,
			       const struct akv_json *document,
			       const struct akv_output_style *style);

/* printed_expect(format, style, document, text): of ${document} as JSON */
void printed_expect(printed_format_fn *format,
		    const struct akv_output_style *style, const char *document,
		    const char *text);

#endif
