// What codes and names mean, and what to do, for somebody who has just been woken.

import { count, several } from "./format.js";

/** Reasons to refuse a login, by their code. */
const REFUSALS = {
  bad_credentials: "no such user, or a wrong password or token",
  no_credentials: "nothing that a directory could look up",
  disabled: "the user is disabled",
  expired: "the user's time is over",
  locked: "the directory has locked the account",
  password_expired: "the password has ended, or must be changed first",
  source_not_allowed: "from an address that the user may not use",
  connection_type_not_allowed: "by a kind of connection that the user may not use",
  outside_hours: "at an hour at which the user may not be connected",
  refused: "a rule refuses it",
  no_rule: "no rule holds, and the directory states no account",
  nothing_in_common: "what the rules allow has no address or kind of connection in common",
  account_not_granted: "asks for an account that the user does not have",
  certificate_revoked: "the client's certificate is revoked",
  certificate_unsuitable: "the client's certificate cannot be taken",
  answer_too_large: "the answer is larger than nats-server takes",
};

/** What a state without service is called in the headline, by the first word of what is waited for; the first that fits. */
const NOT_SERVING = [
  ["life", "Not serving: restart this instance"],
  ["open", "Not serving: it is being stopped"],
  ["connection", "Not serving: no connection to NATS"],
  ["subscription", "Not serving: nats-server does not let it take requests"],
  ["answers", "Not serving: nats-server takes no answer of ordinary size"],
  ["audit", "Not serving: logins cannot be recorded"],
  ["directory", "Not serving: a directory has no users yet"],
  ["warm", "Not serving yet: it is warming up"],
];

const DO_WITHOUT_SERVICE = {
  life: "Restart this instance: nothing else helps.",
  open: "Start another instance if there is none.",
  connection: "Bring nats-server back, or see in the log why it takes no login. Gatehouse connects by itself; a restart does not help.",
  subscription: "Give the service's user its rights at nats-server. Gatehouse tries again by itself.",
  answers: "Raise max_payload of nats-server, or limits.payload of the AUTH account.",
  audit: "Make room for the audit log, or bring its stream back.",
  directory: "Correct its file: the log and gatehouse check say what is wrong with it.",
  warm: "Nothing: it takes requests as soon as it is quick enough.",
};

const DO_WITH_NOTE = {
  directory: "Logins go on with what is in memory. See the directory below, and the log.",
  shared: "Logins go on without the shared cache. Bring its bucket back.",
  audit: "Logins go on, and records may be lost. Make room for them, or bring the stream back.",
  revocation: "Logins go on; sessions of who is revoked are closed once the servers answer. See the login of the system account.",
  renewal: "The login before stays in use. The log says why the new one is not taken.",
  configuration: "Logins go on. Correct the file: the log says where the mistake is.",
};

function first(name) {
  return name.split(" ")[0];
}

/** The words for a code; the code itself where there are none. */
export function refusal(code) {
  return REFUSALS[code] ?? code;
}

/** The state in a few words, by what is waited for. */
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

/** What a directory's state is called. */
export function directoryState(state) {
  return { ok: "works", degraded: "works in part", failing: "fails" }[state] ?? state;
}

/** The words for requests of one kind that got no answer in the last minute. */
export function unanswered(kind, number) {
  const logins = several(number, "login", "logins");
  return (
    {
      overload: `Overloaded: ${logins} got no answer in the last minute, since more came than could be answered in time.`,
      undecided: `${logins} got no answer in the last minute, since a directory did not decide.`,
      mistake: `${logins} got no answer in the last minute because of a mistake that somebody must correct.`,
      not_genuine: `${several(number, "request", "requests")} in the last minute did not come from a nats-server that is meant to ask.`,
    }[kind] ?? `${logins} got no answer in the last minute.`
  );
}

export function doWithUnanswered(kind) {
  return (
    {
      overload: "Clients try again by themselves, and the newest come first. Start another instance if it lasts for minutes.",
      undecided: "See the directories below.",
      mistake: "The reasons below and the log say which.",
      not_genuine: "See the reasons below: two deployments may be mixed up, or somebody tries.",
    }[kind] ?? "The reasons below say why."
  );
}

/** How many sessions there are, as far as servers have told. */
export function sessions(known) {
  if (known.state === "off") {
    return "Sessions are not known, since live revocation is not configured (revocation.nats).";
  }
  if (known.state === "unknown") {
    return `Sessions are not known: ${known.why || "no server answers"}.`;
  }
  const all = known.servers_answered === known.servers;
  const servers = all ? several(known.servers, "server", "servers") : `${known.servers_answered} of ${known.servers} servers`;
  return `${several(known.count, "session", "sessions")} on ${servers}${all ? "" : "; the others do not answer"}.`;
}

export function masked(value) {
  return value === null || value === undefined ? "•••••• (not shown)" : value;
}

export function passwordThreads(threads) {
  return `${count(threads.busy)} of ${count(threads.count)}`;
}
