"""Figures of two partners' answers: charts with the words around them."""
