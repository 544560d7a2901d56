"""What stands around the questions of a text workbook that came back."""
