/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include "libhelper/base/process.h"

#include "libhelper/core/identity_source.h"

/* Of the Azure Connected Machine agent. */
#define HIMDS "/opt/azcmagent/bin/himds"

/* Where we may be; the first row that agrees. */
struct source {
	const char *variables[3]; /* that are set there; NULL behind the last */
	const char *word;	  /* NULL: we cannot sign in there */
	const char *name;
};

static const struct source sources[] = {
	{ { "IDENTITY_ENDPOINT", "IDENTITY_HEADER",
	    "IDENTITY_SERVER_THUMBPRINT" },
	  NULL,
	  "Service Fabric" },
	{ { "IDENTITY_ENDPOINT", "IDENTITY_HEADER" },
	  "app-service",
	  "IDENTITY_ENDPOINT and IDENTITY_HEADER are set" },
	{ { "MSI_ENDPOINT", "MSI_SECRET" }, NULL, "Azure Machine Learning" },
	{ { "MSI_ENDPOINT" }, NULL, "Cloud Shell" },
	{ { "IDENTITY_ENDPOINT", "IMDS_ENDPOINT" },
	  "azure-arc",
	  "IDENTITY_ENDPOINT and IMDS_ENDPOINT are set" },
};

static bool agrees(const struct source *source)
{
	for (size_t i = 0; i < 3 && source->variables[i] != NULL; i++)
		if (akv_process_env(source->variables[i]) == NULL)
			return false;
	return true;
}

enum akv_code akv_identity_source_find(const char **out, const char **why,
				       struct akv_error *err)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (!agrees(&sources[i]))
			continue;
		if (sources[i].word == NULL)
			return akv_fail(err, AKV_ERR_USAGE,
					"UnsupportedIdentity",
					"the identity of %s is none that this "
					"program can use",
					sources[i].name);
		*out = sources[i].word;
		*why = sources[i].name;
		return AKV_OK;
	}
	if (access(HIMDS, F_OK) == 0) {
		*out = "azure-arc";
		*why = HIMDS " is there";
	} else {
		*out = "imds";
		*why = "nothing says that this is another place than a "
		       "virtual machine";
	}
	return AKV_OK;
}
