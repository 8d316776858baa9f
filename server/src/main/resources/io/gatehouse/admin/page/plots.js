// Live plots of the last ten minutes, or since the start, each with its figures as text.

import uPlot from "./uplot.js";
import { byId, el, setText } from "./dom.js";
import { count, milliseconds, minute } from "./format.js";

const MOST_SECONDS = 600;
/** The least that is shown, so that the plots of an instance that has just started do not move too fast. */
const LEAST_SECONDS = 120;
/** Between two times on an axis, in seconds. */
const MINUTES = [60, 120, 300];

const HEIGHT = 150;
const LEAST_MS = 0.1;

const PLOTS = [
  {
    title: "Answers per second",
    words: count,
    lines: [
      { name: "accepted", color: "--line-1", of: (s) => s.granted },
      { name: "refused", color: "--line-2", dash: [6, 3], of: (s) => s.denied },
    ],
  },
  {
    title: "No answer per second, and queued",
    words: count,
    lines: [
      { name: "shed", color: "--line-3", of: (s) => s.shed },
      { name: "other reasons", color: "--line-2", dash: [6, 3], of: (s) => s.dropped.map((all, i) => all === null ? null : all - s.shed[i]) },
      { name: "queued", color: "--line-4", dash: [2, 3], of: (s) => s.queue },
    ],
  },
  {
    title: "Time to answer, in ms",
    words: milliseconds,
    log: true,
    lines: [
      { name: "median", color: "--line-1", of: (s) => s.p50_ms },
      { name: "99th percentile", color: "--line-3", dash: [6, 3], of: (s) => s.p99_ms },
    ],
  },
];

/** All plots; they are made once there is something to show. */
export class Plots {
  constructor(history) {
    this.history = history;
    this.plots = [];
  }

  update() {
    if (this.plots.length === 0) {
      const place = byId("plots");
      this.plots = PLOTS.map((plan) => new Plot(plan, place, this.history));
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plots.forEach((plot) => plot.redraw()));
    }
    this.plots.forEach((plot) => plot.update());
  }
}

class Plot {
  constructor(plan, place, history) {
    this.plan = plan;
    this.history = history;
    this.values = plan.lines.map(() => []);
    this.legend = plan.lines.map(() => el("span", { class: "legend-value" }));
    this.canvas = el("div", { class: "canvas", "aria-hidden": "true" });
    this.summary = el("p", { class: "summary" });
    const legend = el(
      "ul",
      { class: "legend" },
      plan.lines.map((line, i) => el("li", {}, el("span", { class: `swatch swatch${line.color}${line.dash ? " dashed" : ""}`, "aria-hidden": "true" }), `${line.name} `, this.legend[i])),
    );
    place.append(el("figure", { class: "plot" }, el("figcaption", {}, plan.title), this.canvas, legend, this.summary));
    this.chart = new uPlot(this.options(), this.data(), this.canvas);
    new ResizeObserver(() => this.chart.setSize(this.size())).observe(this.canvas);
  }

  size() {
    return { width: Math.max(200, this.canvas.clientWidth), height: HEIGHT };
  }

  options() {
    const { plan } = this;
    return {
      ...this.size(),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, sync: { key: "gatehouse" } },
      scales: {
        x: { time: true, range: () => this.span() },
        y: plan.log ? { distr: 3, log: 10, range: logRange } : { range: linearRange },
      },
      series: [
        {},
        ...plan.lines.map((line) => ({
          label: line.name,
          stroke: () => color(line.color),
          dash: line.dash,
          width: 1.5,
          points: { show: false },
        })),
      ],
      axes: [axis({ size: 28, space: 60, incrs: MINUTES, values: (_, ticks) => ticks.map(minute) }), axis({ size: 48, values: (_, ticks) => ticks.map(tick), ...(plan.log && { splits: powers }) })],
      hooks: { drawClear: [(chart) => this.shadeOutages(chart)], setCursor: [(chart) => this.tell(chart.cursor.idx)] },
    };
  }

  span() {
    const end = this.history.end() ?? Math.floor(Date.now() / 1000);
    const seconds = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, end - (this.history.times[0] ?? end) + 1));
    return [end - seconds + 1, end];
  }

  data() {
    const { series, times } = this.history;
    this.values = this.plan.lines.map((line) => line.of(series));
    const drawn = this.plan.log ? this.values.map((all) => all.map((ms) => (ms === null ? null : Math.max(ms, LEAST_MS)))) : this.values;
    return [times, ...drawn];
  }

  update() {
    this.chart.setData(this.data());
    this.tell(this.chart.cursor.idx);
    const { lines, words } = this.plan;
    setText(this.summary, `Maximum: ${lines.map((line, i) => `${line.name} ${words(most(this.values[i]))}`).join(", ")}`);
  }

  redraw() {
    this.chart.redraw(false, true);
  }

  /** The figures of a sample, or else of the last one. */
  tell(index) {
    this.values.forEach((all, i) => {
      setText(this.legend[i], this.plan.words(all[index ?? all.length - 1]));
    });
  }

  /** Marks the times at which no request was answered. */
  shadeOutages(chart) {
    const { times, series } = this.history;
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.fillStyle = color("--outage");
    for (let from = 0; from < times.length; from++) {
      if (series.ready[from] === 0) {
        let to = from;
        while (to + 1 < times.length && series.ready[to + 1] === 0) {
          to++;
        }
        const left = chart.valToPos(times[from] - 1, "x", true);
        ctx.fillRect(left, bbox.top, Math.max(1, chart.valToPos(times[to], "x", true) - left), bbox.height);
        from = to;
      }
    }
    ctx.restore();
  }
}

function axis(more) {
  return {
    stroke: () => color("--muted"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: () => color("--rule"), width: 1 },
    ticks: { stroke: () => color("--rule"), width: 1, size: 4 },
    ...more,
  };
}

function tick(value) {
  return value === null ? "" : value >= 1000 ? `${value / 1000}k` : String(value);
}

function linearRange(_, __, max) {
  return [0, Math.max(1, max ?? 0) * 1.1];
}

function logRange(_, __, max) {
  return [LEAST_MS, Math.max(10, 10 ** Math.ceil(Math.log10(max ?? 1)))];
}

/** The powers of ten within the range. */
function powers(_, __, min, max) {
  return [0.1, 1, 10, 100, 1000, 10000].filter((power) => power >= min && power <= max);
}

function most(values) {
  return values.reduce((max, value) => (value === null ? max : Math.max(max ?? value, value)), null);
}

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
