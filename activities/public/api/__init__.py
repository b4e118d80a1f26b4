"""The API, version 1: the public record as JSON, for reading. `urls` lists it, `document` describes it."""
