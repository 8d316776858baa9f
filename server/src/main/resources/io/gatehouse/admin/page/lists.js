// What is behind the state: reasons, directories, refusals, sessions, expiry, keys and configuration.

import { byId, draw, drawList, el, lasting, row, rows, setText, table } from "./dom.js";
import { count, duration, milliseconds, moment, time } from "./format.js";
import { isEnding } from "./state.js";
import { cause, directoryState, masked, refusal, sessions } from "./words.js";

const REFUSAL_COLUMNS = ["Time", "Reason", "User", "Client", "Duration"];

/** Where the client is known from: members of a refusal, and what each is called. */
const FROM = [
  ["host", "host"],
  ["client", "client"],
  ["type", "type"],
  ["kind", "kind"],
  ["server", "server"],
  ["cid", "cid"],
];

let refusalBody = null;

/** Shows all lists; a user's name that is chosen in one is handed to search. */
export function showLists(status, search) {
  draw(byId("reasons"), [status.denied, status.dropped], ([denied, dropped]) => reasons(denied, dropped));
  drawList(byId("directory-list"), status.directories, directory);
  showRefusals(status, search);
  setText(byId("session-count"), sessions(status.sessions));
  showExpiry(status);
  draw(byId("key-list"), status.keys ?? [], keys);
  showConfiguration(status);
  showAbout(status);
}

function reasons(denied, dropped) {
  const columns = ["Reason", "Last minute", "Since start"];
  const cells = (entry, words) => [[el("code", {}, entry.reason), ` ${words}`], count(entry.window), count(entry.total)];
  return [
    ...rows("Why logins were refused", columns, denied.map((entry) => cells(entry, refusal(entry.reason)))),
    ...rows("Why logins got no answer", columns, dropped.map((entry) => cells(entry, entry.text))),
  ];
}

function directory(entry) {
  const facts = [
    entry.users === null || entry.users === undefined ? null : `${count(entry.users)} users`,
    entry.cached === null || entry.cached === undefined ? null : `${count(entry.cached)} cached credentials`,
    entry.breaker_open ? "not used at the moment, only probed" : null,
    some(entry.in_flight, "lookups in progress"),
    some(entry.lookups_failed, "lookups failed"),
    some(entry.lookups_timed_out, "lookups timed out"),
    some(entry.stale_answers, "logins from expired cache entries"),
  ].filter((fact) => fact !== null);
  const since = entry.since === null || entry.since === undefined ? null : ["for ", lasting(entry.since)];
  return el(
    "li",
    { class: `card ${entry.state}` },
    el("h3", {}, entry.name, " ", el("span", { class: "aside" }, entry.type)),
    el("p", {}, el("strong", { class: `word ${entry.state}` }, directoryState(entry.state)), since === null ? null : [" ", ...since]),
    entry.why ? el("p", { class: "why" }, cause(entry.why)) : null,
    facts.length === 0 ? null : el("p", { class: "facts" }, facts.join(", ")),
  );
}

function some(number, what) {
  return number ? `${count(number)} ${what}` : null;
}

function showRefusals(status, search) {
  const place = byId("refusal-list");
  if (refusalBody === null) {
    const made = table("The last refused and unanswered logins", REFUSAL_COLUMNS);
    refusalBody = made.body;
    place.append(el("p", { id: "no-refusals" }, "None."), made.element);
  }
  const texts = new Map(status.dropped.map((entry) => [entry.reason, entry.text]));
  byId("no-refusals").hidden = status.refusals.length > 0;
  refusalBody.parentElement.hidden = status.refusals.length === 0;
  const items = status.refusals.map((entry) => ({ ...entry, words: entry.verdict === "denied" ? refusal(entry.reason) : (texts.get(entry.reason) ?? "") }));
  drawList(refusalBody, items, (entry) => refusalRow(entry, status.now, search));
}

