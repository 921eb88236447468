/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_REMEMBERED_STORE_H
#define AKV_CORE_REMEMBERED_STORE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Which token store worked last time: one word in the file token-store in the
 * state directory (state_dir.h).  Only a preference: whatever goes wrong with
 * it, or stands in it, is as if nothing were remembered.
 */
enum { AKV_REMEMBERED_STORE_SIZE = 16 };

/*
 * akv_remembered_store_get(word): what is remembered, in ${word}, which has
 * AKV_REMEMBERED_STORE_SIZE bytes; "" and false when nothing is.
 */
bool akv_remembered_store_get(char *word);

/* akv_remembered_store_set(word): remember ${word}. */
void akv_remembered_store_set(const char *word);

/* akv_remembered_store_forget(): remember nothing; true when nothing is. */
bool akv_remembered_store_forget(void);

#endif
