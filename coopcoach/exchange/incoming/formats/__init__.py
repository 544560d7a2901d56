"""Read the formats of other programs: mail stores, office documents, web archives."""
