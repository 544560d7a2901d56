"""The workbook of one partner."""
