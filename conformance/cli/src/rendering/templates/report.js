
"use strict";
// Everything that this adds is built from elements and text nodes; nothing is parsed as HTML.

/** An element with these attributes and this text. */
function made(name, attributes = {}, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

// The colour scheme: the system's, until the user presses the button.
const scheme = document.getElementById("scheme");
scheme.hidden = false;
scheme.addEventListener("click", () => {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const now = document.documentElement.dataset.scheme || system;
  document.documentElement.dataset.scheme = now === "dark" ? "light" : "dark";
});

// Following a link to a story opens it.
function openTarget() {
  const story = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (story && story.matches("details")) {
    story.open = true;
    story.scrollIntoView();
    story.querySelector("summary").focus();
  }
}
addEventListener("hashchange", openTarget);

// The filter: every word must occur in the subject, the calendar or the outcome.
const filter = document.getElementById("filter");
const rows = [...document.querySelectorAll(".matrix tbody tr")];
const heads = [...document.querySelectorAll(".matrix thead th")].slice(1);
const stories = [...document.querySelectorAll(".story")];
filter.form.hidden = false;
filter.form.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter((word) => word);
  const shown = new Set();
  for (const story of stories) {
    const key = story.dataset.key.toLowerCase();
    story.hidden = !words.every((word) => key.includes(word));
    if (!story.hidden) shown.add(`#${story.id}`);
  }
  const columns = new Set();
  for (const row of rows) {
    const cells = [...row.cells].slice(1);
    const kept = cells.map((cell) => {
      const link = cell.querySelector("a");
      if (link) link.hidden = !shown.has(link.getAttribute("href"));
      return link !== null && !link.hidden;
    });
    row.hidden = words.length > 0 && !kept.includes(true);
    kept.forEach((is, place) => is && columns.add(place));
  }
  heads.forEach((head, place) => {
    const isOut = words.length > 0 && !columns.has(place);
    head.hidden = isOut;
    for (const row of rows) row.cells[place + 1].hidden = isOut;
  });
  const count = `${shown.size} of ${stories.length} shown`;
  document.getElementById("shown").textContent = words.length ? count : "";
});

/** The Rata Die of the first day of a month; months beyond 12 belong to later years. */
function firstOf(year, month) {
  const years = year + Math.floor((month - 1) / 12);
  const turned = ((month - 1) % 12 + 12) % 12;
  // Years that begin in March have their leap day last.
  const march = years - (turned < 2 ? 1 : 0);
  const place = (turned + 10) % 12;
  const days = Math.floor((153 * place + 2) / 5);
  return 365 * march + Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / 400) + days - 305;
}

