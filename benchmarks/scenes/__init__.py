"""Saving and loading scene runs: Fireside beside other ways to build the same service."""
