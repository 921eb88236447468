/* SPDX-License-Identifier: MIT */
#ifndef AKV_TESTS_FAKES_CERTIFICATE_FIXTURE_H
#define AKV_TESTS_FAKES_CERTIFICATE_FIXTURE_H

#include "libhelper/edge/certificate.h"
#include "tests/fakes/made_certificate.h"

/*
 * What every test of certificates needs: a key with its certificate, a file
 * to put them into, and what came of loading it.
 *
 *   TestSuite(x, .init = fixture_set_up, .fini = fixture_tear_down);
 */
struct fixture {
	EVP_PKEY *key; /* RSA, 2048 bits */
	X509 *leaf;    /* its own, signed by itself: CN=akv */
	struct made_file file;
	struct akv_certificate *certificate; /* the last one loaded */
	struct akv_error err;
};

extern struct fixture fixture;

/* The time at which it is loaded: 2027-01-15T08:00:00+00:00. */
#define FIXTURE_NOW INT64_C(1800000000)
/* Until then the leaf has been in force for an hour, and is for another. */
#define FIXTURE_HOUR INT64_C(3600)

void fixture_set_up(void);
void fixture_tear_down(void);

/* fixture_certificate(name, key): one of that key, signed by itself, in force
 * as the leaf is; the caller's. */
X509 *fixture_certificate(const char *name, EVP_PKEY *key);

/* fixture_load(passphrase, now_s): load the file; NULL is no passphrase. */
enum akv_code fixture_load(const char *passphrase, int64_t now_s);

/* expect_loaded(passphrase): it can be loaded, and is the leaf's. */
void expect_loaded(const char *passphrase);

/* expect_refused(passphrase, reason, text): it cannot be loaded (exit status
 * of a mistake in the configuration), for that reason, in these words. */
void expect_refused(const char *passphrase, const char *reason,
		    const char *text);

#endif
