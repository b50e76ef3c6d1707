"""The bible: who everybody is, from the script's own words, and what a person decides of them."""
