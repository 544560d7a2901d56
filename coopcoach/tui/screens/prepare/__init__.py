"""The workbook of a partner."""
