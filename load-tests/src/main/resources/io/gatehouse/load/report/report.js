"use strict";
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const W = 560, H = 300, LEFT = 62, RIGHT = 14, TOP = 10, BOTTOM = 46;
  const data = JSON.parse(document.getElementById("charts").textContent);

  function el(parent, name, attributes, text) {
    const node = document.createElementNS(SVG, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  function number(value) {
    const size = Math.abs(value);
    if (value === 0) return "0";
    if (size >= 1e6) return trim((value / 1e6).toFixed(2)) + "M";
    if (size >= 1e4) return trim((value / 1e3).toFixed(1)) + "k";
    if (size >= 100) return String(Math.round(value));
    return trim(value.toPrecision(3));
  }

  function trim(text) {
    return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
  }

  // Round steps of 1, 2 or 5 times a power of ten.
  function linearTicks(max, wanted) {
    const raw = max / wanted, power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= raw - 1e-12);
    const ticks = [];
    for (let t = 0; t <= max + step * 1e-6; t += step) ticks.push(t);
    return ticks;
  }

  function logTicks(min, max, wanted) {
    const decades = Math.log10(max / min), ticks = [];
    const factors = decades > wanted ? [1] : decades > wanted / 2.5 ? [1, 3] : [1, 2, 5];
    for (let p = Math.floor(Math.log10(min)); p <= Math.ceil(Math.log10(max)); p++) {
      for (const f of factors) {
        const t = f * Math.pow(10, p);
        if (t >= min * 0.999 && t <= max * 1.001) ticks.push(t);
      }
    }
    return ticks;
  }

  // 50, 90, 99, 99.9 per cent: each hundredth part as far from the next as the tenth part before it.
  function percentiles(values, from, to) {
    const reach = v => Math.log(100 / (100 - v)), span = reach(Math.max(90, ...values));
    return { ticks: [0, 50, 90, 99, 99.9, 99.99].filter(t => reach(t) <= span * 1.001), name: t => "p" + t,
      at: v => from + (to - from) * reach(v) / span };
  }

  function axis(spec, values, from, to, wanted) {
    if (spec.scale === "PERCENTILES") return percentiles(values, from, to);
    const log = spec.scale === "LOG";
    const usable = values.filter(v => v !== null && (!log || v > 0));
    let max = usable.length ? Math.max(...usable) : 1, min = log && usable.length ? Math.min(...usable) : 0;
    if (log) {
      if (max <= min) { max = min * 10; }
      const pad = Math.pow(max / min, 0.04);
      min /= pad; max *= pad;
      const ticks = logTicks(min, max, wanted), span = Math.log(max / min);
      return { ticks, at: v => v > 0 ? from + (to - from) * Math.log(v / min) / span : null };
    }
    if (max <= 0) max = 1;
    const ticks = linearTicks(max, wanted);
    const step = ticks.length > 1 ? ticks[1] : max;
    const top = spec.tight ? max : Math.ceil(max / step - 1e-9) * step;
    if (!spec.tight && ticks[ticks.length - 1] < top - step * 0.01) ticks.push(top);
    return { ticks, at: v => from + (to - from) * v / top };
  }

  function colour(chart, index) {
    const line = chart.lines[index];
    if (line.style === "REFERENCE") return "var(--ref)";
    if (line.tone !== "PLAIN") return "var(--" + line.tone.toLowerCase() + ")";
    const before = chart.lines.slice(0, index).filter(l => l.style !== "REFERENCE" && l.tone === "PLAIN").length;
    return "var(--c" + before % 6 + ")";
  }

  function draw(chart, box) {
    const svg = el(box, "svg", { viewBox: "0 0 " + W + " " + H, role: "img", "aria-label": chart.title });
    const xs = chart.lines.flatMap(l => l.xs), ys = chart.lines.flatMap(l => l.ys);
    const x = axis(Object.assign({ tight: true }, chart.x), xs, LEFT, W - RIGHT, 7);
    const y = axis(chart.y, ys, H - BOTTOM, TOP, 6);
    for (const t of y.ticks) {
      el(svg, "line", { class: "grid", x1: LEFT, x2: W - RIGHT, y1: y.at(t), y2: y.at(t) });
      el(svg, "text", { x: LEFT - 8, y: y.at(t) + 4, "text-anchor": "end" }, number(t));
    }
    for (const t of x.ticks) {
      el(svg, "line", { class: "frame", x1: x.at(t), x2: x.at(t), y1: H - BOTTOM, y2: H - BOTTOM + 4 });
      el(svg, "text", { x: x.at(t), y: H - BOTTOM + 18, "text-anchor": "middle" }, (x.name || number)(t));
    }
    el(svg, "line", { class: "frame", x1: LEFT, x2: W - RIGHT, y1: H - BOTTOM, y2: H - BOTTOM });
    el(svg, "text", { class: "axis", x: (LEFT + W - RIGHT) / 2, y: H - 6, "text-anchor": "middle" }, label(chart.x));
    el(svg, "text", { class: "axis", transform: "translate(13," + (TOP + H - BOTTOM) / 2 + ") rotate(-90)",
      "text-anchor": "middle" }, label(chart.y));
    chart.lines.forEach((line, i) => drawLine(svg, chart, line, i, x, y));
    hover(svg, box, chart, x, y);
  }

  function label(spec) {
    return spec.unit ? spec.label + " (" + spec.unit + ")" : spec.label;
  }

  function drawLine(svg, chart, line, index, x, y) {
    const stroke = colour(chart, index);
    if (line.style === "BARS") {
      const bars = chart.lines.filter(l => l.style === "BARS"), mine = bars.indexOf(line);
      const gaps = line.xs.slice(1).map((v, i) => Math.abs(x.at(v) - x.at(line.xs[i])));
      const room = Math.min(60, gaps.length ? Math.min(...gaps) * 0.8 : 60), width = Math.max(1, room / bars.length);
      line.xs.forEach((v, i) => {
        if (line.ys[i] === null || y.at(line.ys[i]) === null) return;
        const left = Math.max(LEFT, Math.min(W - RIGHT - width, x.at(v) - room / 2 + mine * width));
        el(svg, "rect", { x: left, width: Math.max(1, width - 1), y: y.at(line.ys[i]),
          height: Math.max(0, H - BOTTOM - y.at(line.ys[i])), fill: stroke, rx: 1.5, opacity: 0.85 });
      });
      return;
    }
    let path = "", down = false;
    const points = [];
    line.xs.forEach((v, i) => {
      const px = x.at(v), py = line.ys[i] === null ? null : y.at(line.ys[i]);
      if (px === null || py === null) { down = false; return; }
      path += (down ? "L" : "M") + px.toFixed(1) + " " + py.toFixed(1);
      down = true;
      points.push([px, py]);
    });
    const dashed = line.style === "REFERENCE";
    el(svg, "path", { d: path, fill: "none", stroke, "stroke-width": dashed ? 1.6 : 2.2, "stroke-linejoin": "round",
      "stroke-linecap": "round", "stroke-dasharray": dashed ? "5 5" : "none" });
    if (!dashed && points.length <= 24) {
      points.forEach(p => el(svg, "circle", { cx: p[0], cy: p[1], r: 3.2, fill: stroke }));
    }
  }

  function hover(svg, box, chart, x, y) {
    const cursor = el(svg, "line", { class: "cursor", y1: TOP, y2: H - BOTTOM, visibility: "hidden" });
    const area = el(svg, "rect", { x: LEFT, y: TOP, width: W - LEFT - RIGHT, height: H - TOP - BOTTOM, fill: "transparent" });
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    box.appendChild(tip);
    const all = [...new Set(chart.lines.filter(l => l.style !== "REFERENCE").flatMap(l => l.xs))]
      .filter(v => x.at(v) !== null);
    area.addEventListener("pointermove", event => {
      const frame = svg.getBoundingClientRect(), scale = W / frame.width;
      const at = (event.clientX - frame.left) * scale;
      if (!all.length) return;
      const near = all.reduce((a, b) => Math.abs(x.at(b) - at) < Math.abs(x.at(a) - at) ? b : a);
      const px = x.at(near);
      cursor.setAttribute("x1", px);
      cursor.setAttribute("x2", px);
      cursor.setAttribute("visibility", "visible");
      fill(tip, chart, near);
      tip.hidden = false;
      const left = px / scale;
      tip.style.top = "8px";
      tip.style.left = left + 14 + tip.offsetWidth > frame.width ? left - tip.offsetWidth - 12 + "px" : left + 12 + "px";
    });
    area.addEventListener("pointerleave", () => {
      tip.hidden = true;
      cursor.setAttribute("visibility", "hidden");
    });
  }

  function fill(tip, chart, near) {
    tip.textContent = "";
    const named = chart.lines.map(l => l.labels ? l.labels[l.xs.indexOf(near)] : undefined).find(t => t);
    const head = document.createElement("b");
    head.textContent = named || chart.x.label + " " + number(near) + (chart.x.unit ? " " + chart.x.unit : "");
    tip.appendChild(head);
    chart.lines.forEach((line, i) => {
      const at = line.xs.indexOf(near);
      if (at < 0 || line.ys[at] === null) return;
      const row = document.createElement("div"), name = document.createElement("span"), value = document.createElement("span");
      const mark = document.createElement("i");
      mark.style.background = colour(chart, i);
      name.append(mark, line.name);
      value.textContent = number(line.ys[at]) + (chart.y.unit ? " " + chart.y.unit : "");
      row.append(name, value);
      tip.appendChild(row);
    });
  }

  function legend(chart, box) {
    chart.lines.forEach((line, i) => {
      const entry = document.createElement("span"), mark = document.createElement("i");
      if (line.style === "BARS") { mark.className = "bar"; mark.style.background = colour(chart, i); }
      else { mark.className = line.style === "REFERENCE" ? "ref" : ""; mark.style.color = colour(chart, i); }
      entry.append(mark, line.name);
      box.appendChild(entry);
    });
  }

  document.querySelectorAll(".chart").forEach((box, i) => {
    legend(data[i], box.previousElementSibling);
    draw(data[i], box);
  });
})();
