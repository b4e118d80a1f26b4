"""Speed, against what a Django site usually does, on generated data. `python -m benchmarks`, or `make bench`."""
