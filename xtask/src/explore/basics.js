"use strict";
// Small things that all parts use.

const tables = JSON.parse(document.getElementById("tables").textContent);

/** The element with an identifier. */
const byId = (id) => document.getElementById(id);

/** The bytes of a text in base 64. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A generator of numbers in [0, 1) from a seed (mulberry32), so that a cue can be shown again. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** So many different whole numbers below a limit. */
function drawn(count, limit, random) {
  const all = Array.from({ length: limit }, (_, i) => i);
  for (let i = 0; i < count; i += 1) {
    const j = i + Math.floor(random() * (limit - i));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all.slice(0, count).sort((a, b) => a - b);
}

/** A number with three significant digits. */
function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 999.5) return signed(Math.round(value).toLocaleString("en-US"));
  if (size < 0.0001) return signed(value.toExponential(1));
  return signed(Number(value.toPrecision(3)));
}

/** The text of a number, with minus signs instead of hyphens. */
const signed = (number) => String(number).replaceAll("-", "−");

/** A count with its noun. */
const counted = (count, noun) => `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** A new element of HTML, or of SVG where a tag begins with "svg:". */
function element(tag, attributes = {}, content = []) {
  const made = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const part of [content].flat()) made.append(part);
  return made;
}

/** The position of a slider. */
const position = (id) => Number(byId(id).value);

/** Shows what a slider means beside it, and says it to those who hear the page. */
function announce(id, text) {
  byId(`${id}-value`).textContent = text;
  byId(id).setAttribute("aria-valuetext", text);
}

/** Buttons that walk through the states of a recall: `count()` states, `show(index)` draws one. */
function player(prefix, count, show) {
  let index = 0;
  let timer = 0;
  const button = (name) => byId(`${prefix}-${name}`);
  const go = (next) => {
    index = Math.max(0, Math.min(next, count() - 1));
    // A button that has the focus keeps it; it only says that it does nothing.
    button("back").setAttribute("aria-disabled", String(index === 0));
    button("next").setAttribute("aria-disabled", String(index === count() - 1));
    show(index);
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button("play").textContent = "Play";
  };
  const play = () => {
    if (timer) return stop();
    if (index === count() - 1) go(0);
    button("play").textContent = "Pause";
    timer = setInterval(() => (index < count() - 1 ? go(index + 1) : stop()), 900);
  };
  button("back").addEventListener("click", () => { stop(); go(index - 1); });
  button("next").addEventListener("click", () => { stop(); go(index + 1); });
  button("play").addEventListener("click", play);
  return { restart() { stop(); go(0); }, end() { stop(); go(count() - 1); } };
}
