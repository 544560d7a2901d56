"""The workbook as one self-contained web page that returns an answers file."""
