"""The workbook of one partner on paper, blank or with answers."""
