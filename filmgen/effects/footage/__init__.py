"""A person's own footage: as plates, and as data to train on."""
