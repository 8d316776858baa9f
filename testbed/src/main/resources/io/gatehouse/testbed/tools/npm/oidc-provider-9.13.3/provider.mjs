// An OpenID provider for tests: oidc-provider with clients alice and bob, whose access tokens are JWTs for the audience
// "nats", or opaque ones for it where they ask for the resource urn:opaque; and a client gatehouse, which asks about tokens. POST /testbed/rotate?alg=ES256 gives it another signing key; GET /testbed/requests tells how often each path was
// asked for. It prints "listening on PORT", and ends when it is killed.
import { generateKeyPairSync, randomUUID, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    alg: { type: "string", default: "ES256" },
    ttl: { type: "string", default: "300" },
    version: { type: "boolean", default: false },
  },
});

const GROUPS = { alice: ["staff", "ops"], bob: ["guests"] };

function newKey(alg) {
  const pair = alg.startsWith("ES")
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : alg === "EdDSA"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg };
}

function configuration(alg) {
  return {
    clients: [...Object.keys(GROUPS), "gatehouse"].map((name) => ({
      client_id: name,
      client_secret: `${name}-secret`,
      grant_types: ["client_credentials"],
      response_types: [],
      redirect_uris: [],
      id_token_signed_response_alg: alg,
    })),
    jwks: { keys: [newKey(alg)] },
    enabledJWA: { idTokenSigningAlgValues: [alg] },
    extraTokenClaims: (_, token) => ({ groups: GROUPS[token.clientId], email: `${token.clientId}@example.com` }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:nats",
        getResourceServerInfo: (_, resource) => ({
          scope: "nats",
          audience: "nats",
          accessTokenTTL: Number(given.ttl),
          accessTokenFormat: resource === "urn:opaque" ? "opaque" : "jwt",
          jwt: { sign: { alg } },
        }),
      },
    },
  };
}

// Debian's Node does not have these yet.
globalThis.crypto ??= webcrypto;
URL.parse ??= (url, base) => (URL.canParse(url, base) ? new URL(url, base) : null);

const { default: Provider } = given.version ? { default: null } : await import("oidc-provider");
const requests = {};
let issuer;
let answer;

function begin(alg) {
  answer = new Provider(issuer, configuration(alg)).callback();
}

function handle(request, response) {
  const url = new URL(request.url, issuer);
  requests[url.pathname] = (requests[url.pathname] ?? 0) + 1;
  if (url.pathname === "/testbed/rotate") {
    begin(url.searchParams.get("alg") ?? given.alg);
    response.writeHead(204).end();
  } else if (url.pathname === "/testbed/requests") {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(requests));
  } else {
    answer(request, response);
  }
}

if (given.version) {
  const file = new URL("node_modules/oidc-provider/package.json", import.meta.url);
  console.log("oidc-provider " + JSON.parse(readFileSync(file, "utf8")).version);
} else {
  const server = createServer(handle);
  server.listen(Number(given.port), "127.0.0.1", () => {
    issuer = `http://127.0.0.1:${server.address().port}`;
    begin(given.alg);
    console.log("listening on " + server.address().port);
  });
}
