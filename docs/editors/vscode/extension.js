// Starts `hjemmel lsp` and lets Visual Studio Code speak with it. Everything that is told of a file comes from there.
"use strict";

const path = require("path");
const { commands, window, workspace, Position, Uri } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SHOWN_AS_LIST = ["hjemmel.showExceptions", "hjemmel.showDependents"];

let client;

async function activate(context) {
  context.subscriptions.push(commands.registerCommand("hjemmel.restart", restart));
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("hjemmel") && restart()),
  );
  await start();
}

async function start() {
  const settings = workspace.getConfiguration("hjemmel");
  const store = settings.get("store");
  const args = ["lsp", ...settings.get("paths"), ...(store ? ["--store", store] : [])];
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const options = folder?.scheme === "file" ? { cwd: folder.fsPath } : {};
  const program = placed(settings.get("command"), options.cwd);
  client = new LanguageClient(
    "hjemmel",
    "Hjemmel",
    { command: program, args, options },
    {
      documentSelector: [
        { language: "hjemmel", scheme: "file" },
        { language: "hjemmel", scheme: "untitled" },
      ],
      middleware: { executeCommand: shownAsList },
    },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    tellOfFailure(program, error?.message ? ` (${error.message})` : "");
  }
}

async function tellOfFailure(program, why) {
  const answer = await window.showErrorMessage(
    `\`${program} lsp\` could not be started${why}. ` +
      'Install it with pip install "hjemmel[editor]", or say where it is in the setting hjemmel.command.',
    "Open the setting",
  );
  if (answer) {
    await commands.executeCommand("workbench.action.openSettings", "hjemmel.command");
  }
}

// A program given by a path below the folder that is open, such as .venv/bin/hjemmel, is looked for there.
function placed(program, folder) {
  return folder && /[\\/]/.test(program) ? path.resolve(folder, program) : program;
}

// The server answers these with places; they are shown in the list that references are shown in, at the lens.
async function shownAsList(command, args, next) {
  const answer = await next(command, args);
  if (SHOWN_AS_LIST.includes(command) && Array.isArray(answer)) {
    const places = answer.map((place) => client.protocol2CodeConverter.asLocation(place));
    const at = args[2] ? client.protocol2CodeConverter.asPosition(args[2]) : new Position(0, 0);
    await commands.executeCommand("editor.action.showReferences", Uri.parse(args[0]), at, places);
  }
  return answer;
}

async function restart() {
  await deactivate();
  await start();
}

async function deactivate() {
  const running = client;
  client = undefined;
  await running?.stop();
}

module.exports = { activate, deactivate };
