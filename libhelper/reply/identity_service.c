/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "libhelper/reply/identity_service.h"

static const struct akv_identity_service services[] = {
	[AKV_MANAGED_IDENTITY_IMDS] = {
		.name = "the Instance Metadata Service",
		.variable = "AZURE_POD_IDENTITY_AUTHORITY_HOST",
		.where = "it is there on Azure virtual machines, scale sets, "
			 "AKS nodes and Container Instances alone; App Service "
			 "and Azure Arc have their own (managed-identity)",
		.machine = "this machine",
		.assign_system = "give it one: az vm identity assign "
				 "--resource-group GROUP --name VM",
		.assign_user = "assign it: az vm identity assign "
			       "--resource-group GROUP --name VM "
			       "--identities RESOURCE_ID",
		.refused = "something between us and it may change requests: "
			   "it wants the header Metadata, and no "
			   "X-Forwarded-For",
	},
	[AKV_MANAGED_IDENTITY_APP_SERVICE] = {
		.name = "App Service's identity endpoint",
		.variable = "IDENTITY_ENDPOINT",
		.where = "it is there for the processes of an app in App "
			 "Service, Functions or Container Apps alone",
		.machine = "this app",
		.assign_system = "give it one: az webapp identity assign "
				 "--resource-group GROUP --name APP (az "
				 "functionapp, az containerapp)",
		.assign_user = "assign it: az webapp identity assign "
			       "--resource-group GROUP --name APP "
			       "--identities RESOURCE_ID",
		.refused = "IDENTITY_ENDPOINT and IDENTITY_HEADER change when "
			   "the app restarts: take them as the app was given "
			   "them",
	},
	[AKV_MANAGED_IDENTITY_AZURE_ARC] = {
		.name = "the Azure Arc agent",
		.variable = "IDENTITY_ENDPOINT",
		.where = "is the agent there, running and connected? azcmagent "
			 "show; systemctl status himdsd",
		.machine = "this machine",
		.assign_system = "it has one while it is connected to Azure "
				 "Arc: azcmagent show",
		.assign_user = "leave client-id out to use the machine's own "
			       "identity, or update the agent: azcmagent "
			       "version",
		.refused = "is the agent in order? azcmagent show; azcmagent "
			   "check",
	},
};

const struct akv_identity_service *
akv_identity_service_of(enum akv_managed_identity_source source)
{
	return &services[source];
}
