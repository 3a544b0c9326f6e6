"""How letters are written, one file per thing a reader of them must know: headings, blocks, footnotes, furniture, the head, pointers.

`parse.py` and `refer.py` use these; nothing here knows files, Documents in a store, or search.
"""
