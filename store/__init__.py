"""Documents in, passages out: the store of answers that ministers gave to parliament."""
