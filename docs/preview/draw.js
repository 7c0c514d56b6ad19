// Draws window.message: a Google Chat card, Slack blocks or an adaptive card of Teams.
"use strict";

const page = document.querySelector("main");

function add(parent, tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** Text with the marks that the three know: *bold*, `code`, <url|label>, <!date^...|text>, and HTML's <br>, <b>, <a> and <font>. */
function marked(parent, tag, className, text) {
  const element = add(parent, tag, className);
  element.style.whiteSpace = "pre-line";
  const colour = text.match(/<font color="(#[0-9a-f]{6})">/);
  if (colour) element.style.color = colour[1];
  text
    .replace(/<br>/g, "\n")
    .replace(/<\/?font[^>]*>/g, "")
    .replace(/<b>(.*?)<\/b>/g, "*$1*")
    .replace(/<a [^>]*>(.*?)<\/a>/g, "<https:|$1>")
    .split(/(\*[^*\n]+\*|`[^`\n]+`|<[^|>]+\|[^>]+>)/)
    .forEach((part) => {
      const plain = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
      if (/^\*.+\*$/.test(part)) add(element, "b", "", plain.slice(1, -1));
      else if (/^`.+`$/.test(part)) add(element, "code", "", plain.slice(1, -1));
      else if (/^<!date/.test(part)) element.append(local(plain));
      else if (/^<.+\|.+>$/.test(part)) add(element, "a", "", plain.slice(plain.indexOf("|") + 1, -1));
      else element.append(plain);
    });
  return element;
}

/** What Slack shows of a time: here in the zone of a reader in Berlin. */
function local(date) {
  const time = new Date(1000 * Number(date.match(/\^(\d+)\^/)[1]));
  return time.toLocaleString("en-GB", { timeZone: "Europe/Berlin", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

function googleChat(message) {
  message.cardsV2.forEach(({ card }) => {
    const box = add(page, "div", "card");
    card.sections.forEach((section) => {
      const part = add(box, "section");
      if (section.header) marked(part, "h2", "", section.header);
      section.widgets.forEach((widget) => {
        if (widget.textParagraph) {
          marked(part, "p", "", widget.textParagraph.text);
        } else if (widget.buttonList) {
          widget.buttonList.buttons.forEach((button) => marked(part, "span", "button", button.text));
        }
      });
    });
  });
}

function slackBlock(box, block) {
  marked(box, block.type === "header" ? "h1" : "p", "", block.text.text);
}

function slack(message) {
  const box = add(page, "div", "card");
  message.blocks.forEach((block) => slackBlock(box, block));
  (message.attachments || []).forEach((attachment) => {
    const part = add(box, "div", "edge");
    part.style.borderColor = attachment.color;
    attachment.blocks.forEach((block) => slackBlock(part, block));
  });
}

function richText(box, { inlines, spacing }) {
  const text = add(box, "p");
  text.style.margin = spacing === "None" ? "0" : "12px 0 0";
  inlines.forEach((run) => {
    const shown = run.text.replace(/\{\{TIME\((.*?)\)\}\}/g, (all, time) =>
      new Date(time).toLocaleTimeString("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" }));
    add(text, run.weight === "Bolder" ? "b" : run.fontType ? "code" : "span", "", shown).style.fontSize = run.size ? "16px" : "";
  });
}

function teams(message) {
  message.attachments.forEach(({ content }) => {
    const box = add(page, "div", "card");
    content.body.forEach((block) => {
      if (block.type !== "Container") return richText(box, block);
      const part = add(box, "div", "container " + block.style);
      block.items.forEach((item) => richText(part, item));
    });
    const buttons = add(box, "section");
    (content.actions || []).forEach((action) => add(buttons, "span", "button", action.title));
  });
}

const message = window.message;
if (message.cardsV2) googleChat(message);
else if (message.blocks) slack(message);
else teams(message);
