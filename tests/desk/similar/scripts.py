"""Six little scripts: three themes (a lighthouse at sea, a kitchen, a heist) in two styles.

Terse: hardly a word of action, quick exchanges of questions and shouts, one interior at night.
Lyrical: long sentences of action, hardly a word spoken, by day and outside.
"""

# ruff: noqa: E501 - paragraphs of a script are one line
from __future__ import annotations

from pathlib import Path

TERSE = {
    "sea": """INT. LIGHTHOUSE - NIGHT

Waves. The lamp turns.

MORA
(whispering)
Is that a ship?

OLE
Where?

MORA
There! On the reef!

OLE
In this storm? Who sails in this storm?

MORA
(pointing)
The lamp, Ole! Is it lit?

OLE
It's lit! Ring the bell!

MORA
They don't see the light! They'll drift onto the rocks!

OLE
Then the boat! Where are the oars?
""",
    "kitchen": """INT. RESTAURANT KITCHEN - NIGHT

Steam. Pans clatter.

NINA
(shouting)
Where is the soup?

PAUL
Which soup?

NINA
Table nine! The onion soup!

PAUL
Who burnt the butter?

NINA
(tasting)
Is that salt? In the sauce?

PAUL
It's sugar! Taste it!

NINA
The oven, Paul! The bread!

PAUL
Who left the bread in the oven? Where's the chef?
""",
    "heist": """INT. BANK VAULT - NIGHT

A drill whines. Dust.

REX
(whispering)
How long?

DIVA
Two minutes?

REX
The guard! He's coming!

DIVA
Did you cut the alarm?

REX
(listening)
Which wire? The red one?

DIVA
The safe is open! Take the diamonds!

REX
All the money? Where's the bag?

DIVA
Run! Who called the police?
""",
}
LYRICAL = {
    "sea": """EXT. ISLAND, SHORE - DAY

The grey sea rolls slowly towards the old lighthouse, and every wave leaves a line of foam and weed upon the stones below its white tower.

A fishing boat with a torn brown sail drifts past the reef, while gulls circle above the nets that the keeper has hung along the harbour wall to dry.

EXT. ISLAND, PIER - DAY

The keeper walks down to the end of the pier with her lantern, though it is still light, and looks out over the water to where the storm took the ships last autumn.

KEEPER
The tide always brings something home.

She sets the lantern down among the ropes and oars, and far out on the horizon a small sail answers with a flash of sunlight before the fog closes over the sea again.
""",
    "kitchen": """EXT. FARMHOUSE, HERB GARDEN - DAY

The cook kneels among the rows of thyme and parsley, filling her apron with leaves for the soup that has been simmering on the stove since the early morning.

Onions and garlic hang in long braids beside the kitchen door, and the smell of fresh bread from the oven drifts slowly over the table where flour still lies like snow.

EXT. FARMHOUSE, YARD - DAY

She carries the heavy pot out to the long table under the trees, and tastes the sauce once more with her wooden spoon before she adds a pinch of salt and a little butter.

COOK
My mother made it with more pepper.

The guests break the bread and pass the bowls along, and for a while there is nothing to hear but spoons and the slow sound of people eating what was cooked for them.
""",
    "heist": """EXT. BANK, SQUARE - DAY

The thieves sit quietly at a table across the square, counting the steps of the guard who walks past the doors of the old bank exactly once in every four minutes.

Beneath the paving stones the tunnel has already reached the wall of the vault, and the drill waits there in the dust beside the empty bags for the money and the diamonds.

EXT. BANK, ALLEY - DAY

The driver wipes the dust from the number plate of the van with great patience, and looks at the wires of the alarm that somebody has cut and hung back as if nothing had been touched.

DRIVER
The safe will open at noon.

When the bells strike twelve the guard turns the corner once more, and behind his back the thieves cross the square towards the vault with the calm of people who come to rob a bank.
""",
}


def write_library(folder: Path) -> Path:
    """The six scripts as files; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for style, scripts in (("terse", TERSE), ("lyrical", LYRICAL)):
        for theme, text in scripts.items():
            (folder / f"{theme}-{style}.fountain").write_text(text, encoding="utf-8")
    return folder
