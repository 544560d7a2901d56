"""Remarks of a person about who may see an answer."""
