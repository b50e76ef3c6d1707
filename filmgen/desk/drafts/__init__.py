"""Two drafts of a script side by side: what was added, cut, moved and changed."""
