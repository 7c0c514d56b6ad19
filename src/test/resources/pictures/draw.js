// Draws a message: what is posted to a chat, or the text that other far ends show. Returns nothing; errors are the test's.
"use strict";

function add(parent, tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.append(text);
  parent.append(element);
  return element;
}

const unescape = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");

let timeZone;

/** A time where the reader is. */
const local = (time, date) => new Date(time).toLocaleString("en-GB", {
  timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit", ...(date && { day: "numeric", month: "short" }) });

/** Cuts the text at what the pattern finds; each kind of mark is drawn by the function of its name. */
function marked(parent, tag, text, pattern, draw) {
  const element = add(parent, tag);
  let end = 0;
  for (const found of text.matchAll(pattern)) {
    element.append(draw.text(text.slice(end, found.index)));
    const [name, value] = Object.entries(found.groups).find(([, some]) => some !== undefined);
    draw[name](element, value);
    end = found.index + found[0].length;
  }
  element.append(draw.text(text.slice(end)));
  return element;
}

const SLACK = /\*(?<bold>[^*\n]+)\*|`(?<code>[^`\n]+)`|<!date\^(?<date>\d+)\^[^>]*>|<(?<call>[@!][^>|]+)>|<(?<link>[^>]+\|[^>]+)>/g;
const slackMarks = {
  text: unescape,
  bold: (parent, text) => add(parent, "b", "", unescape(text)),
  code: (parent, text) => add(parent, "code", "", unescape(text)),
  date: (parent, seconds) => parent.append(local(1000 * seconds, true)),
  call: (parent, id) => add(parent, "span", "call", id.startsWith("!") ? "@on-call-payments" : "@anna"),
  link: (parent, text) => add(parent, "a", "", unescape(text.slice(text.indexOf("|") + 1))),
};

const MARKDOWN = /\*\*(?<bold>[^*\n]+)\*\*|`(?<code>[^`\n]+)`|<t:(?<date>\d+):T>|(?<call><@&?\d+>|(?<![^\s])@[a-z0-9._-]+)|(?<link>\[[^\]\n]*\]\([^)\s]+\))/g;
const plain = (text) => text.replace(/\\_/g, "_");
const markdownMarks = {
  text: plain,
  bold: (parent, text) => add(parent, "b", "", plain(text)),
  code: (parent, text) => add(parent, "code", "", text),
  date: (parent, seconds) => parent.append(local(1000 * seconds)),
  call: (parent, name) => add(parent, "span", "call", name.startsWith("<@&") ? "@on-call" : name.startsWith("<@") ? "@anna" : name),
  link: (parent, text) => add(parent, "a", "", plain(text.slice(1, text.lastIndexOf("](")))),
};

function html(parent, tag, text) {
  add(parent, tag).innerHTML = text;
}

function runs(parent, tag, block) {
  const element = add(parent, tag);
  if (block.text) add(element, "span", "call", block.text.replace(/<\/?at>/g, (mark) => (mark.includes("/") ? "" : "@")));
  if (block.spacing !== "None") element.style.marginTop = "10px";
  element.style.marginBottom = "2px";
  for (const run of block.inlines || []) {
    const text = run.text.replace(/\{\{TIME\(([^)]*)\)\}\}/g, (all, time) => local(time));
    add(element, run.weight === "Bolder" ? "b" : run.fontType ? "code" : run.selectAction ? "a" : "span", "", text);
  }
}

