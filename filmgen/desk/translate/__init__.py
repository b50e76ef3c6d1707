"""A script in another language, form and line ids preserved."""
