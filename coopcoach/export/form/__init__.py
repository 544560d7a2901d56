"""The workbook of one partner as a fillable PDF."""
