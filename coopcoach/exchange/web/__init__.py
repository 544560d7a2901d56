"""The workbook as one web page: everything inside, nothing fetched, the answers file given back."""
