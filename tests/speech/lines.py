"""Lines of our own, and how long they take: mean of four voices, seconds with lead and tail.

Measured with af_heart, bf_emma, am_michael and bm_george at speed 1.
"""

from __future__ import annotations

SPOKEN_S: dict[str, float] = {
    "No.": 0.71,
    "Are you coming?": 1.04,
    "I told you to wait in the car.": 1.87,
    "Nobody leaves this house until the rain stops.": 2.81,
    "There is smoke coming out of the kitchen window!": 2.44,
    "Mister Hale, the doctor will see you now.": 2.38,
    "We have six minutes, maybe seven, before they notice.": 3.15,
    "She sold the boat, didn't she? Without asking me.": 2.95,
    "Put the lantern down. Slowly.": 1.98,
    "When I was a boy, my father walked me to this bridge every Sunday morning.": 4.15,
    "You said Thursday. Today is Wednesday.": 2.40,
    "I don't care what it costs. Find her.": 2.24,
    "Do you remember the summer we painted the fence?": 2.58,
    "It was never about the money, and you know it.": 2.46,
    "Listen to me, both of you: stay low, stay quiet, and follow the wall.": 4.18,
    "Well... I suppose that settles it.": 2.05,
    "Good morning, Captain. The harbor is closed.": 2.72,
    "The last train left twenty minutes ago.": 2.23,
    "Somebody has been sleeping in the greenhouse again.": 2.81,
    "If the fire reaches the barn, we lose everything.": 3.06,
    "Why would anyone hide a key inside a piano?": 2.59,
    "Thank you. That means more than you can imagine.": 2.57,
}
