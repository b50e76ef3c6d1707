"""A script in another form: series, short, comic, novel, audio, VR. One module a form."""
