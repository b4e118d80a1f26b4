"""Data files that come with the project, their source and licence beside them, and the functions that load them."""
