"""From a logline to a scene: premise, cast, beats, lines, checks, Fountain."""
