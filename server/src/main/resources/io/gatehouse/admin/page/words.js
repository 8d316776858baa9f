// What codes and names mean, and what to do, in plain words.

import { count, several } from "./format.js";

/** Reasons to refuse a login, by their code. */
const REFUSALS = {
  bad_credentials: "unknown user, or wrong password or token",
  no_credentials: "no credentials that a directory can check",
  disabled: "the user is disabled",
  expired: "the user has expired",
  locked: "the account is locked in the directory",
  password_expired: "the password has expired or must be changed",
  source_not_allowed: "the user may not connect from this address",
  connection_type_not_allowed: "the user may not connect this way (websocket, MQTT, leaf node…)",
  outside_hours: "the user may not connect at this time of day",
  refused: "a rule refuses the login",
  no_rule: "no rule holds, and the directory names no account",
  nothing_in_common: "the rules have no allowed address or connection type in common",
  account_not_granted: "the user does not have the account that the client asks for",
  certificate_revoked: "the client's certificate is revoked",
  certificate_unsuitable: "the client's certificate cannot be used to log in",
  answer_too_large: "the response is larger than nats-server accepts",
};

/** The headline for an instance that does not serve, by the first word of what it waits for; the first that fits. */
const NOT_SERVING = [
  ["life", "Not serving: restart this instance"],
  ["open", "Not serving: shutting down"],
  ["connection", "Not serving: no connection to NATS"],
  ["subscription", "Not serving: not subscribed to auth requests"],
  ["answers", "Not serving: max_payload of nats-server is too small"],
  ["audit", "Not serving: the audit log cannot be written"],
  ["directory", "Not serving: a directory has not loaded its users"],
  ["warm", "Not serving yet: warming up"],
];

const DO_WITHOUT_SERVICE = {
  life: "Restart this instance. Nothing else helps.",
  open: "If no other instance is running, start one.",
  connection: "Check that nats-server is running, and Gatehouse's log for the reason. Gatehouse reconnects by itself; do not restart it.",
  subscription: "Check the permissions of Gatehouse's user on nats-server. Gatehouse retries by itself.",
  answers: "Raise max_payload in nats-server's configuration, or the payload limit of the AUTH account.",
  audit: "Free disk space for the audit log, or restore its stream.",
  directory: "Fix the directory's file. The log and gatehouse check say what is wrong with it.",
  warm: "Wait. It becomes ready by itself.",
};

const DO_WITH_FILE = {
  "check.sentinel_creds": "Replace it, and give clients the new one.",
  "check.account_jwts": "Sign the account's JWT again, and push it to nats-server.",
};

const DO_WITH_NOTE = {
  directory: "See the directory below and the log. If its server has failed, users in the cache can still log in.",
  shared: "Logins work without the shared cache. Restore its bucket.",
  audit: "Logins work, but audit records may be lost. Free disk space, or restore the stream.",
  revocation: "Logins work. Sessions of revoked users are closed once the servers respond. Check the login for the system account.",
  live: "Logins work. Sessions of users whom the directory no longer knows stay open. Check the directory; the log has the numbers.",
  renewal: "The previous login stays in use. The log says why the new one was rejected.",
  configuration: "Logins work with the previous configuration. Fix the file: the log says where the error is.",
};

function first(name) {
  return name.split(" ")[0];
}

/** The words for a code; the code itself where there are none. */
export function refusal(code) {
  return REFUSALS[code] ?? code;
}

/** The headline for an instance that does not serve. */
export function notServing(waitingFor) {
  const names = new Set(waitingFor.map((entry) => first(entry.name)));
  const found = NOT_SERVING.find(([name]) => names.has(name));
  return found === undefined ? "Not serving" : found[1];
}

export function doWithoutService(name) {
  return DO_WITHOUT_SERVICE[first(name)] ?? "See the log.";
}

export function doWithNote(name) {
  return DO_WITH_NOTE[first(name)] ?? "See the log.";
}

/** For a file that expires, by the configuration key that names it. */
export function doWithFile(key) {
  return DO_WITH_FILE[key] ?? "Replace it. No restart is needed.";
}

/** The words for a directory's state. */
export function directoryState(state) {
  return { ok: "healthy", degraded: "degraded", failing: "failing" }[state] ?? state;
}

/** The words for requests of one kind that got no answer in the last minute. */
export function unanswered(kind, number) {
  const logins = several(number, "login", "logins");
  return (
    {
      overload: `Overloaded: ${logins} got no answer in the last minute, because more arrived than could be answered in time.`,
      undecided: `${logins} got no answer in the last minute, because a directory failed or was too slow.`,
      mistake: `${logins} got no answer in the last minute because of a configuration error.`,
      not_genuine: `${several(number, "request", "requests")} in the last minute did not come from a known nats-server.`,
    }[kind] ?? `${logins} got no answer in the last minute.`
  );
}

export function doWithUnanswered(kind) {
  return (
    {
      overload: "Clients retry by themselves, and the newest requests are answered first. If this lasts for several minutes, start another instance.",
      undecided: "See Directories below.",
      mistake: "See the reasons below and the log.",
      not_genuine: "See the reasons below. Either two deployments are mixed up, or somebody is sending forged requests.",
    }[kind] ?? "See the reasons below."
  );
}

/** How many sessions there are, according to the servers that responded. */
export function sessions(known) {
  if (known.state === "off") {
    return "Sessions unknown: live revocation is not configured (revocation.nats).";
  }
  if (known.state === "unknown") {
    return `Sessions unknown: ${known.why || "no server responds"}.`;
  }
  const all = known.servers_answered === known.servers;
  const servers = all ? several(known.servers, "server", "servers") : `${known.servers_answered} of ${known.servers} servers`;
  return `${several(known.count, "session", "sessions")} on ${servers}${all ? "" : "; the others do not respond"}.`;
}

/** Why a directory is not healthy, without for how long, which the page counts itself. */
export function cause(why) {
  return why.replace(/^cannot answer for [^:]+: /, "");
}

export function masked(value) {
  return value === null || value === undefined ? "•••••• (hidden)" : value;
}

export function passwordThreads(threads) {
  return `${count(threads.busy)} of ${count(threads.count)}`;
}
