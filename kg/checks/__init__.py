"""What may be wrong in a library, by the damage it does."""
