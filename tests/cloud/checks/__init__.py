"""The stand-in's own tests: each starts a cloud and speaks to it through its proxy."""
