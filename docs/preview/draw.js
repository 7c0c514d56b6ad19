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

/** Text with the few marks that all three know: *bold*, `code`, <url|label>, and HTML's <br>, <b> and <font>. */
function marked(parent, tag, className, text) {
  const element = add(parent, tag, className);
  const html = text
    .replace(/<br>/g, "\n")
    .replace(/<\/?(b|i|font)[^>]*>/g, "")
    .replace(/<(https?:[^|>]+)\|([^>]+)>/g, "$2")
    .replace(/\[([^\]]+)\]\(https?:[^)]+\)/g, "$1")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  html.split(/(\*\*?[^*\n]+\*\*?)/).forEach((part) => {
    const bold = part.match(/^\*\*?([^*\n]+)\*\*?$/);
    if (bold) add(element, "b", "", bold[1]);
    else element.append(part);
  });
  element.style.whiteSpace = "pre-line";
  return element;
}

function googleChat(message) {
  message.cardsV2.forEach(({ card }) => {
    const box = add(page, "div", "card");
    marked(box, "h1", "", card.header.title);
    marked(box, "p", "subtle", card.header.subtitle);
    card.sections.forEach((section) => {
      const part = add(box, "section");
      marked(part, "h2", "", section.header);
      section.widgets.forEach((widget) => {
        if (widget.decoratedText) {
          marked(part, "div", "label", widget.decoratedText.topLabel);
          marked(part, "p", "", widget.decoratedText.text);
        } else if (widget.textParagraph) {
          marked(part, "p", "", widget.textParagraph.text);
        } else if (widget.buttonList) {
          widget.buttonList.buttons.forEach((button) => marked(part, "span", "button", button.text));
        }
      });
    });
  });
}

function slackBlock(box, block) {
  switch (block.type) {
    case "header":
      marked(box, "h1", "", block.text.text);
      break;
    case "divider":
      add(box, "hr");
      break;
    case "context":
      block.elements.forEach((element) => marked(box, "p", "subtle", element.text));
      break;
    case "actions":
      block.elements.forEach((button) => marked(box, "span", "button", button.text.text));
      break;
    default:
      if (block.text) marked(box, "p", "", block.text.text);
      if (block.fields) {
        const fields = add(box, "div", "fields");
        block.fields.forEach((field) => marked(fields, "p", "", field.text));
      }
  }
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
    add(text, run.weight === "Bolder" ? "b" : "span", "", run.text).style.fontSize = run.size ? "16px" : "";
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
