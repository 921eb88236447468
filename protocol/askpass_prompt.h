/* SPDX-License-Identifier: MIT */
#ifndef AKV_PROTOCOL_ASKPASS_PROMPT_H
#define AKV_PROTOCOL_ASKPASS_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

/*
 * What ssh(1) and git(1) ask a program that is named in SSH_ASKPASS or
 * GIT_ASKPASS: a sentence in English, in which bytes of the server may stand,
 * and nothing besides that says what is wanted.
 */

enum {
	/* a longer one is none of theirs */
	AKV_ASKPASS_PROMPT_MAX = 4096,
	/* ssh reads that many bytes of the answer, and one line */
	AKV_ASKPASS_ANSWER_MAX = 1023,
};

enum akv_askpass_kind {
	AKV_ASKPASS_OTHER,	  /* not for us to answer */
	AKV_ASKPASS_HOST_KEY,	  /* is this the right server? not either */
	AKV_ASKPASS_NEW_PASSWORD, /* to be chosen: not either */
	AKV_ASKPASS_CONFIRMATION, /* yes or no, or a PIN: not either */
	AKV_ASKPASS_PASSWORD,	  /* of ${user} at ${host} */
	AKV_ASKPASS_PASSPHRASE,	  /* of the private key ${path} */
	AKV_ASKPASS_GIT_USERNAME, /* for ${url} */
	AKV_ASKPASS_GIT_PASSWORD, /* for ${url} */
};

/* A part of the prompt; not ended by a NUL. */
struct akv_askpass_part {
	const char *bytes;
	size_t len;
};

struct akv_askpass_prompt {
	enum akv_askpass_kind kind;
	/* borrowed from the prompt; NULL where the kind has none */
	struct akv_askpass_part user;
	struct akv_askpass_part host;
	struct akv_askpass_part path;
	struct akv_askpass_part url;
	/* for whoever knows who asks: it is the ssh(1) that leads to the
	 * command line's destination, whatever it calls that */
	bool is_for_destination;
};

/*
 * akv_askpass_prompt_parse(text): what ${text} asks.  Never of a kind that is
 * answered when it has a control character or is too long.
 */
struct akv_askpass_prompt akv_askpass_prompt_parse(const char *text);

/*
 * akv_askpass_prompt_answer(value, out, err): the line that answers by
 * ${value}, with its LF.  One line break at the end of ${value} is taken for
 * the same.  AKV_ERR_UNUSABLE (NotOneLine, TooLong) where the reader would
 * take a part of it for the whole.  ${out} is the caller's.
 */
enum akv_code akv_askpass_prompt_answer(const struct akv_secret *value,
					struct akv_secret **out,
					struct akv_error *err) AKV_CHECKED;

#endif
