-- Drives a real Neovim through the features, on the folder it is started in, and writes what was seen as JSON.
local seen = {}
seen.late = {}
local function wait_for(holds)
  local came = vim.wait(30000, holds, 50)
  if not came then table.insert(seen.late, debug.getinfo(2, "l").currentline) end
  return came
end
local function find(words)
  vim.fn.cursor(1, 1)
  return vim.fn.search("\\V" .. words, "cW")
end
local function ask(method, params)
  for _, each in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do
    if each.result ~= nil then return each.result end
  end
end
local function document() return { textDocument = vim.lsp.util.make_text_document_params() } end
local function lenses()
  vim.lsp.codelens.refresh({ bufnr = 0 })
  vim.wait(200)
  return vim.lsp.codelens.get(0)
end
local function errors() return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) end
local function count(buffer, word)
  return select(2, table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n"):gsub(word, ""))
end

local function drive()
  vim.cmd("edit policies/rules.policy")
  seen.filetype = vim.bo.filetype
  wait_for(function()
    local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
    return next(clients) ~= nil
  end)
  wait_for(function()
    local all = ask("textDocument/codeLens", document())
    return all ~= nil and #all > 4
  end)
  find("alder >= 18")
  vim.lsp.buf.hover()
  seen.hover = wait_for(function() return #vim.api.nvim_list_wins() > 1 end)
  vim.cmd("only!")
  find("alder >= 18")
  vim.lsp.buf.definition()
  seen.definition = wait_for(function() return vim.fn.getline("."):find("^fact alder") ~= nil end)
  vim.lsp.buf.references()
  wait_for(function() return #vim.fn.getqflist() > 0 end)
  seen.references = #vim.fn.getqflist()
  vim.cmd("cclose | only!")
  seen.symbols = #ask("textDocument/documentSymbol", document())
  seen.folds = #ask("textDocument/foldingRange", document())
  seen.tokens = #ask("textDocument/semanticTokens/full", document()).data
  if vim.lsp.inlay_hint then
    seen.hints = wait_for(function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0 end)
  end
  wait_for(function() return #lenses() > 4 end)
  find("rule gir_støtte")
  vim.fn.setqflist({})
  vim.lsp.codelens.run()
  wait_for(function() return #vim.fn.getqflist() > 0 end)
  seen.exceptions = #vim.fn.getqflist()
  vim.cmd("cclose | only!")

  local line = find("alder > 66")
  vim.fn.setline(line, "  when aldr > 66 years")
  wait_for(function() return #errors() > 0 end)
  seen.finding = errors()[1].message
  find("aldr > 66")
  vim.ui.select = function(items, _, chosen) chosen(items[1], 1) end
  vim.lsp.buf.code_action()
  wait_for(function() return vim.fn.getline(line) == "  when alder > 66 years" end)
  seen.fixed = wait_for(function() return #errors() == 0 end)
  vim.fn.setline(line, "     when   alder > 66 years")
  local layout = vim.lsp.buf.format or vim.lsp.buf.formatting_sync
  layout()
  seen.layout = find("  when alder > 66") > 0
  find("alder of")
  vim.lsp.buf.rename("years_old")
  wait_for(function() return count(0, "years_old") > 0 end)
  local cases = vim.fn.bufnr("policies/cases.policy")
  seen.renamed = { count(0, "years_old"), count(cases, "years_old") }

  vim.cmd("edit!")
  vim.cmd("edit! policies/cases.policy")
  vim.cmd("bufdo edit!")
  vim.cmd("buffer " .. cases)
  wait_for(function() return #lenses() > 2 end)
  find('sak "en som bor')
  vim.wait(1000)
  vim.lsp.codelens.run()
  wait_for(function() return #errors() > 0 end)
  seen.case = (errors()[1] or {}).message
end

local went, why = xpcall(drive, debug.traceback)
seen.failed = not went and why or nil
local file = assert(io.open("seen.json", "w"))
file:write(vim.fn.json_encode(seen))
file:close()
vim.cmd("qall!")
