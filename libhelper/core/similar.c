/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "libhelper/core/similar.h"

/* Words longer than this are not compared. */
enum { WORD_MAX = 64 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Edits from ${a} to ${b}: Levenshtein's, with two neighbours swapped as one
 * (optimal string alignment).  rows[] are the table's last three.
 */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1] = { 0 };
	size_t a_len = strlen(a);
	size_t b_len = strlen(b);

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3];
		const size_t *above_that = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			char c = lower(a[i - 1]);
			char d = lower(b[j - 1]);

			row[j] = above[j - 1] + (c != d);
			row[j] = smaller(row[j], above[j] + 1);
			row[j] = smaller(row[j], row[j - 1] + 1);
			if (i > 1 && j > 1 && c == lower(b[j - 2]) &&
			    d == lower(a[i - 2]))
				row[j] = smaller(row[j], above_that[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

void akv_similar_init(struct akv_similar *similar, const char *word)
{
	*similar = (struct akv_similar){
		.word = word,
		.distance = strlen(word) / 3 + 1,
	};
}

void akv_similar_consider(struct akv_similar *similar, const char *candidate)
{
	size_t edits;

	if (strlen(similar->word) > WORD_MAX || strlen(candidate) > WORD_MAX)
		return;
	edits = distance(similar->word, candidate);
	if (edits < similar->distance) {
		similar->best = candidate;
		similar->distance = edits;
	}
}
