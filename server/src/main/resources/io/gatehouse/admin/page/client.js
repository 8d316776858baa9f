// Requests to the listener that this page comes from. The token is kept for this tab alone, and goes nowhere but into a header.

const KEY = "gatehouse.admin_token";
const PATIENCE_MS = 5000;
const SEARCH_PATIENCE_MS = 30000;

/** An answer that is not the one that was asked for. */
export class Refusal extends Error {
  /**
   * @param status of HTTP
   * @param message the server's own sentence
   * @param body what it sent as JSON; null for a text
   */
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
  }

  isStarting() {
    return this.status === 503 && this.body !== null && this.body.status === "starting";
  }
}

/** There was no answer. */
export class Silence extends Error {}

export function token() {
  return sessionStorage.getItem(KEY);
}

/** False for what cannot be a token, which no browser would send. */
export function keepToken(text) {
  const taken = text.trim();
  if (!/^[\x21-\x7e]+$/.test(taken)) {
    return false;
  }
  sessionStorage.setItem(KEY, taken);
  return true;
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}

/** What an admin request is answered with; a Refusal or a Silence is thrown. */
export function get(path) {
  return ask(path, { method: "GET", headers: { authorization: `Bearer ${token()}` } });
}

/** The same for what is looked for in the background, which takes longer. */
export function find(path) {
  return ask(path, { method: "GET", headers: { authorization: `Bearer ${token()}` } }, SEARCH_PATIENCE_MS);
}

export function post(path, object) {
  return ask(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token()}`, "content-type": "application/json" },
    body: JSON.stringify(object),
  });
}

async function ask(path, request, patience = PATIENCE_MS) {
  const answer = await answered(path, request, patience);
  if (!answer.ok) {
    throw new Refusal(answer.status, sentence(answer), answer.json);
  }
  return answer.json;
}

async function answered(path, request, patience) {
  try {
    const response = await fetch(path, {
      ...request,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      // A reload waits for buckets and a revocation for servers, and both answer for themselves.
      signal: AbortSignal.timeout(request.method === "GET" ? patience : 4 * PATIENCE_MS),
    });
    const text = await response.text();
    return { ok: response.ok, status: response.status, text, json: parsed(text) };
  } catch (error) {
    throw new Silence("No response.", { cause: error });
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sentence(answer) {
  if (answer.json !== null && typeof answer.json.problem === "string") {
    return answer.json.problem;
  }
  return answer.json === null ? answer.text.trim() : `The answer has the status ${answer.status}.`;
}
