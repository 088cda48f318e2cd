// Reads a flowchart as Mermaid itself does and prints what it understood: nodes, edges and their texts, as JSON.
// node mermaid_parse.mjs NODE_MODULES < chart.mermaid
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.argv[2]}/here.js`);
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("<body></body>").window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(`${process.argv[2]}/mermaid/dist/mermaid.core.mjs`));

let text = "";
for await (const part of process.stdin) text += part;
await mermaid.parse(text);
const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
const nodes = [...db.getVertices().values()].map((node) => ({ id: node.id, text: node.text, classes: node.classes }));
const edges = db.getEdges().map((edge) => ({ from: edge.start, to: edge.end, text: edge.text }));
console.log(JSON.stringify({ type, nodes, edges }));
