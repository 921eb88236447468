/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_ATTR_H
#define AKV_BASE_ATTR_H

/*
 * Compiler attributes, named for what they promise, and the one clean-up
 * idiom of this code base.
 */

/* The result says whether it worked: ignoring it does not compile. */
#define AKV_CHECKED __attribute__((warn_unused_result))

/* Argument ${fmt} is a printf format for the arguments from ${first} on. */
#define AKV_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

/* A parameter that this implementation of an interface does not need. */
#define AKV_UNUSED __attribute__((unused))

/*
 * AKV_AUTO(secret) *value = NULL; declares a struct akv_secret pointer that
 * akv_secret_freep() releases when it leaves its scope.  Setting it to NULL
 * hands the object on ("the caller's now").
 */
#define AKV_AUTO(type) \
	__attribute__((cleanup(akv_##type##_freep))) struct akv_##type

/* Defines akv_${type}_freep() for AKV_AUTO, next to akv_${type}_free(). */
#define AKV_DEFINE_FREEP(type) \
	static inline void akv_##type##_freep(struct akv_##type **object) \
	{ \
		akv_##type##_free(*object); \
		*object = NULL; \
	}

#endif
