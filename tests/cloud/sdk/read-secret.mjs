// Microsoft's own client reads from the stand-in, as any program of a customer would: it learns of
// the proxy and of the private authority from its environment alone.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";

import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { SubscriptionClient } from "@azure/arm-resources-subscriptions";
import {
  AzurePipelinesCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
} from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const CLIENT = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
const SECRET = "cloud-secret~1.value_-+/=";
const SCOPE = "https://vault.azure.net/.default";
const VAULT = "https://contoso.vault.azure.net";
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
const OBJECT = "3f2b1c9e-7a64-4d0b-9e1f-0c5a8b7d6e42";
const USER_IDENTITY = "d4e5f6a7-b8c9-4d0e-9f1a-2b3c4d5e6f70";
const IDENTITY_HEADER = "7d9c5a1e4f3b48d2a6c0e8b1f2d3a4c5";
const PIPELINES_JOB =
  "https://dev.azure.com/contoso/590cfd2a-581c-4dcb-a12e-6568ce786175/_apis/distributedtask/hubs/" +
  "build/plans/2e011469-bc90-4dc7-9242-012be179cb56/jobs/5ee5fa9b-185c-52bc-0624-8e87d1d5c9f8/oidctoken";
const PIPELINES_TOKEN = "pipelines-access-token~1.value_-";
const SERVICE_CONNECTION = "7c3e1f52-9a4b-4d86-8e0f-b2c5d7a96130";

// A refusal is the answer here; waiting for another one would only take time.
const options = { retryOptions: { maxRetries: 0 } };

function clientOf(vault, secret = SECRET) {
  return new SecretClient(vault, new ClientSecretCredential(TENANT, CLIENT, secret, options), options);
}

