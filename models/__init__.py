"""The weights that come with the packages, made into something loadable and checked by hash."""
