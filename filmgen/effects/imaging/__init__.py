"""From fields to pixels: light, colour, and detail that follows the flow."""
