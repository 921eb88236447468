// sign-in.mjs PROGRAM: OpenID Connect's private_key_jwt between akv's
// assertions and a provider that is certified for it. Ends with status 0, or
// says what was different from what should have been.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const program = process.argv[2];
const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

// The public key comes from the certificate, as an app registration has it.
function keysOf(path) {
    const { publicKey } = new X509Certificate(readFileSync(path));
    return { keys: [{ ...publicKey.export({ format: "jwk" }), use: "sig" }] };
}

function client(id, algorithm, certificate) {
    return {
        client_id: id,
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: algorithm,
        jwks: keysOf(certificate),
    };
}

async function start() {
    const server = createServer();
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const provider = new Provider(issuer, {
        clients: [
            client("ps256", "PS256", "certificate.pem"),
            client("rs256", "RS256", "certificate.pem"),
            client("other", "PS256", "other.pem"),
        ],
        features: {
            clientCredentials: { enabled: true },
            devInteractions: { enabled: false },
        },
    });
    server.on("request", provider.callback());
    return { server, endpoint: `${issuer}/token` };
}

const { server, endpoint } = await start();

function assertionFor(audience, file, ...more) {
    return execFileSync(program, [file, audience, ...more], { encoding: "utf8" });
}

function assertion(...more) {
    return assertionFor(endpoint, ...more);
}

async function signIn(id, proof) {
    const answer = await fetch(endpoint, {
        method: "POST",
        body: new URLSearchParams({
            grant_type: "client_credentials",
            client_id: id,
            client_assertion_type: type,
            client_assertion: proof,
        }),
    });
    return { status: answer.status, body: await answer.json() };
}

async function expectToken(id, proof) {
    const { status, body } = await signIn(id, proof);
    assert.equal(status, 200, `${id}: ${JSON.stringify(body)}`);
    assert.equal(body.token_type, "Bearer");
    assert.ok(body.access_token);
}

async function expectRefusal(what, id, proof) {
    const { status, body } = await signIn(id, proof);
    assert.equal(status, 401, `${what}: ${JSON.stringify(body)}`);
    assert.equal(body.error, "invalid_client", what);
}

// Part 0, the header, or 1, the claims, with some members changed.
function change(proof, part, members) {
    const parts = proof.split(".");
    const json = JSON.parse(Buffer.from(parts[part], "base64url"));
    const changed = JSON.stringify({ ...json, ...members });
    parts[part] = Buffer.from(changed).toString("base64url");
    return parts.join(".");
}

// One bit of the signature is another.
function damage(proof) {
    const parts = proof.split(".");
    const bytes = Buffer.from(parts[2], "base64url");
    bytes[bytes.length >> 1] ^= 1;
    parts[2] = bytes.toString("base64url");
    return parts.join(".");
}

// The payload of one, the header and the signature of another.
function graft(proof, other) {
    const parts = proof.split(".");
    parts[1] = other.split(".")[1];
    return parts.join(".");
}

const files = ["principal.pem", "encrypted.pem", "principal.pfx", "legacy.pfx"];
const algorithms = { ps256: "PS256", rs256: "RS256" };

for (const [id, algorithm] of Object.entries(algorithms)) {
    for (const file of files) {
        await expectToken(id, assertion(file, id, algorithm));
        await expectToken(id, assertion(file, id, algorithm, "chain"));
    }
    const once = assertion("principal.pem", id, algorithm);
    await expectToken(id, once);
    await expectRefusal("a replay", id, once);

    const fresh = () => assertion("principal.pem", id, algorithm);
    await expectRefusal("a header", id, change(fresh(), 0, { typ: "jwt" }));
    await expectRefusal("a time", id, change(fresh(), 1, { exp: 1e10 }));
    await expectRefusal("an id", id, change(fresh(), 1, { jti: "another" }));
    await expectRefusal("a signature", id, damage(fresh()));
    await expectRefusal("a graft", id, graft(fresh(), fresh()));
}

await expectRefusal("the other algorithm", "ps256",
                    assertion("principal.pem", "ps256", "RS256"));
await expectRefusal("the other algorithm", "rs256",
                    assertion("principal.pem", "rs256", "PS256"));
await expectRefusal("the other key", "other",
                    assertion("principal.pem", "other", "PS256"));
await expectRefusal("the other place", "ps256",
                    assertionFor(`${endpoint}/`, "principal.pem", "ps256", "PS256"));

server.close();
server.closeAllConnections();
console.log("ok");
