"""The site as visitors meet it: the production server, asked over HTTP, beside others that answer the same."""
