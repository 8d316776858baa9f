// Numbers, times and durations as they are shown.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const shortClock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "2-digit", day: "2-digit" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function count(number) {
  return number === null || number === undefined ? "–" : whole.format(number);
}

/** A number that is small as often as large, such as a rate. */
export function figure(number) {
  if (number === null || number === undefined) {
    return "–";
  }
  return number !== 0 && Math.abs(number) < 10 ? tenths.format(number) : whole.format(number);
}

/** Milliseconds; the histograms end at two seconds. */
export function milliseconds(ms) {
  if (ms === null || ms === undefined) {
    return "–";
  }
  return ms >= 2000 ? "2 s or more" : `${figure(ms)} ms`;
}

export function time(ms) {
  return clock.format(ms);
}

export function minute(seconds) {
  return shortClock.format(seconds * 1000);
}

/** As ISO 8601 has it: nobody takes the month for the day. */
export function date(ms) {
  const [dd, mm, yyyy] = day.format(ms).split("/");
  return `${yyyy}-${mm}-${dd}`;
}

/** A time, with its day when that is not today. */
export function moment(ms, now) {
  return date(ms) === date(now) ? time(ms) : `${date(ms)} ${time(ms)}`;
}

/** With the preposition that it wants. */
export function atMoment(ms, now) {
  return `${date(ms) === date(now) ? "at" : "on"} ${moment(ms, now)}`;
}

export function duration(ms) {
  const length = Math.max(0, ms);
  if (length < MINUTE) {
    return `${Math.floor(length / 1000)} s`;
  }
  if (length < HOUR) {
    return `${Math.floor(length / MINUTE)} min`;
  }
  if (length < DAY) {
    return `${Math.floor(length / HOUR)} h ${Math.floor((length % HOUR) / MINUTE)} min`;
  }
  return `${Math.floor(length / DAY)} d ${Math.floor((length % DAY) / HOUR)} h`;
}

/** One of something, or several. */
export function several(number, one, more) {
  return number === 1 ? `1 ${one}` : `${count(number)} ${more}`;
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
