"""Parsers for the parts of a returned text workbook outside its questions."""
