"""Records: a decision as data that can be kept, and the cases beside the law run as tests.

Comes after `evaluate`, and reads only what a decision shows.
Start reading at `json.to_json` and `examples.run_example`.
"""
