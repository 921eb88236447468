"""A stand-in for the parts of Azure that akv speaks to, on loopback, for tests alone."""
