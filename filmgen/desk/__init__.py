"""Work on a script that is there: one room a service of the desk."""
