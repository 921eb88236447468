// Microsoft's own client reads from the stand-in, as any program of a customer would: it learns of
// the proxy and of the private authority from its environment alone.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { ClientCertificateCredential, ClientSecretCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const CLIENT = "0bfc4568-a4ba-4c58-bd3e-5d3e76bd7fff";
const SECRET = "cloud-secret~1.value_-+/=";
const SCOPE = "https://vault.azure.net/.default";
const VAULT = "https://contoso.vault.azure.net";

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
    const credential = new ClientCertificateCredential(TENANT, CLIENT, "principal.pem", options);
    const secret = await new SecretClient(VAULT, credential, options).getSecret("sftp-password");
    assert.equal(secret.value, "correct horse battery staple");
  },

  "a certificate that nobody registered": async () => {
    await tellCloud("POST", `/apps/${CLIENT}`, { certificates: [] });
    const credential = new ClientCertificateCredential(TENANT, CLIENT, "principal.pem", options);
    await assert.rejects(credential.getToken(SCOPE), /AADSTS700027/);
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
