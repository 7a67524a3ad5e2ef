// Writes what is embedded: the Workbench's scripts and style sheets and KaTeX's, each also compressed with Brotli and gzip, and
// KaTeX's fonts, which are compressed already.
//   node prepare.mjs KATEX_FOLDER OUTPUT_FOLDER FILE...
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [katex, output, ...sources] = process.argv.slice(2);

// As AssetFiles names the content.
const version = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

function write(name, text) {
  const content = Buffer.from(text);
  writeFileSync(join(output, name), content);
  const size = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(join(output, `${name}.br`), brotliCompressSync(content, { params: size }));
  writeFileSync(join(output, `${name}.gz`), gzipSync(content, { level: 9 }));
}

for (const source of sources) write(basename(source).toLowerCase(), readFileSync(source));

const fonts = new Map();
for (const name of readdirSync(join(katex, "dist/fonts")).filter((n) => n.endsWith(".woff2"))) {
  const content = readFileSync(join(katex, "dist/fonts", name));
  fonts.set(name.slice(0, -".woff2".length), `${name}?v=${version(content)}`);
  writeFileSync(join(output, name), content);
}

const license = `/*! ${readFileSync(join(katex, "LICENSE"), "utf8").replaceAll("*/", "* /")} */\n`;
// One format is enough: every browser that the pages support reads WOFF2. The addresses name the fonts' content.
const sheet = readFileSync(join(katex, "dist/katex.min.css"), "utf8").replace(/src:url\(fonts\/([^)]+)\.woff2\)[^;}]*/g, (_, font) => {
  if (!fonts.has(font)) throw new Error(`KaTeX's style sheet names the font ${font}, which its package lacks.`);
  return `src:url(${fonts.get(font)}) format("woff2")`;
});
if (sheet.includes("url(fonts/")) throw new Error("KaTeX's style sheet names its fonts in another way than expected.");
write("katex.css", license + sheet);
write("katex.js", license + readFileSync(join(katex, "dist/katex.min.js"), "utf8"));
