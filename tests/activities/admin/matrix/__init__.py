"""The proof that there is no way round the roles, the workflow and the lock, in parts that can be read.

`world` makes one of everything, `cells` takes one step as one person and says result, `expectations` says what
should. The test, `tests/activities/admin/test_matrix.py`, puts them together and demands that nothing is left out.
"""
