/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_FAKE_LIBCURL_H
#define AKV_TESTS_FAKES_FAKE_LIBCURL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * libcurl's functions, as libcurl_library.c has them, that send nothing:
 * they write down what they were told, and play an exchange back.
 */
struct fake_libcurl {
	/* -- what to play; set it before the call -- */
	int result;		    /* CURLcode of curl_easy_perform() */
	long status;		    /* HTTP status */
	const char *const *headers; /* lines with CR LF; ends with NULL */
	const char *body;
	size_t body_repeats; /* how often ${body} comes; 0 is once */
	bool never_connects; /* the pre-request callback is not called */
	long proxy_status;
	long sys_errno;

	/* -- what was told -- */
	int options[64]; /* numbers of the options, in order */
	size_t option_count;
	char url[512];
	char authorization[1024]; /* the header as libcurl would send it */
	char sent_headers[2048];  /* all, LF behind each */
	char form[1024];	  /* POSTFIELDS */
	long form_size;		  /* POSTFIELDSIZE */
	bool was_post;		  /* the method of the last exchange */
	char ca_file[256];
	char ca_path[256];
	char protocols[16]; /* "(none)" where they were taken back */
	char no_proxy[16];
	/* what held for the last exchange */
	char performed_protocols[16];
	char performed_no_proxy[16];
	long connect_timeout_ms;
	size_t performed;
	size_t live_handles;
};

extern struct fake_libcurl fake_libcurl;

/* fake_libcurl_was_told(option): was this option set? */
bool fake_libcurl_was_told(int option);

#endif
