/* SPDX-License-Identifier: MIT */
#ifndef AKV_CORE_FEDERATED_TOKEN_REQUEST_H
#define AKV_CORE_FEDERATED_TOKEN_REQUEST_H

#include "libhelper/base/attr.h"
#include "libhelper/base/clock.h"
#include "libhelper/base/error.h"
#include "libhelper/base/secret.h"
#include "libhelper/core/federated_token.h"

/*
 * The request for a federated token that a build service answers: an address
 * and a bearer token, which it gives to its jobs in variables.
 *
 *   GitHub Actions   ACTIONS_ID_TOKEN_REQUEST_URL,
 *                    ACTIONS_ID_TOKEN_REQUEST_TOKEN; set where the job has
 *                    "permissions: id-token: write"
 *   Azure Pipelines  SYSTEM_OIDCREQUESTURI; SYSTEM_ACCESSTOKEN where the step
 *                    maps it;
 *                    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID in Azure's tasks
 *
 * Private to core/federated_token.c.
 */
struct akv_federated_token_request;

/*
 * akv_federated_token_request_new(options, out, err): the request that
 * ${options} and the environment describe.  See akv_federated_token_new().
 */
enum akv_code akv_federated_token_request_new(
	const struct akv_federated_token_options *options,
	struct akv_federated_token_request **out, struct akv_error *err)
	AKV_CHECKED;

/* akv_federated_token_request_free(request): NULL does nothing. */
void akv_federated_token_request_free(
	struct akv_federated_token_request *request);
AKV_DEFINE_FREEP(federated_token_request)

/*
 * akv_federated_token_request_send(request, deadline, out, err): send it; the
 * token that comes back.  See akv_federated_token_get().
 */
enum akv_code akv_federated_token_request_send(
	const struct akv_federated_token_request *request,
	struct akv_deadline deadline, struct akv_secret **out,
	struct akv_error *err) AKV_CHECKED;

#endif