const CHANNELS = {
  slack(box, message) {
    const block = (parent, { type, text }) => marked(parent, type === "header" ? "h1" : "p", text.text, type === "header" ? /(?!)/g : SLACK, slackMarks);
    message.blocks.forEach((some) => block(box, some));
    message.attachments.forEach(({ color, blocks }) => {
      const edge = add(box, "div", "edge");
      edge.style.borderColor = color;
      blocks.forEach((some) => block(edge, some));
    });
  },
  "google-chat"(box, message) {
    if (message.text) add(add(box, "p"), "span", "call", "@Anna Smith");
    message.cardsV2.forEach(({ card }) => {
      const shown = add(box, "div", "card");
      card.sections.forEach(({ header, widgets }) => {
        const section = add(shown, "section");
        if (header) html(section, "h2", header);
        widgets.forEach(({ textParagraph, buttonList }) => {
          if (textParagraph) html(section, "p", textParagraph.text);
          if (buttonList) buttonList.buttons.forEach((button) => add(section, "span", "button", unescape(button.text)));
        });
      });
    });
  },
  teams(box, message) {
    message.attachments.forEach(({ content }) => {
      const card = add(box, "div", "card");
      content.body.forEach((block) => {
        if (block.type !== "Container") return runs(card, "p", block);
        const container = add(card, "div", "container " + block.style);
        block.items.forEach((item) => runs(container, "h1", { ...item, spacing: "None" }));
      });
      const buttons = add(card, "section");
      (content.actions || []).forEach((action) => add(buttons, "span", "button", action.title));
    });
  },
  discord(box, message) {
    marked(box, "p", message.content, MARKDOWN, markdownMarks);
    message.embeds.forEach(({ color, description }) => {
      const edge = add(box, "div", "edge");
      edge.style.borderColor = "#" + color.toString(16).padStart(6, "0");
      marked(edge, "p", description, MARKDOWN, markdownMarks);
    });
  },
  mattermost(box, message) {
    marked(box, "p", message.text, MARKDOWN, markdownMarks);
    message.attachments.forEach(({ color, text }) => {
      const edge = add(box, "div", "edge");
      edge.style.borderColor = color;
      marked(edge, "p", text, MARKDOWN, markdownMarks);
    });
  },
  telegram(box, message) {
    html(add(box, "div", "bubble"), "p", message.text);
  },
  sms(box, text) {
    add(box, "div", "bubble", text);
  },
  markdown(box, { title, description }) {
    add(box, "h1", "", plain(title));
    marked(box, "p", description, MARKDOWN, markdownMarks);
  },
  pagerduty(box, text) {
    const { summary, custom_details } = JSON.parse(text).payload;
    add(box, "h1", "", summary);
    Object.entries(custom_details).forEach(([heading, lines]) => {
      add(box, "h2", "", heading);
      add(box, "p", "", [lines].flat().join("\n"));
    });
  },
  text(box, text) {
    const [title, ...lines] = text.split("\n---\n");
    add(box, "h1", "", title);
    add(box, "p", "", lines.join("\n"));
  },
};

function draw(channel, message, time, zone) {
  timeZone = zone;
  const page = document.querySelector("main");
  page.className = typeof message === "string" && channel !== "sms" || message.description ? "text" : channel;
  add(page, "div", "avatar");
  const box = add(page, "div");
  const who = add(box, "div", "who", "Spot alerts");
  add(who, "i", "", "APP");
  add(who, "span", "", time);
  (CHANNELS[channel] || (message.description ? CHANNELS.markdown : CHANNELS.text))(box, message);
}

/** Where the last of these texts ends that follow each other in the page, in pixels; null when the first is not there. */
function bottom(texts) {
  const nodes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
    /^(SCRIPT|STYLE)$/.test(node.parentElement.tagName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let all = "";
  while (walker.nextNode()) {
    nodes.push([all.length, walker.currentNode]);
    all += walker.currentNode.data;
  }
  let from = 0;
  let last = null;
  for (const text of texts) {
    const at = all.indexOf(text, from);
    if (at < 0) break;
    from = last = at + text.length;
  }
  if (last === null) return null;
  const [start, node] = nodes.filter(([offset]) => offset < last).pop();
  const range = document.createRange();
  range.setStart(node, last - start - 1);
  range.setEnd(node, last - start);
  return Math.ceil(range.getBoundingClientRect().bottom + scrollY);
}

/** A page that has this one in a frame makes the frame as high. */
new ResizeObserver(() => parent.postMessage(Math.ceil(document.body.getBoundingClientRect().bottom), "*")).observe(document.body);
