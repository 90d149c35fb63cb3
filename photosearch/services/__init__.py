"""The processes behind the window, without Qt: each reads requests and writes replies, a JSON message a line.

Decoding, the network, FAISS and SQLite live here, so that nothing of them can make the window stutter or take
it down, and so that the window is up before any of them is loaded.
"""
