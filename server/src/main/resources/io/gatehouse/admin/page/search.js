// All that is known of one user: what a login would be granted, and the sessions that it has.

import { find, post } from "./client.js";
import { byId, el, rows, setText } from "./dom.js";
import { count, duration, moment, several } from "./format.js";
import { refusal, sessions } from "./words.js";

const ANSWERS = {
  found: "knows the user",
  no_such_user: "has no such user",
  not_listed: "can only be checked with credentials: see below",
};

let latest = 0;

/** @param failed hears of an answer that is none */
export function prepareSearch(failed) {
  byId("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    search(byId("search-user").value, failed);
  });
  byId("explain-form").addEventListener("submit", (event) => {
    event.preventDefault();
    explain(failed);
  });
}

/** Searches for a user whose name stands somewhere on the page. */
export function searchFor(user, failed) {
  byId("search-user").value = user;
  byId("user").scrollIntoView();
  byId("user").focus();
  search(user, failed);
}

async function search(user, failed) {
  const mine = ++latest;
  byId("explain-user").value = user;
  byId("search-result").replaceChildren();
  setText(byId("search-outcome"), "Searching …");
  try {
    const found = await find(`/-/search?user=${encodeURIComponent(user)}`);
    if (mine === latest) {
      show(found, failed);
    }
  } catch (error) {
    if (mine === latest) {
      setText(byId("search-outcome"), error.message);
    }
    failed(error);
  }
}

function show(found, failed) {
  const known = found.directories.filter((entry) => entry.answer === "found").length;
  const open = found.sessions.state === "known" ? ` ${several(found.sessions.count, "session is", "sessions are")} open.` : "";
  setText(byId("search-outcome"), `${known === 0 ? "No directory that can be searched knows" : several(known, "directory knows", "directories know")} ${found.user}.${open}`);
  byId("search-result").replaceChildren(el("ul", { class: "cards" }, found.directories.map(directory)), ...sessionList(found, failed));
}

function directory(entry) {
  const identity = entry.identity ?? null;
  return el(
    "li",
    { class: "card" },
    el("h3", {}, entry.name, " ", el("span", { class: "aside" }, entry.type)),
    el("p", {}, ANSWERS[entry.answer] ?? entry.answer),
    entry.verdict ? el("p", {}, el("strong", { class: `word ${entry.verdict === "granted" ? "ok" : "failing"}` }, verdict(entry.verdict)), entry.reason ? ` ${entry.reason}: ${refusal(entry.reason)}` : null, entry.detail ? ` ${entry.detail}` : null) : null,
    identity === null ? null : facts([["Name", identity.name], ["Groups", (identity.groups ?? []).join(", ")], ...Object.entries(identity.attributes ?? {}).map(([name, values]) => [name, [values].flat().join(", ")])]),
    entry.rights ? facts(rights(entry.rights)) : null,
    (entry.rules ?? []).length === 0 ? null : el("ul", { class: "rules" }, entry.rules.map(rule)),
  );
}

function verdict(code) {
  return { granted: "would be accepted", denied: "would be refused", dropped: "would get no answer" }[code] ?? code;
}

function rights(given) {
  const lists = given.scoped
    ? [["Subjects", "as in the template of the signing key"]]
    : [
        ["Publish", subjects(given.publish_allow, "all subjects")],
        ["Denied", subjects(given.publish_deny, "")],
        ["Subscribe", subjects(given.subscribe_allow, "all subjects")],
        ["Denied", subjects(given.subscribe_deny, "")],
      ];
  return [["Account", given.account], ["Session limit", given.session_seconds ? duration(given.session_seconds * 1000) : "no limit"], ...lists];
}

function subjects(all, none) {
  return all === undefined || all === null || all.length === 0 ? none : all.join(", ");
}

function facts(pairs) {
  return el(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value !== "" && value !== undefined && value !== null).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
}

function rule({ name, holds, failing }) {
  return el("li", {}, `Rule ${name} ${holds ? "holds" : "does not hold"}`, (failing ?? []).length === 0 ? null : `: ${failing.join(", ")}`);
}

function sessionList(found, failed) {
  if (found.sessions.state !== "known") {
    return [el("p", {}, sessions(found.sessions))];
  }
  const list = found.sessions.list ?? [];
  const left = found.sessions.count - list.length;
  const table = rows(
    `Sessions of ${found.user}`,
    ["Server", "Connection", "Address", "Account", "Client", "Since"],
    list.map((one) => [one.server, `${count(one.cid)}, ${one.type}`, one.address, one.account, [one.client, one.language].filter(Boolean).join(", "), `${moment(one.start, Date.now())}, for ${duration(one.age_seconds * 1000)}`]),
  );
  return [
    ...table,
    left > 0 ? el("p", {}, `${count(left)} more are not shown.`) : "",
    found.sessions.count > 0 ? closing(found, failed) : "",
  ];
}

function closing(found, failed) {
  const button = el("button", { type: "button", class: "danger" }, "Close these sessions …");
  button.addEventListener("click", () => {
    const dialog = byId("confirm");
    setText(byId("confirm-text"), `${several(found.sessions.count, "session", "sessions")} of ${found.user} will be closed on all servers. The user can log in again, unless a directory refuses it.`);
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && close(found.user, failed), { once: true });
    dialog.showModal();
  });
  return button;
}

async function close(user, failed) {
  setText(byId("search-outcome"), "Closing …");
  try {
    const done = await post("/-/revoke", { user });
    setText(byId("search-outcome"), `${several(done.closed, "session was", "sessions were")} closed, ${count(done.failed)} could not be closed; ${count(done.answered)} of ${count(done.servers)} servers responded.`);
    byId("search-result").replaceChildren();
    byId("search-user").focus();
  } catch (error) {
    setText(byId("search-outcome"), error.message);
    failed(error);
  }
}

async function explain(failed) {
  const password = byId("explain-password");
  const asked = { format: "text", user: byId("explain-user").value, password: password.value, host: byId("explain-host").value };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
  password.value = "";
  setText(byId("explain-outcome"), "Explaining …");
  byId("explain-text").hidden = true;
  try {
    const explained = await post("/-/explain", given);
    setText(byId("explain-outcome"), "");
    setText(byId("explain-text"), explained.text);
    byId("explain-text").hidden = false;
    byId("explain-text").focus();
  } catch (error) {
    setText(byId("explain-outcome"), error.message);
    failed(error);
  }
}
