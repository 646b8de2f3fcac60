"""Validation: the law against history, against simple forecasters, and against rival theories."""
