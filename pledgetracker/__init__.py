"""Wiring only: settings, addresses, the outer layers, and helpers that know no app."""
