// Whether logins are served, and if not, why: the first thing on the page.

import { byId, drawList, el, lasting, setText } from "./dom.js";
import { atMoment, count, figure, milliseconds, moment, several } from "./format.js";
import { cause, doWithFile, doWithNote, doWithUnanswered, doWithoutService, notServing, passwordThreads, unanswered } from "./words.js";

const DAY = 86_400_000;
const MARKS = { good: "✓", warn: "!", bad: "✕", unknown: "?" };

/** Conditions and notes whose text says what it is about. */
const SPEAKING = new Set(["connection", "subscription", "answers", "open", "warm", "life", "configuration"]);

/** What follows from a lost connection, and needs no words of its own beside it. */
const CONSEQUENCES = new Set(["subscription", "answers"]);

/** Shows a state: how bad it is, and what it is called. */
export function showHeadline(level, text) {
  byId("state").className = `state ${level}`;
  setText(byId("mark"), MARKS[level]);
  setText(byId("headline-text"), text);
  document.title = `${MARKS[level]} ${text} · Gatehouse`;
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
    return failing.length === 1 ? `Serving, but directory ${failing[0].name} is failing` : `Serving, but ${failing.length} directories are failing`;
  }
  if (found.length > 0) {
    return found.length === 1 ? "Serving, with 1 warning" : `Serving, with ${found.length} warnings`;
  }
  return "Serving logins";
}

/** All that is wrong, the worst first. */
function problems(status) {
  const notes = status.state.notes ?? [];
  const told = new Set(notes.map((entry) => entry.name));
  return [
    ...causes(status.state.waiting_for ?? []).map(waiting),
    ...missedLogins(status, ["overload"]),
    ...status.directories.filter((directory) => directory.state !== "ok" && !told.has(`directory ${directory.name}`)).map(directoryProblem),
    ...notes.filter(isOfDirectory).map(note),
    ...missedLogins(status, ["undecided", "mistake", "not_genuine", "other"]),
    ...notes.filter((entry) => !isOfDirectory(entry)).map(note),
    ...(status.expiry ?? []).map((entry) => expiring(entry, status.now)).filter((entry) => entry !== null),
  ];
}

/** Without what follows from another. */
function causes(waitingFor) {
  const disconnected = waitingFor.some(({ name }) => name === "connection");
  return waitingFor.filter(({ name }) => !disconnected || !CONSEQUENCES.has(name));
}

function waiting({ name, text, since }) {
  return { level: "bad", what: said(name, text), since, todo: doWithoutService(name) };
}

function isOfDirectory({ name }) {
  return name.startsWith("directory ");
}

function note({ name, text, since }) {
  return { level: "warn", what: said(name, cause(text)), since, todo: doWithNote(name) };
}

/** A sentence; what it is about comes first where the text does not say that itself. */
function said(name, text) {
  return `${SPEAKING.has(name) ? capital(text) : `${capital(name)}: ${text}`}.`;
}

function directoryProblem({ name, why, since }) {
  return { level: "warn", what: `Directory ${name}: ${cause(why)}.`, since, todo: doWithNote("directory") };
}

/** The problems that requests without an answer in the last minute show, by kind. */
function missedLogins(status, kinds) {
  return kinds.map((kind) => {
    const number = status.dropped.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.window, 0);
    return number === 0 ? null : { level: "warn", what: unanswered(kind, number), since: null, todo: doWithUnanswered(kind) };
  }).filter((entry) => entry !== null);
}

/** As in the alerts: within two weeks, and in the last quarter of its lifetime. */
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
    what: over ? `${entry.key} has expired.` : `${entry.key} expires ${atMoment(entry.until, now)}.`,
    since: over ? entry.until : null,
    todo: doWithFile(entry.key),
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
  setText(byId("window"), Math.abs(window.seconds - 60) <= 5 ? "last minute" : `last ${window.seconds} s`);
  const aSecond = (number) => figure(window.seconds === 0 ? null : number / window.seconds);
  const latency = window.latency_ms ?? {};
  const waits = (name) => queues.find((queue) => queue.name === name) ?? { waiting: null, standing: false };
  const tiles = [
    ["Accepted", aSecond(window.granted), "per second", "good"],
    ["Refused", aSecond(window.denied), "per second", "plain"],
    ["No answer", aSecond(window.dropped), window.shed > 0 ? `per second, ${aSecond(window.shed)} shed` : "per second", window.dropped > 0 ? "warn" : "plain"],
    ["Median", milliseconds(latency.p50), "", "plain"],
    ["99th percentile", milliseconds(latency.p99), "", latency.p99 >= 1000 ? "warn" : "plain"],
    ["Requests queued", count(waits("requests").waiting), `for ${several(workers, "worker", "workers")}`, waits("requests").standing ? "warn" : "plain"],
    ["Passwords queued", count(waits("passwords").waiting), `${passwordThreads(status.password_threads)} threads busy`, waits("passwords").standing ? "warn" : "plain"],
  ];
  drawList(byId("tiles"), tiles, ([name, value, more, how]) =>
    el("div", { class: `tile ${how}` }, el("dt", {}, name), el("dd", {}, el("span", { class: "value" }, value), more === "" ? null : el("span", { class: "more" }, ` ${more}`))),
  );
}
