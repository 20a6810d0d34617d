"use strict";
// Drives a report as a person would, by keyboard and pointer, and reports what is wrong.
// scripts/browser puts it into a copy of the page.
addEventListener("load", async () => {
  const wrong = [];
  const check = (is, words) => is || wrong.push(words);
  const find = (selector) => document.querySelector(selector);
  const press = (key) =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const settle = () => new Promise((done) => setTimeout(done, 50));
  try {
    const root = document.documentElement;
    const started = performance.getEntriesByType("navigation")[0];
    check(started.domContentLoadedEventEnd < 1000, `it opens in ${started.domContentLoadedEventEnd} ms`);
    check(root.scrollWidth <= innerWidth, `it is ${root.scrollWidth} wide in a window of ${innerWidth}`);
    check(window.attacked === undefined, "the name of a subject was run as a script");
    check(document.querySelectorAll("script").length === 2, "there are scripts that are not ours");
    check(!find("img, iframe, object, embed, link, base"), "there is something that is loaded");

    const cell = find(".matrix td.failed a");
    cell.click();
    await settle();
    const story = document.getElementById(cell.getAttribute("href").slice(1));
    check(story.open, "a cell does not open its story");
    check(document.activeElement === story.querySelector("summary"), "the story is not in focus");
    check(story.querySelector("code").textContent.startsWith("calproof replay "), "no command repeats it");

    const heat = story.querySelector(".heat");
    const wrongCell = () => heat.querySelector("td[data-wrong]");
    for (let times = 0; times < 40 && !wrongCell(); times += 1) await settle();
    const first = heat.querySelector("td[tabindex='0']");
    check(first === wrongCell(), "the map does not begin where something is wrong");
    check(heat.querySelectorAll("td[tabindex='0']").length === 1, "the map is more than one stop");
    first.focus();
    const said = heat.querySelector("[role=status]");
    check(/wrong on .* of .* days/.test(said.textContent), `the map says ${said.textContent}`);
    press("ArrowRight");
    check(document.activeElement !== first, "arrow keys lead nowhere");
    press("ArrowLeft");
    check(document.activeElement === first, "arrow keys do not lead there and back");
    press("Enter");
    const century = Number(first.dataset.year);
    check(said.textContent.includes(" " + String(century).slice(0, -2)), "Enter does not show the months");
    check(heat.querySelectorAll("thead th").length === 12, "a year has twelve months");
    check(document.activeElement.dataset.wrong > 0, "the months do not begin where something is wrong");
    const sum = [...heat.querySelectorAll("td[data-wrong]")].reduce((sum, it) => sum + Number(it.dataset.wrong), 0);
    check(sum === Number(first.dataset.wrong), `the months have ${sum} days, the century ${first.dataset.wrong}`);
    press("PageDown");
    press("Escape");
    check(document.activeElement.dataset.year === first.dataset.year, "Escape does not lead back");

    const filter = find("#filter");
    const type = (text) => {
      filter.value = text;
      filter.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const shown = () => [...document.querySelectorAll(".story")].filter((it) => !it.hidden).length;
    const all = shown();
    type("CONFORMS");
    const some = shown();
    check(some > 0 && some < all, `the filter shows ${some} of ${all}`);
    check(find("#shown").textContent === `${some} of ${all} shown`, "the filter does not say how many");
    check(![...document.querySelectorAll(".matrix td.failed a")].some((it) => it.checkVisibility()),
      "the table still shows what the filter leaves out");
    type("nobody has this name");
    check(shown() === 0, "the filter finds what is not there");
    type("");
    check(shown() === all, "the filter does not bring back what it left out");

    const color = () => getComputedStyle(document.body).backgroundColor;
    const before = color();
    find("#scheme").click();
    const other = color();
    find("#scheme").click();
    check(before !== other && before === color(), `the schemes are ${before} and ${other}`);
    for (const control of document.querySelectorAll("button, input, [role=region], table[role=grid]")) {
      const label = control.labels && control.labels.length > 0 && control.labels[0].textContent;
      check(label || control.getAttribute("aria-label") || control.textContent, `${control.outerHTML} has no name`);
    }
  } catch (error) {
    wrong.push(`${error}`);
  }
  const result = document.createElement("output");
  result.id = "driven";
  result.textContent = wrong.length ? `wrong: ${wrong.join("; ")}` : `driven, ${innerWidth} wide`;
  document.body.append(result);
  // In a frame, whose document is not printed.
  parent.postMessage(result.textContent, "*");
});
