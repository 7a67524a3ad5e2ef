// Makes reference.json: a small byte-level BPE, three published ways of cutting text into words, and what Hugging Face's own
// implementation (its Rust code, from npm) gives for 20 texts. Run: npm install @anush008/tokenizers && node make.mjs
// With the path of a tokenizer.json it prints that file's ids for the texts instead.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Tokenizer } = createRequire(`${process.cwd()}/`)("@anush008/tokenizers");

const texts = [
    "What is the sum of the first 100 positive integers?",
    "12 + 345 = 357, so 1,234.5678 > 1e-9",
    "\\frac{a^2 + b^2}{2ab} \\le \\sqrt{x_{n+1}}",
    "$$\\int_{0}^{\\infty} e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}$$",
    "\\begin{align*}\n  x &= 5 \\\\\n  y &= -3\n\\end{align*}\n",
    "Let 𝑥 ∈ ℝ, 𝒚 ≠ 0 and ∀ε>0 ∃δ: |𝑥−𝒚|<δ ⇒ ½·⅔ ≤ x² + x₁ ≈ π",
    "Ångström, naïve café, e\u0301le\u0300ve, A\u030Angstro\u0308m, \u1112\u1161\u11AB",
    "数学は楽しい。 求解方程组 x+y=12。 수학 문제",
    "Решите уравнение: x² − 5x + 6 = 0; حل المعادلة ٣+٤",
    "🙂👍🏽 👩‍👩‍👧‍👦 🇨🇭 ✅ done!",
    "def f(n):\n    return 1 if n < 2 else n * f(n - 1)  # recursion\n",
    "for (int i = 0; i < 10; ++i) { sum += a[i]; }\r\n\t\treturn sum;\r\n",
    "<div class=\"x\">&lt;tag&gt;</div> <|endoftext|> <think>",
    "I'm sure they'll say it's DON'T, we've, you'd, HE'S",
    "   leading,  double   triple    spaces and trailing   ",
    "\n\n\nblank\n\n lines \n \n\t\n",
    "a\u00A0b\u2003c\u200Bd\u2028e\uFEFFf",
    "step 1: 7*8=56\nstep 2: 56/4=14\n\n# Answer\n14",
    "x\u0000y\u0007z \uFFFD \u{10FFFF} \u{1D7D9}\u{1D7DA}",
    "",
];

const text = (regex) => ({ type: "Split", pattern: { Regex: regex }, behavior: "Isolated", invert: false });
const bytes = (use_regex) => ({ type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex });
const sequence = (...pretokenizers) => ({ type: "Sequence", pretokenizers });
const words = (digits) =>
    `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;

const variants = [
    { name: "like GPT-2", normalizer: null, pre_tokenizer: bytes(true) },
    { name: "like Qwen", normalizer: { type: "NFC" }, pre_tokenizer: sequence(text(words("\\p{N}")), bytes(false)) },
    { name: "like Llama 3", normalizer: null, pre_tokenizer: sequence(text(words("\\p{N}{1,3}")), bytes(false)) },
];

// GPT-2's letters for bytes.
const letters = [];
for (let b = 0, other = 256; b < 256; b++)
    letters.push(String.fromCharCode((b > 32 && b < 127) || (b > 160 && b < 173) || b > 173 ? b : other++));

function train(corpus, count) {
    const pieces = corpus
        .match(/ ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+/gu)
        .map((word) => [...Buffer.from(word)].map((b) => letters[b]));
    const merges = [];
    while (merges.length < count) {
        const pairs = new Map();
        for (const word of pieces)
            for (let i = 0; i + 1 < word.length; i++) {
                const pair = `${word[i]} ${word[i + 1]}`;
                pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
            }
        const best = [...pairs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];
        const [left, right] = best.split(" ");
        merges.push(best);
        for (const word of pieces)
            for (let i = 0; i + 1 < word.length; i++)
                if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
    }
    return merges;
}

async function ask(tokenizer, extra) {
    const cases = [];
    for (const text of texts) {
        const ids = (await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds();
        cases.push({ text, ids, decoded: await tokenizer.decode([...extra, ...ids], true) });
    }
    return cases;
}

if (process.argv[2]) {
    console.log(JSON.stringify(await ask(Tokenizer.fromFile(process.argv[2]), [])));
} else {
    const merges = train(texts.join("\n"), 300);
    const vocab = Object.fromEntries([...letters, ...merges.map((m) => m.replace(" ", ""))].map((t, id) => [t, id]));
    const size = Object.keys(vocab).length;
    const token = (id, content, special) => ({
        id, content, special, single_word: false, lstrip: false, rstrip: false, normalized: false,
    });
    const added_tokens = [token(size, "<|begin|>", true), token(size + 1, "<think>", false)];
    for (const variant of variants) {
        const file = {
            version: "1.0", truncation: null, padding: null, added_tokens, normalizer: variant.normalizer,
            pre_tokenizer: variant.pre_tokenizer, post_processor: null, decoder: bytes(true),
            model: { type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null,
                end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, vocab, merges },
        };
        variant.cases = await ask(Tokenizer.fromString(JSON.stringify(file)), [size]);
    }
    const lines = variants.map(({ cases, ...variant }) =>
        `${JSON.stringify(variant).slice(0, -1)},"cases":[\n${cases.map((c) => JSON.stringify(c)).join(",\n")}\n]}`);
    writeFileSync(new URL("reference.json", import.meta.url),
        `{"added_tokens":${JSON.stringify(added_tokens)},\n"vocab":${JSON.stringify(vocab)},\n` +
        `"merges":${JSON.stringify(merges)},\n"variants":[\n${lines.join(",\n")}\n]}\n`);
}
