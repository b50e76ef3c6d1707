"""Elements that are drawn, not simulated: particles, rain, snow, fog."""
