"""The editor server: rule files while they are being written, over the Language Server Protocol.

The only room that knows the protocol. What it tells is reckoned elsewhere, on texts as they are now: `authoring` knows
pieces, names, outlines and what may come next; `resolve` and `analysis` are run behind the author's back when the
typing pauses. Start reading at `server.make_server`.
"""
