"""What can be done, by subject: a file declares the fields of `Mutation` about one of them."""