function refusalRow(entry, now, search) {
  const who = entry.who ?? {};
  const verdict = entry.verdict === "denied" ? "refused" : "no answer";
  const more = entry.requests > 1 ? `, ${count(entry.requests)} requests` : "";
  return row(REFUSAL_COLUMNS, [
    el("time", { datetime: new Date(entry.at).toISOString() }, moment(entry.at, now)),
    [
      el("span", { class: `verdict ${entry.verdict}` }, `${verdict}${more}`),
      " ",
      el("code", {}, entry.reason),
      el("span", { class: "words" }, ` ${entry.words}`),
      entry.detail ? el("span", { class: "detail" }, ` ${entry.detail}`) : null,
    ],
    whoIs(who, search),
    FROM.filter(([member]) => who[member] !== undefined && who[member] !== null && who[member] !== "")
      .map(([member, word]) => `${word} ${who[member]}`)
      .join(", "),
    entry.verdict === "denied" ? milliseconds(entry.us / 1000) : "",
  ]);
}

function whoIs(who, search) {
  const parts = [];
  if (who.user) {
    const button = el("button", { type: "button", class: "name" }, who.user);
    button.addEventListener("click", () => search(who.user));
    parts.push(button);
  } else {
    parts.push(who.nkey ? el("code", {}, who.nkey) : (who.by ?? "no user name"));
  }
  const more = [who.directory ? `directory ${who.directory}` : null, who.rules ? `rules ${who.rules}` : null, who.note ?? null];
  return [...parts, el("span", { class: "facts" }, ` ${more.filter((text) => text !== null).join(", ")}`)];
}

function showExpiry(status) {
  const day = Math.floor(status.now / 3_600_000);
  draw(byId("expiry-list"), [status.expiry ?? [], day], ([all]) =>
    all.length === 0
      ? el("p", {}, "Nothing in the configuration expires.")
      : rows("Expiry", ["Key", "Kind", "Expires", "Time left"], [...all].sort((one, other) => one.until - other.until).map((entry) => expiryCells(entry, status.now))),
  );
}

function expiryCells(entry, now) {
  const over = entry.until <= now;
  const word = over ? "expired" : isEnding(entry, now) ? "soon" : "";
  return [
    el("code", {}, entry.key),
    entry.kind,
    moment(entry.until, now),
    [over ? "" : duration(entry.until - now), word === "" ? null : el("strong", { class: `word ${over ? "failing" : "degraded"}` }, ` ${word}`)],
  ];
}

function keys(all) {
  return rows(
    "Keys in use",
    ["Kind", "Public key", "Requests"],
    all.map((entry) => [entry.kind, el("code", {}, entry.key), count(entry.requests)]),
  );
}

let configuration = [];

function showConfiguration(status) {
  const { loaded_at: loaded, last_reload_ok: ok, values } = status.configuration;
  configuration = values;
  setText(
    byId("configuration-state"),
    `In force since ${moment(loaded, status.now)}${ok ? "." : ". The last reload failed: see the log."}`,
  );
  filterConfiguration();
}

/** Shows the keys that have in them what is looked for. */
export function filterConfiguration() {
  const wanted = byId("configuration-filter").value.trim().toLowerCase();
  const found = configuration.filter((entry) => entry.key.toLowerCase().includes(wanted));
  draw(byId("configuration-list"), found, (all) =>
    all.length === 0
      ? el("p", {}, "No matching keys.")
      : rows("Configured keys", ["Key", "Value", "Source"], all.map(({ key, value, from }) => [el("code", {}, key), masked(value), from])),
  );
}

function showAbout(status) {
  const { server } = status;
  const where = server === null || server === undefined ? "" : `, at nats-server ${server.name ?? ""} ${server.version ?? ""} (${server.url ?? "no address"})`;
  setText(
    byId("about"),
    `Gatehouse ${status.version} on Java ${status.java}, ${status.mode}${where}, since ${moment(status.started_at, status.now)}.`,
  );
  setText(byId("instance"), status.instance);
  setText(byId("freshness"), `As of ${time(status.now)}`);
}