async function tellCloud(method, path, document) {
  const answer = await fetch(process.env.CLOUD_CONTROL + path, {
    method,
    body: JSON.stringify(document),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

// Reads with a credential that finds its way by the variables given, and by no others.
async function readsWith(makeCredential, variables = {}) {
  Object.assign(process.env, variables);
  try {
    const secret = await new SecretClient(VAULT, makeCredential(), options).getSecret("sftp-password");
    assert.equal(secret.value, "correct horse battery staple");
  } finally {
    Object.keys(variables).forEach((name) => delete process.env[name]);
  }
}

async function writeFederatedToken(settings) {
  const { token } = await tellCloud("POST", "/federated-tokens", settings);
  await writeFile("federated-token", token);
  return { tenantId: TENANT, clientId: CLIENT, tokenFilePath: "federated-token", ...options };
}

// akv signs in with what the client signed in with just before. Without a program to test there is
// nothing to compare.
async function akvReadsWith(...keys) {
  const program = process.env.AKV_TEST_PROGRAM;
  if (program === undefined) {
    return;
  }
  const config = ["[principal]", `tenant = ${TENANT}`, `client-id = ${CLIENT}`, ...keys,
    "[vault contoso]", "default = true", "[connection same]", "secret = sftp-password", ""];
  await writeFile("akv-config", config.join("\n"), { mode: 0o600 });
  const { HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS: SSL_CERT_FILE } = process.env;
  const env = { HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, AKV_TOKEN_STORE: "none",
    AKV_CONFIG: resolve("akv-config") };
  const { stdout } = await promisify(execFile)(program, ["read", "same"], { env });
  assert.equal(stdout, "correct horse battery staple");
}

async function namesOf(pages) {
  const names = [];
  for await (const item of pages) {
    names.push(item.name);
  }
  return names;
}

const client = clientOf(VAULT);

const checks = {
  "the latest version of a secret": async () => {
    const secret = await client.getSecret("sftp-password");
    assert.equal(secret.value, "correct horse battery staple");
    assert.equal(secret.name, "sftp-password");
    assert.equal(secret.properties.version, "4387e9f3d6e14c459867679a90fd0f79");
    assert.equal(secret.properties.contentType, "text/plain");
    assert.equal(secret.properties.enabled, true);
    assert.equal(secret.properties.recoverableDays, 90);
    assert.deepEqual(secret.properties.tags, { username: "export" });
    assert.ok(secret.properties.createdOn instanceof Date);
  },

  "a version by its id, and a name in another case": async () => {
    const version = "00000000000000000000000000000001";
    assert.equal((await client.getSecret("versions", { version })).value, "value-1");
    assert.equal((await client.getSecret("VERSIONS")).value, "value-3");
  },

  "values to the byte": async () => {
    assert.equal((await client.getSecret("nul")).value, "before\0after");
    assert.equal((await client.getSecret("empty")).value, "");
    assert.equal((await client.getSecret("long")).value.length, 25600);
    assert.match((await client.getSecret("unicode")).value, /^pässwörd 密码 🔑/u);
  },

  "an expired secret is given, with its expiry": async () => {
    const secret = await client.getSecret("expired");
    assert.equal(secret.value, "expired-value");
    assert.ok(secret.properties.expiresOn < new Date());
  },

  "a missing secret": async () => {
    await assert.rejects(client.getSecret("missing"), { statusCode: 404, code: "SecretNotFound" });
  },

  "a disabled secret": async () => {
    const error = await client.getSecret("disabled").catch((reason) => reason);
    assert.equal(error.statusCode, 403);
    assert.equal(error.code, "Forbidden");
    assert.equal(error.details.error.innerError.code, "SecretDisabled");
  },

  "a deleted secret, and until when it can be recovered": async () => {
    await assert.rejects(client.getSecret("deleted"), { statusCode: 404, code: "SecretNotFound" });
    const deleted = await client.getDeletedSecret("deleted");
    assert.equal(deleted.recoveryId, `${VAULT}/deletedsecrets/deleted`);
    const days = (deleted.scheduledPurgeDate - deleted.deletedOn) / (24 * 60 * 60 * 1000);
    assert.equal(days, 90);
    assert.deepEqual(await namesOf(client.listDeletedSecrets()), ["deleted", "deleted-disabled"]);
  },

  "a list of several pages": async () => {
    for (let n = 0; n < 60; n += 1) {
      await tellCloud("PUT", `/vaults/contoso/secrets/page-${n}`, { value: "page" });
    }
    const names = await namesOf(client.listPropertiesOfSecrets());
    assert.equal(names.filter((name) => name.startsWith("page-")).length, 60);
    assert.ok(names.includes("sftp-password"));
    assert.ok(!names.includes("deleted"));
    assert.equal(new Set(names).size, names.length);
  },

  "the versions of a secret": async () => {
    assert.equal((await namesOf(client.listPropertiesOfSecretVersions("versions"))).length, 3);
  },

  "a vault with access policies": async () => {
    const secret = await clientOf("https://contoso-policy.vault.azure.net").getSecret("sftp-password");
    assert.equal(secret.value, "policy horse");
  },

  "Resource Manager's subscriptions and vaults, page by page": async () => {
    const credential = new ClientSecretCredential(TENANT, CLIENT, SECRET, options);
    const subscriptions = new SubscriptionClient(credential, options).subscriptions;
    const { vaults } = new KeyVaultManagementClient(credential, SUBSCRIPTION, options);
    assert.equal((await subscriptions.list().next()).done, true);
    await assert.rejects(vaults.get("exports", "contoso"), { statusCode: 403, code: "AuthorizationFailed" });

    await tellCloud("POST", "/resource-manager", { page_size: 1 });
    await tellCloud("POST", `/subscriptions/${SUBSCRIPTION}`, { grants: [{ principal: OBJECT, role: "Reader" }] });
    const found = [];
    for await (const subscription of subscriptions.list()) {
      found.push(subscription.displayName);
    }
    assert.deepEqual(found, ["Contoso Exports"]);
    assert.deepEqual(await namesOf(vaults.listBySubscription()), ["contoso", "contoso-policy"]);
    assert.deepEqual(await namesOf(vaults.listByResourceGroup("exports")), ["contoso", "contoso-policy"]);
    assert.deepEqual(await namesOf(vaults.listDeleted()), []);
    await assert.rejects(vaults.get("exports", "missing"), { statusCode: 404, code: "ResourceNotFound" });

    const { location, properties } = await vaults.get("exports", "contoso");
    assert.equal(location, "westeurope");
    assert.equal(properties.vaultUri, `${VAULT}/`);
    assert.equal(properties.enableRbacAuthorization, true);
    assert.equal(properties.softDeleteRetentionInDays, 90);
  },

  "a wrong client secret": async () => {
    const error = await clientOf(VAULT, "wrong").getSecret("sftp-password").catch((reason) => reason);
    assert.match(error.message, /^invalid_client: .*AADSTS7000215: Invalid client secret provided/);
  },

  "an unknown application": async () => {
    const credential = new ClientSecretCredential(TENANT, randomUUID(), SECRET, options);
    await assert.rejects(credential.getToken(SCOPE), /^AuthenticationRequiredError: .*AADSTS700016/);
  },

  "an unknown tenant": async () => {
    const credential = new ClientSecretCredential(randomUUID(), CLIENT, SECRET, options);
    await assert.rejects(credential.getToken(SCOPE), /AADSTS90002/);
  },

  "a certificate in place of the client secret": async () => {
    const certificate = await readFile("principal.pem", "utf8");
    await tellCloud("POST", `/apps/${CLIENT}`, { certificates: [certificate] });
    await readsWith(() => new ClientCertificateCredential(TENANT, CLIENT, "principal.pem", options));
    await akvReadsWith(`certificate = ${resolve("principal.pem")}`);
  },

  "the same certificate in PKCS#12": async () => {
    await readsWith(() => new ClientCertificateCredential(TENANT, CLIENT, "from-pfx.pem", options));
    await akvReadsWith(
      `certificate = ${resolve("principal.pfx")}`,
      `certificate-password-file = ${resolve("passphrase")}`,
    );
  },

  "a certificate that nobody registered": async () => {
    await tellCloud("POST", `/apps/${CLIENT}`, { certificates: [] });
    const credential = new ClientCertificateCredential(TENANT, CLIENT, "principal.pem", options);
    await assert.rejects(credential.getToken(SCOPE), /AADSTS700027/);
  },

  "the token of a cluster, in a file": async () => {
    const settings = await writeFederatedToken({});
    await readsWith(() => new WorkloadIdentityCredential(settings));
    await akvReadsWith(`federated-token-file = ${resolve("federated-token")}`);
  },

  "the token of another service account": async () => {
    const settings = await writeFederatedToken({ subject: "system:serviceaccount:exports:other" });
    await assert.rejects(new WorkloadIdentityCredential(settings).getToken(SCOPE), /AADSTS700213/);
  },

  "a job of Azure Pipelines": async () => {
    const job = [TENANT, CLIENT, SERVICE_CONNECTION];
    await readsWith(() => new AzurePipelinesCredential(...job, PIPELINES_TOKEN, options), {
      SYSTEM_OIDCREQUESTURI: PIPELINES_JOB,
    });
  },

  // The library keeps these tokens for the whole process, so each identity is asked for once.
  "the identity of a virtual machine": async () => {
    await readsWith(() => new ManagedIdentityCredential(options), {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: process.env.CLOUD_IMDS,
    });
  },

  "an identity that an app was given": async () => {
    await readsWith(() => new ManagedIdentityCredential({ clientId: USER_IDENTITY, ...options }), {
      IDENTITY_ENDPOINT: process.env.CLOUD_APP_SERVICE,
      IDENTITY_HEADER,
    });
    const { identity_requests: requests } = await tellCloud("GET", "/counts");
    assert.equal(requests, 2);
  },
};

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok   ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}
process.exitCode = failures === 0 ? 0 : 1;
