/* SPDX-License-Identifier: MIT */
#ifndef AKV_TEST_QUERY_ASK_H
#define AKV_TEST_QUERY_ASK_H

#include "libhelper/query/query.h"

/* Queries and their answers as text, for the tests of the query files. */

/* ask_expect(query, document, answer): ${query} finds in ${document}, an
 * object or an array, what ${answer} says as JSON on one line. */
void ask_expect(const char *query, const char *document, const char *answer);

/* ask_expect_refused(query, why): it is no query; ${why} is in the text. */
void ask_expect_refused(const char *query, const char *why);

/* ask_expect_failed(query, document, why): it is one, but fails. */
void ask_expect_failed(const char *query, const char *document,
		       const char *why);

#endif
