// How often pdf.js's own find controller finds each word: node pdfjs.mjs FOLDER FILE, a JSON array of words on standard
// input, an object of counts on standard output. FOLDER holds node_modules with pdfjs-dist.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(createRequire(`${folder}/`).resolve(name)));
const element = () => ({ style: {}, classList: { add() {}, remove() {} }, append() {}, addEventListener() {} });
globalThis.window = { requestAnimationFrame: (call) => setTimeout(call, 0), addEventListener() {} };
globalThis.document = { createElement: element, documentElement: element(), addEventListener() {} };

globalThis.pdfjsLib = await load("pdfjs-dist/legacy/build/pdf.mjs");
const { EventBus, PDFFindController } = await load("pdfjs-dist/legacy/web/pdf_viewer.mjs");
const data = new Uint8Array(fs.readFileSync(file));
const pdf = await globalThis.pdfjsLib.getDocument({ data, verbosity: 0 }).promise;
const eventBus = new EventBus();
const controller = new PDFFindController({ eventBus, linkService: { page: 1, pagesCount: pdf.numPages } });
controller.setDocument(pdf);

async function hits(query) {
  eventBus.dispatch("find", { source: null, type: "again", query, highlightAll: true });
  do await new Promise((resolve) => setImmediate(resolve));
  while (controller.pageMatches.filter(Boolean).length < pdf.numPages);
  return controller.pageMatches.reduce((sum, page) => sum + page.length, 0);
}

const found = {};
for (const word of JSON.parse(fs.readFileSync(0, "utf8"))) found[word] = await hits(word);
console.log(JSON.stringify(found));
process.exit(0);
