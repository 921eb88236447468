/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_SIMILAR_H
#define AKV_CORE_SIMILAR_H

#include <stddef.h>

/*
 * "Did you mean": of all the words that were possible, the one that somebody
 * who mistyped probably meant.
 *
 *	struct akv_similar similar;
 *
 *	akv_similar_init(&similar, "secrt");
 *	for (...)
 *		akv_similar_consider(&similar, words[i]);
 *	if (similar.best != NULL)
 *		akv_error_hint(err, "did you mean %s?", similar.best);
 */
struct akv_similar {
	const char *word; /* borrowed */
	const char *best; /* borrowed; NULL: none is near enough */
	size_t distance;  /* of ${best}; before: the first that is too far */
};

/* akv_similar_init(similar, word): begin; nothing is like ${word} yet. */
void akv_similar_init(struct akv_similar *similar, const char *word);

/*
 * akv_similar_consider(similar, candidate): take ${candidate}, whatever its
 * case, if it is nearer than all before it: fewer letters are to be changed,
 * added, left out or swapped with their neighbour, and at most a third.
 */
void akv_similar_consider(struct akv_similar *similar, const char *candidate);

#endif
