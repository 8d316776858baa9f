// The last ten minutes, second by second.

const SERIES = ["granted", "denied", "shed", "dropped", "p50_ms", "p99_ms", "queue", "ready"];
const MOST = 600;

export class History {
  constructor() {
    this.clear();
  }

  clear() {
    this.of = null;
    this.times = [];
    this.series = Object.fromEntries(SERIES.map((name) => [name, []]));
  }

  /** The second that the newest sample is of; null for none. */
  end() {
    return this.times.length === 0 ? null : this.times[this.times.length - 1];
  }

  /**
   * Adds what is new; another life of the instance begins a history of its own, and so does a clock that was set back.
   *
   * @param life what tells one life from another
   */
  add(life, part) {
    const last = this.end();
    if (this.of !== life || (last !== null && part.end < last)) {
      this.clear();
      this.of = life;
    }
    const end = this.end();
    for (let i = 0; i < part.samples; i++) {
      const at = part.end - (part.samples - 1 - i) * part.step_seconds;
      if (end === null || at > end) {
        this.times.push(at);
        SERIES.forEach((name) => this.series[name].push(part[name]?.[i] ?? null));
      }
    }
    const tooMany = this.times.length - MOST;
    if (tooMany > 0) {
      this.times.splice(0, tooMany);
      SERIES.forEach((name) => this.series[name].splice(0, tooMany));
    }
  }
}
