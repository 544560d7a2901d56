"""Windows, as far as it can be had elsewhere: without the parts of Python that it lacks, with its console faked."""
