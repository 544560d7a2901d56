"""The workbook of one partner on paper."""
