"""Books: one model of what is to be read, and a renderer for each form that people take away."""
