// Starts `hjemmel lsp` and lets Visual Studio Code speak with it. Everything that is told of a file comes from there.
"use strict";

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
  const program = settings.get("command");
  const store = settings.get("store");
  const args = ["lsp", ...settings.get("paths"), ...(store ? ["--store", store] : [])];
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const options = folder?.scheme === "file" ? { cwd: folder.fsPath } : {};
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
    window.showErrorMessage(
      `Hjemmel could not start \`${program} lsp\`: ${error.message}. ` +
        'Install it with pip install "hjemmel[editor]", or set hjemmel.command to where it is.',
    );
  }
}

// The server answers these with places; they are shown in the list that references are shown in.
async function shownAsList(command, args, next) {
  const answer = await next(command, args);
  if (SHOWN_AS_LIST.includes(command) && Array.isArray(answer)) {
    const places = answer.map((place) => client.protocol2CodeConverter.asLocation(place));
    const at = window.activeTextEditor?.selection.active ?? new Position(0, 0);
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