/** The Gregorian year of a day: an estimate, then corrected. */
function yearOf(day) {
  let year = Math.floor(day / 365.2425) + 1;
  while (firstOf(year, 1) > day) year -= 1;
  while (firstOf(year + 1, 1) <= day) year += 1;
  return year;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const grouped = (number) => number.toLocaleString("en-US");

/** A map of the days on which a subject is wrong: millennia, then the months of a century. */
class Heat {
  constructor(box) {
    const pairs = (text) => text.split(" ").map((pair) => pair.split(":").map(Number));
    this.box = box;
    this.days = pairs(box.dataset.days);
    [[this.first, this.last]] = pairs(box.dataset.shown);
    // Beyond this, day numbers are not exact, and the loops would not end.
    const far = 4e6;
    this.first = Math.max(this.first, -far);
    this.last = Math.min(this.last, far);
    this.back = made("button", { type: "button" }, "All centuries");
    this.title = made("span");
    const bar = made("div", { class: "bar" });
    bar.append(this.title, this.back);
    this.grid = made("div", { class: "grid" });
    this.status = made("p", { role: "status" });
    box.append(bar, this.grid, this.status);
    this.back.addEventListener("click", () => this.leave());
    this.grid.addEventListener("keydown", (event) => this.key(event));
    this.grid.addEventListener("click", (event) => this.enter(event.target.closest("td")));
    this.grid.addEventListener("focusin", (event) => this.say(event.target.closest("td")));
    box.hidden = false;
    this.centuries();
  }

  /** How many of these days are wrong. */
  count(first, last) {
    let count = 0;
    for (const [from, to] of this.days) {
      if (to >= first && from <= last) count += Math.min(to, last) - Math.max(from, first) + 1;
    }
    return count;
  }

  centuries() {
    this.century = undefined;
    const [from, to] = [this.first, this.last].map((day) => Math.floor(yearOf(day) / 1000));
    const rows = [];
    for (let millennium = from; millennium <= to; millennium += 1) {
      const cells = [...Array(10).keys()].map((place) => {
        const year = millennium * 1000 + place * 100;
        return { year, first: firstOf(year, 1), last: firstOf(year + 100, 1) - 1, name: `${year} to ${year + 99}` };
      });
      rows.push([String(millennium * 1000), cells]);
    }
    this.draw([...Array(10).keys()].map((place) => `+${place}00`), rows);
    this.title.textContent = "Centuries, in Gregorian years. Arrow keys move, Enter shows the months.";
    this.back.hidden = true;
  }

  months(century) {
    this.century = century;
    const rows = [];
    for (let year = century; year < century + 100; year += 1) {
      const cells = MONTHS.map((name, place) => ({
        first: firstOf(year, place + 1), last: firstOf(year, place + 2) - 1, name: `${name} ${year}`,
      }));
      if (cells[11].last >= this.first && cells[0].first <= this.last) rows.push([String(year), cells]);
    }
    this.draw(MONTHS, rows);
    this.title.textContent = `Months of ${century} to ${century + 99}, Gregorian. Escape leads back.`;
    this.back.hidden = false;
  }

  draw(heads, rows) {
    const table = made("table", { role: "grid", "aria-label": this.box.getAttribute("aria-label") });
    const head = table.createTHead().insertRow();
    head.append(made("td", { "data-none": "" }), ...heads.map((text) => made("th", { scope: "col" }, text)));
    const body = table.createTBody();
    this.cells = rows.map(([name, cells]) => {
      const row = body.insertRow();
      row.append(made("th", { scope: "row" }, name));
      return cells.map((cell) => this.cell(row, cell));
    });
    this.grid.replaceChildren(table);
    const wrong = this.grid.querySelector("td[data-wrong]") || this.grid.querySelector("tbody td");
    if (wrong) wrong.tabIndex = 0;
    this.status.textContent = "";
  }

  cell(row, { year, first, last, name }) {
    const wrong = this.count(first, last);
    const all = last - first + 1;
    const about = this.box.dataset.coarse === "true" ? "about " : "";
    const words = `${name}: wrong on ${about}${grouped(wrong)} of ${grouped(all)} days`;
    const cell = made("td", { tabindex: "-1", role: "gridcell", "aria-label": words, title: words });
    cell.dataset.name = words;
    if (year !== undefined) cell.dataset.year = year;
    if (wrong > 0) {
      cell.dataset.wrong = wrong;
      // So that a single day in a century is still visible.
      const strength = 0.25 + 0.75 * Math.log(1 + wrong) / Math.log(1 + all);
      cell.style.backgroundColor = `rgba(var(--heat), ${strength.toFixed(2)})`;
    } else if (last < this.first || first > this.last) {
      cell.dataset.none = "";
    }
    row.append(cell);
    return cell;
  }

  say(cell) {
    if (cell && cell.dataset.name) this.status.textContent = cell.dataset.name;
  }

  enter(cell) {
    if (!cell || cell.dataset.year === undefined || cell.dataset.none !== undefined) return;
    this.months(Number(cell.dataset.year));
    this.focus(this.grid.querySelector("td[tabindex='0']"));
  }

  leave() {
    const century = this.century;
    this.centuries();
    this.focus(this.grid.querySelector(`td[data-year='${century}']`));
  }

  focus(cell) {
    if (!cell) return;
    for (const other of this.grid.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
  }

  key(event) {
    const row = this.cells.findIndex((cells) => cells.includes(event.target));
    if (row < 0) return;
    const column = this.cells[row].indexOf(event.target);
    const to = (row, column) => this.focus((this.cells[row] || [])[column]);
    const keys = {
      ArrowUp: () => to(row - 1, column), ArrowDown: () => to(row + 1, column),
      ArrowLeft: () => to(row, column - 1), ArrowRight: () => to(row, column + 1),
      Home: () => to(row, 0), End: () => to(row, this.cells[row].length - 1),
      PageUp: () => to(Math.max(row - 10, 0), column),
      PageDown: () => to(Math.min(row + 10, this.cells.length - 1), column),
      Enter: () => this.enter(event.target), " ": () => this.enter(event.target),
      Escape: () => this.century !== undefined && this.leave(),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  }
}

// A map is drawn when its story is opened for the first time.
for (const story of stories) {
  const box = story.querySelector(".heat");
  if (box) story.addEventListener("toggle", () => box.childElementCount || new Heat(box));
}
openTarget();
