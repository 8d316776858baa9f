// Whether logins are served, and if not, why: the first thing on the page.

import { byId, drawList, el, lasting, setText } from "./dom.js";
import { count, figure, milliseconds, moment } from "./format.js";
import { doWithNote, doWithUnanswered, doWithoutService, notServing, passwordThreads, unanswered } from "./words.js";

const DAY = 86_400_000;
const MARKS = { good: "✓", warn: "!", bad: "✕", unknown: "?" };

/** What is waited for, or noted, whose text says what it is about. */
const SPEAKING = new Set(["connection", "subscription", "answers", "open", "warm", "life", "configuration"]);

const KINDS = ["overload", "undecided", "mistake", "not_genuine", "other"];

/** Shows a state: how bad it is, and what it is called. */
export function showHeadline(level, text) {
  byId("state").className = `state ${level}`;
  setText(byId("mark"), MARKS[level]);
  setText(byId("headline-text"), text);
  document.title = `${MARKS[level]} ${text} · Gatehouse`;
}

/** Shows what /readyz says, which everybody may know. */
export function showReadiness(ready) {
  const waitingFor = Object.entries(ready.waiting_for ?? {}).map(([name, text]) => ({ name, text, since: null }));
  const notes = Object.entries(ready.notes ?? {}).map(([name, text]) => ({ name, text, since: null }));
  const serves = ready.status === "ready";
  const found = [...waitingFor.map(waiting), ...notes.map(note)];
  showHeadline(serves ? (notes.length > 0 ? "warn" : "good") : "bad", serves ? "Serving logins" : notServing(waitingFor));
  byId("state-since").replaceChildren();
  drawList(byId("problems"), found, problem);
}

/** Shows a whole status. */
export function showState(status) {
  const found = problems(status);
  showHeadline(level(status, found), headline(status, found));
  const { since } = status.state;
  byId("state-since").replaceChildren(status.state.status === "ready" ? "Serving since " : "Not serving since ", moment(since, status.now), ", for ", lasting(since));
  drawList(byId("problems"), found, problem);
}

function level(status, found) {
  if (status.state.status !== "ready") {
    return "bad";
  }
  return found.length > 0 ? "warn" : "good";
}

function headline(status, found) {
  if (status.state.status !== "ready") {
    return notServing(status.state.waiting_for ?? []);
  }
  const failing = status.directories.filter((directory) => directory.state === "failing");
  if (status.window.shed > 0) {
    return "Serving, but overloaded";
  }
  if (failing.length > 0) {
    return failing.length === 1 ? `Serving, but directory ${failing[0].name} fails` : `Serving, but ${failing.length} directories fail`;
  }
  if (found.length > 0) {
    return found.length === 1 ? "Serving, with one thing to look at" : `Serving, with ${found.length} things to look at`;
  }
  return "Serving logins";
}

/** All that is wrong, the worst first. */
function problems(status) {
  const notes = status.state.notes ?? [];
  const told = new Set(notes.map((entry) => entry.name));
  return [
    ...(status.state.waiting_for ?? []).map(waiting),
    ...missedLogins(status),
    ...status.directories.filter((directory) => directory.state !== "ok" && !told.has(`directory ${directory.name}`)).map(directoryProblem),
    ...notes.map(note),
    ...(status.expiry ?? []).map((entry) => expiring(entry, status.now)).filter((entry) => entry !== null),
  ];
}

function waiting({ name, text, since }) {
  return { level: "bad", what: said(name, text), since, todo: doWithoutService(name) };
}

function note({ name, text, since }) {
  return { level: "warn", what: said(name, text), since, todo: doWithNote(name) };
}

/** A sentence; what it is about comes first where the text does not say that itself. */
function said(name, text) {
  return `${SPEAKING.has(name) ? capital(text) : `${capital(name)}: ${text}`}.`;
}

function directoryProblem({ name, why, since }) {
  return { level: "warn", what: `Directory ${name}: ${why}.`, since, todo: doWithNote("directory") };
}

/** What requests without an answer in the last minute say, by kind. */
function missedLogins(status) {
  return KINDS.map((kind) => {
    const number = status.dropped.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.window, 0);
    return number === 0 ? null : { level: "warn", what: unanswered(kind, number), since: null, todo: doWithUnanswered(kind) };
  }).filter((entry) => entry !== null);
}

/** As the alerts have it: within two weeks, and in the last quarter of its time. */
export function isEnding({ from, until }, now) {
  return until - now < 14 * DAY && (from === null || from === undefined || until - now < (until - from) / 4);
}

function expiring(entry, now) {
  if (!isEnding(entry, now)) {
    return null;
  }
  const over = entry.until <= now;
  return {
    level: "warn",
    what: over ? `${entry.key} has expired.` : `${entry.key} expires on ${moment(entry.until, now)}.`,
    since: over ? entry.until : null,
    todo: "Put a new one in its place: it is taken up without a restart.",
  };
}

function problem({ level: how, what, since, todo }) {
  return el(
    "li",
    { class: how },
    el("p", { class: "what" }, what, since === null || since === undefined ? null : el("span", { class: "for" }, " For ", lasting(since), ".")),
    el("p", { class: "todo" }, todo),
  );
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The figures of the last minute. */
export function showFigures(status) {
  const { window, queues, workers } = status;
  setText(byId("window"), `last ${window.seconds} s`);
  const aSecond = (number) => figure(window.seconds === 0 ? null : number / window.seconds);
  const latency = window.latency_ms ?? {};
  const waits = (name) => queues.find((queue) => queue.name === name) ?? { waiting: null, standing: false };
  const tiles = [
    ["Let in", aSecond(window.granted), "a second", "good"],
    ["Refused", aSecond(window.denied), "a second", "plain"],
    ["No answer", aSecond(window.dropped), `a second, ${aSecond(window.shed)} of them shed`, window.dropped > 0 ? "warn" : "plain"],
    ["Half within", milliseconds(latency.p50), "", "plain"],
    ["99 % within", milliseconds(latency.p99), "", latency.p99 >= 1000 ? "warn" : "plain"],
    ["Waiting", count(waits("requests").waiting), `for ${workers} ${workers === 1 ? "worker" : "workers"}`, waits("requests").standing ? "warn" : "plain"],
    ["Passwords waiting", count(waits("passwords").waiting), `${passwordThreads(status.password_threads)} threads busy`, waits("passwords").standing ? "warn" : "plain"],
  ];
  drawList(byId("tiles"), tiles, ([name, value, more, how]) =>
    el("div", { class: `tile ${how}` }, el("dt", {}, name), el("dd", {}, el("span", { class: "value" }, value), more === "" ? null : el("span", { class: "more" }, ` ${more}`))),
  );
}
