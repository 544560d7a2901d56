"""Read and write files: no other part of the program does."""
