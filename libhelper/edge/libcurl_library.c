/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>

/* the macros that check types would stand in the way of definitions */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include "libhelper/base/wiping_heap.h"
#include "libhelper/edge/openssl_memory.h"

#include "libhelper/edge/libcurl_library.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo

/* The name of the interface that 7.16 and everything since has. */
#define LIBCURL "libcurl.so.4"

static struct {
	__typeof__(curl_global_init_mem) *global_init_mem;
	__typeof__(curl_easy_init) *easy_init;
	__typeof__(curl_easy_setopt) *easy_setopt;
	__typeof__(curl_easy_getinfo) *easy_getinfo;
	__typeof__(curl_easy_perform) *easy_perform;
	__typeof__(curl_easy_cleanup) *easy_cleanup;
	__typeof__(curl_easy_strerror) *easy_strerror;
} libcurl;

static struct akv_error load_error;

/* Stores the address of ${name} in the function pointer at ${where}. */
static void find(void *library, const char *name, void *where)
{
	/* POSIX promises that a function's address fits; ISO C does not */
	*(void **)where = dlsym(library, name);
	if (*(void **)where == NULL && load_error.code == AKV_OK)
		akv_fail(&load_error, AKV_ERR_OTHER, "LibraryTooOld",
			 LIBCURL " has no %s", name);
}

static void load(void)
{
	void *library = dlopen(LIBCURL, RTLD_LAZY | RTLD_LOCAL);

	if (library == NULL) {
		akv_fail(&load_error, AKV_ERR_OTHER, "LibraryMissing",
			 "cannot load " LIBCURL ": %s", dlerror());
		akv_error_hint(&load_error,
			       "install libcurl (Debian: libcurl4)");
		return;
	}
	find(library, "curl_global_init_mem", &libcurl.global_init_mem);
	find(library, "curl_easy_init", &libcurl.easy_init);
	find(library, "curl_easy_setopt", &libcurl.easy_setopt);
	find(library, "curl_easy_getinfo", &libcurl.easy_getinfo);
	find(library, "curl_easy_perform", &libcurl.easy_perform);
	find(library, "curl_easy_cleanup", &libcurl.easy_cleanup);
	find(library, "curl_easy_strerror", &libcurl.easy_strerror);
	if (load_error.code != AKV_OK)
		return;

	/* before libcurl makes OpenSSL allocate anything */
	akv_openssl_memory_wipe();
	if (libcurl.global_init_mem(
		    CURL_GLOBAL_SSL, akv_wiping_heap_malloc,
		    akv_wiping_heap_free, akv_wiping_heap_realloc,
		    akv_wiping_heap_strdup, akv_wiping_heap_calloc) != CURLE_OK)
		akv_fail(&load_error, AKV_ERR_OTHER, "LibraryFailed",
			 LIBCURL " does not start");
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *load_in_background(AKV_UNUSED void *context)
{
	(void)pthread_once(&once, load);
	return NULL;
}

void akv_libcurl_preload(void)
{
	pthread_t loader;

	/* here, because OpenSSL may be used before the thread gets to it */
	akv_openssl_memory_wipe();
	if (pthread_create(&loader, NULL, load_in_background, NULL) != 0)
		return;
#ifdef AKV_EXIT_HANDLERS
	/* OpenSSL's must not run while it is being started */
	(void)pthread_join(loader, NULL);
#else
	(void)pthread_detach(loader);
#endif
}

enum akv_code akv_libcurl_load(struct akv_error *err)
{
	(void)pthread_once(&once, load);
	if (load_error.code != AKV_OK && err != NULL)
		*err = load_error;
	return load_error.code;
}

CURL *curl_easy_init(void)
{
	return libcurl.easy_init();
}

static CURLcode set_number(CURL *curl, CURLoption option, long value)
{
	return libcurl.easy_setopt(curl, option, value);
}

static CURLcode set_size(CURL *curl, CURLoption option, curl_off_t value)
{
	return libcurl.easy_setopt(curl, option, value);
}

static CURLcode set_pointer(CURL *curl, CURLoption option, void *value)
{
	return libcurl.easy_setopt(curl, option, value);
}

/* libcurl reads exactly one argument, whose type the option's number tells. */
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...)
{
	int number = (int)option;
	CURLcode code;
	va_list args;

	va_start(args, option);
	if (number < CURLOPTTYPE_OBJECTPOINT)
		code = set_number(curl, option, va_arg(args, long));
	else if (number >= CURLOPTTYPE_OFF_T && number < CURLOPTTYPE_BLOB)
		code = set_size(curl, option, va_arg(args, curl_off_t));
	else
		code = set_pointer(curl, option, va_arg(args, void *));
	va_end(args);
	return code;
}

CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...)
{
	CURLcode code;
	va_list args;

	va_start(args, info);
	code = libcurl.easy_getinfo(curl, info, va_arg(args, void *));
	va_end(args);
	return code;
}

CURLcode curl_easy_perform(CURL *curl)
{
	return libcurl.easy_perform(curl);
}

void curl_easy_cleanup(CURL *curl)
{
	libcurl.easy_cleanup(curl);
}

const char *curl_easy_strerror(CURLcode code)
{
	return libcurl.easy_strerror(code);
}
