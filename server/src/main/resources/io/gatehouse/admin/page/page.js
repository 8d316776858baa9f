// The page for the person on call: who has the token sees the state, asked for again and again while the page is visible.

import { Refusal, Silence, forgetToken, get, keepToken, token } from "./client.js";
import { byId, setText } from "./dom.js";
import { duration, time, zone } from "./format.js";
import { History } from "./history.js";
import { filterConfiguration, showLists } from "./lists.js";
import { Plots } from "./plots.js";
import { prepareSearch, searchFor } from "./search.js";
import { showFigures, showHeadline, showState } from "./state.js";

const TOO_MANY_REQUESTS = 429;
/** So many times in turn the answer may be that there are too many requests, before what is shown is too old. */
const MOST_CROWDED = 3;
const WHY = "gatehouse.why_forgotten";

const history = new History();
const plots = new Plots(history);
const silentFor = document.createElement("span");

let refreshMs = 2000;
let paused = false;
let timer = null;
let asking = false;
/** Whether to ask once more as soon as there is an answer. */
let askAgain = false;
/** The status that is shown; null before the first. */
let shown = null;
/** When the last answer came, by this machine's clock; null before the first. */
let cameAt = null;
/** How many times in turn too many requests were the reason that there is no news. */
let crowded = 0;
/** By how much the server's clock is ahead of this machine's. */
let ahead = 0;
/** Since when there is no news, by this machine's clock; null while there is. */
let silentSince = null;

function isVisible() {
  return document.visibilityState === "visible";
}

/** Asks at once, and from then on again and again. */
function begin() {
  clearTimeout(timer);
  askAgain = asking;
  if (!asking && isVisible() && !paused) {
    asking = true;
    ask().finally(() => {
      asking = false;
      timer = setTimeout(begin, askAgain ? 0 : refreshMs);
    });
  }
}

async function ask() {
  try {
    if (token() === null) {
      awaitToken();
    } else {
      const end = history.end();
      take(await get(`/-/status${end === null ? "" : `?since=${end}`}`));
    }
  } catch (error) {
    fail(error);
  }
}

function awaitToken() {
  newsAgain();
  showHeadline("unknown", "Enter the token to see the state");
}

function take(status) {
  newsAgain();
  shown = status;
  ahead = status.now - cameAt;
  refreshMs = Math.min(60, Math.max(1, status.refresh_seconds ?? 2)) * 1000;
  history.add(status.started_at, status.history);
  byId("entry").hidden = true;
  byId("board").hidden = false;
  byId("controls").hidden = false;
  showState(status);
  showFigures(status);
  showLists(status, (user) => searchFor(user, failedRequest));
  plots.update();
  tick();
}

function fail(error) {
  if (error instanceof Refusal) {
    refused(error);
  } else if (error instanceof Silence) {
    silence("No news from Gatehouse", "It does not respond.");
  } else {
    silence("This page fails", `${error.message}.`);
    throw error;
  }
}

/** What the user asked for has failed, which is said where it was asked for. */
function failedRequest(error) {
  if (error instanceof Refusal && isOfToken(error)) {
    refused(error);
  } else if (!(error instanceof Refusal || error instanceof Silence)) {
    throw error;
  }
}

function isOfToken(refusal) {
  return refusal.status === 401 || refusal.status === 403;
}

function refused(refusal) {
  if (isOfToken(refusal)) {
    forgetToken();
    forgetShown(refusal.status === 401 ? "Wrong token." : refusal.message);
  } else if (refusal.isStarting()) {
    silence("Starting", "Its directories are not open yet.");
  } else if (refusal.status !== TOO_MANY_REQUESTS || ++crowded >= MOST_CROWDED) {
    silence("No news from Gatehouse", refusal.message);
  }
}

/** Keeps what was known, greyed, and says since when it is not. */
function silence(headline, why) {
  if (silentSince === null) {
    silentSince = cameAt ?? Date.now();
    setText(byId("last-words"), cameAt === null ? "" : `The last answer said: ${byId("headline-text").textContent}.`);
  }
  document.body.classList.add("stale");
  showHeadline("unknown", headline);
  const since = cameAt === null ? "Asked since " : "No news since ";
  byId("state-since").replaceChildren(`${since}${time(silentSince)}, for `, silentFor, `. ${why} The page keeps retrying.`);
  tick();
}

function newsAgain() {
  silentSince = null;
  crowded = 0;
  cameAt = Date.now();
  document.body.classList.remove("stale");
  setText(byId("last-words"), "");
}

function showEntry(why) {
  byId("board").hidden = true;
  byId("controls").hidden = true;
  byId("entry").hidden = false;
  setText(byId("entry-error"), why ?? "");
  byId("token").focus();
}

/** Asks for the token; what was told to who had one is not left on the page. */
function forgetShown(why) {
  if (shown === null) {
    showEntry(why);
    begin();
  } else {
    sessionStorage.setItem(WHY, why);
    location.reload();
  }
}

/** Why the token was forgotten before the page was loaded again; null for no reason. */
function whyForgotten() {
  const why = sessionStorage.getItem(WHY);
  sessionStorage.removeItem(WHY);
  return why;
}

/** Brings the durations up to date; those of a state that may not be so any more stay as they are. */
function tick() {
  if (silentSince === null) {
    const now = Date.now() + ahead;
    document.querySelectorAll("[data-since]").forEach((element) => setText(element, duration(now - Number(element.dataset.since))));
  } else {
    setText(silentFor, duration(Date.now() - silentSince));
  }
}

byId("entry-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = byId("token");
  setText(byId("entry-error"), "");
  if (keepToken(field.value)) {
    field.value = "";
    begin();
  } else {
    setText(byId("entry-error"), "A token consists of ASCII characters, without spaces.");
  }
});

byId("forget").addEventListener("click", () => {
  forgetToken();
  forgetShown("The token was removed.");
});

byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", String(paused));
  if (paused) {
    setText(byId("freshness"), `Paused at ${time(Date.now() + ahead)}`);
  }
  begin();
});

byId("configuration-filter").addEventListener("input", filterConfiguration);
document.addEventListener("visibilitychange", begin);
setInterval(() => isVisible() && tick(), 1000);
setText(byId("zone"), `Times are in ${zone()}.`);
prepareSearch(failedRequest);
if (token() === null) {
  showEntry(whyForgotten());
}
begin();
