"""The workbook line by line, without a screen."""
