/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_HARNESS_CONTROL_H
#define AKV_TESTS_HARNESS_CONTROL_H

#include <stdint.h>

/*
 * control_call(url, method, path, body): an HTTP request to the control port
 * at ${url}; the body of its answer, which must be a 200.
 */
const char *control_call(const char *url, const char *method, const char *path,
			 const char *body);

#endif
