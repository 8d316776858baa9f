// Elements are made of text: what comes from the server is never read as HTML.

export function byId(id) {
  return document.getElementById(id);
}

/** An element with attributes and children; a string is a text, and null is nothing. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Leaves a text alone that is there already, so that nobody hears it again. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** How long something has been so; the text is kept up to date by tick(). */
export function lasting(since) {
  return el("span", { "data-since": String(since) });
}

const shown = new WeakMap();

/** Draws a part of the page anew, but only if what it shows has changed. */
export function draw(element, content, make) {
  const text = JSON.stringify(content);
  if (shown.get(element) !== text) {
    shown.set(element, text);
    element.replaceChildren(...[make(content)].flat());
  }
}

/** What is shown there is to be drawn at the next time, whatever it is. */
export function forgetDrawn(element) {
  shown.delete(element);
}

const keptNodes = new WeakMap();

/**
 * Makes the children of an element those of a list. A child whose item is still there stays as it is, so that a focus or a
 * selection in it does.
 */
export function drawList(parent, items, make) {
  const before = keptNodes.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) {
    const key = JSON.stringify(item);
    if (!after.has(key)) {
      after.set(key, before.get(key) ?? make(item));
    }
  }
  for (const [key, node] of before) {
    if (!after.has(key)) {
      node.remove();
    }
  }
  let next = parent.firstChild;
  for (const node of after.values()) {
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
  }
  keptNodes.set(parent, after);
}

/** The head of a table, and the body that its rows go into. The roles stay when a narrow screen shows rows as blocks. */
export function table(caption, columns) {
  const head = el(
    "thead",
    { role: "rowgroup" },
    el(
      "tr",
      { role: "row" },
      columns.map((column) => el("th", { role: "columnheader", scope: "col" }, column)),
    ),
  );
  const body = el("tbody", { role: "rowgroup" });
  return { element: el("table", { role: "table" }, el("caption", {}, caption), head, body), body };
}

/** A row of such a table; each cell is a text, an element or a list of both. */
export function row(columns, cells) {
  return el(
    "tr",
    { role: "row" },
    cells.map((cell, i) => el("td", { role: "cell", "data-label": columns[i] }, el("div", {}, cell))),
  );
}

/** A whole table; nothing for no rows. */
export function rows(caption, columns, all) {
  const made = table(caption, columns);
  made.body.append(...all.map((cells) => row(columns, cells)));
  return all.length === 0 ? [] : [made.element];
}
