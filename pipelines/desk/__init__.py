"""The desk: one module a service, each a Python call that the command line wraps."""
