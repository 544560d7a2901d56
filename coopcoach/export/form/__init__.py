"""The fillable workbook of one partner."""
