"""Records of a sweep over a design, as arrays: an outcome at each point and replicate."""
