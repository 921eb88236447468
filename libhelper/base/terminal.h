/* SPDX-License-Identifier: MIT */
#ifndef AKV_BASE_TERMINAL_H
#define AKV_BASE_TERMINAL_H

#include "libhelper/base/attr.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"

enum {
	AKV_TERMINAL_LINE_MAX = 4095, /* the kernel's limit, n_tty(4) */
	AKV_TERMINAL_ANSWER_SIZE = 512,
};

/*
 * akv_terminal_ask(question, out, err): ask on the controlling terminal
 * (/dev/tty), whatever stdin and stdout are, without showing what is typed;
 * the line, without its end, in ${out}, the caller's.
 *
 * Signals that end or stop the process take effect when the terminal is as it
 * was before; after SIGCONT the question is asked anew.  To be called while
 * the process has no other thread that takes signals.
 *
 * AKV_ERR_USAGE (NoTerminal) when there is none, AKV_ERR_USAGE
 * (NothingEntered) when the line is empty or the input ended (Ctrl-D),
 * AKV_ERR_OTHER when the terminal fails.
 */
enum akv_code akv_terminal_ask(const char *question, struct akv_secret **out,
			       struct akv_error *err) AKV_CHECKED;

/*
 * akv_terminal_ask_aloud(question, answer, err): ask on the controlling
 * terminal what everybody may see; the line, without its end, in ${answer} of
 * AKV_TERMINAL_ANSWER_SIZE bytes; it may be empty.  ${question} is written as
 * it is: what peers sent has to be escaped.
 *
 * The terminal's settings are left alone, and signals do what they always do.
 *
 * AKV_ERR_USAGE (NoTerminal) when there is none, AKV_ERR_USAGE
 * (NothingEntered) when the input ended (Ctrl-D), AKV_ERR_USAGE (AnswerTooLong)
 * when the line does not fit, AKV_ERR_OTHER when the terminal fails.
 */
enum akv_code akv_terminal_ask_aloud(const char *question, char *answer,
				     struct akv_error *err) AKV_CHECKED;

#endif
