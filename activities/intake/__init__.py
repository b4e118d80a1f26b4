"""From a spreadsheet to draft activities and back: read, judged row by row against what is there, then written at once.

`reading` makes a `Sheet` of the bytes of a CSV or XLSX; `columns` says what each column means, in both directions;
`judging` tells for each row what it would change; `writing` writes all of it in one transaction; `export` draws lists.
"""
