// Colours the lines of standard input by the extension's grammar, with the engine Visual Studio Code uses.
// node textmate.js MODULES GRAMMAR < lines; prints one line of JSON per line: [[text, scope], …].
const [modules, grammarPath] = process.argv.slice(2);
const fs = require("fs");
const path = require("path");
const oniguruma = require(path.join(modules, "vscode-oniguruma"));
const { Registry, INITIAL } = require(path.join(modules, "vscode-textmate"));

async function main() {
  const wasm = fs.readFileSync(path.join(modules, "vscode-oniguruma", "release", "onig.wasm")).buffer;
  await oniguruma.loadWASM(wasm);
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => JSON.parse(fs.readFileSync(grammarPath, "utf8")),
  });
  const grammar = await registry.loadGrammar("source.hjemmel");
  let state = INITIAL;
  for (const line of fs.readFileSync(0, "utf8").split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    console.log(JSON.stringify(tokens.map((it) => [line.slice(it.startIndex, it.endIndex), it.scopes.at(-1)])));
  }
}

main();
