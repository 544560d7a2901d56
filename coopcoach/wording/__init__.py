"""Values in words, for screens, documents, mails and files: labels, units, days, effort and time."""
