"""What a user decides against the extractors: small tables in the library that always win."""
