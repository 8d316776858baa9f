// A client program on nats.js; docs/reference/clients.md is measured with it. Its options and its lines are described
// in ClientProgram.java.
const { readFileSync } = require("node:fs");
const { parseArgs } = require("node:util");
const { connect, credsAuthenticator, nkeyAuthenticator, tokenAuthenticator, usernamePasswordAuthenticator } = require(
  "@nats-io/transport-node",
);

const { values: given } = parseArgs({
  options: {
    url: { type: "string" },
    user: { type: "string" },
    password: { type: "string" },
    token: { type: "string" },
    nkey: { type: "string" },
    creds: { type: "string" },
    count: { type: "string", default: "1" },
    "connect-timeout": { type: "string" },
    "reconnect-wait": { type: "string" },
    "max-reconnects": { type: "string" },
    "ignore-auth-errors": { type: "boolean", default: false },
    version: { type: "boolean", default: false },
  },
});

function say(number, event, error) {
  console.log(error ? `${number} ${event} ${error.message ?? error}` : `${number} ${event}`);
}

function options() {
  const authenticator = [];
  if (given.creds) {
    authenticator.push(credsAuthenticator(readFileSync(given.creds)));
  }
  if (given.user) {
    authenticator.push(usernamePasswordAuthenticator(given.user, given.password));
  }
  if (given.nkey) {
    authenticator.push(nkeyAuthenticator(new TextEncoder().encode(readFileSync(given.nkey, "utf8").trim())));
  }
  if (given.token) {
    authenticator.push(tokenAuthenticator(given.token));
  }
  const result = { servers: given.url, authenticator, ignoreAuthErrorAbort: given["ignore-auth-errors"] };
  if (given["connect-timeout"]) {
    result.timeout = Number(given["connect-timeout"]);
  }
  if (given["reconnect-wait"]) {
    result.reconnectTimeWait = Number(given["reconnect-wait"]);
  }
  if (given["max-reconnects"]) {
    result.maxReconnectAttempts = Number(given["max-reconnects"]);
  }
  return result;
}

async function tell(number, connection) {
  for await (const status of connection.status()) {
    switch (status.type) {
      case "disconnect":
        say(number, "disconnected");
        break;
      case "reconnect":
        say(number, "reconnected");
        break;
      case "error":
        say(number, "error", status.error);
        break;
    }
  }
}

async function run(number) {
  let connection;
  try {
    connection = await connect(options());
    await connection.flush();
  } catch (error) {
    say(number, "refused", error);
    return;
  }
  say(number, "connected");
  tell(number, connection);
  const error = await connection.closed();
  say(number, "closed", error);
}

if (given.version) {
  console.log("nats.js " + require("@nats-io/transport-node/package.json").version);
} else {
  process.stdin.resume();
  process.stdin.on("end", () => process.exit(0));
  const all = Array.from({ length: Number(given.count) }, (_, index) => run(index + 1));
  Promise.all(all).then(() => process.exit(0));
}
