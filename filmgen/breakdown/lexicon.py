"""Word lists of the breakdown: people, bodies, props, vehicles, places, verbs.

Only words whose kind decides a shot are listed. Entries are singular and lower case;
`singular` brings a plural to its entry.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


FEMALE_NOUNS = word_set(
    "woman girl lady mother mom mum wife sister daughter grandmother grandma aunt niece queen "
    "princess waitress actress nurse widow bride hostess stewardess nun witch duchess "
    "policewoman businesswoman saleswoman housewife girlfriend madam maid ballerina barmaid "
    "schoolgirl женщина девушка девочка мать мама сестра бабушка жена дочь"
)
MALE_NOUNS = word_set(
    "man boy guy father dad husband brother son grandfather grandpa uncle nephew king prince "
    "waiter actor gentleman widower groom monk wizard duke policeman mailman fireman "
    "businessman salesman fisherman doorman gunman hitman boyfriend lad fellow bloke sir lord "
    "priest schoolboy milkman anchorman cameraman watchman mobster henchman mechanic milkman "
    "sailor мужчина мальчик парень отец папа брат дед дедушка муж сын"
)
ROLE_NOUNS = word_set(
    "guard cop officer detective sergeant captain lieutenant soldier driver pilot doctor "
    "surgeon bartender barista clerk cashier chef cook baker teacher professor student lawyer "
    "judge agent boss minion thug killer assassin sniper thief robber burglar hostage victim "
    "prisoner inmate warden neighbor neighbour stranger customer client passenger "
    "receptionist secretary assistant reporter newscaster journalist photographer artist "
    "painter musician singer dancer director producer writer reader farmer worker foreman "
    "janitor gardener butler servant chauffeur kid child baby toddler infant teen teenager "
    "orphan person figure intern landlord landlady vendor dealer banker broker senator "
    "president mayor minister ambassador hacker scientist technician engineer operator "
    "paramedic medic firefighter lifeguard ranger hunter rider cowboy bandit pirate knight "
    "warrior ghost zombie vampire monster alien robot android clown host hostess guest "
    "mourner preacher bishop pope hermit beggar tramp hitchhiker trucker cabbie concierge "
    "bellhop usher referee coach player boxer wrestler runner swimmer diver suspect informant "
    "courier messenger seller shopkeeper grocer butcher tailor barber hairdresser keeper "
    "narrator announcer voice dj mc colleague partner buddy friend lover twin cousin retiree "
    "astronaut cosmonaut fortune-teller onlooker bystander pedestrian jogger cyclist biker "
    "goon bouncer henchwoman lookout skipper fisher conductor inspector constable deputy "
    "sheriff principal librarian curator dentist vet therapist patient"
)
PERSON_NOUNS = FEMALE_NOUNS | MALE_NOUNS | ROLE_NOUNS
GROUP_NOUNS = word_set(
    "crowd people men women children kids guests soldiers police cops guards workers band "
    "team gang crew audience commuters onlookers pedestrians passengers customers reporters "
    "students family couple pair group mob troop patrons diners dancers"
)
ANIMALS = {
    "dog": "dog", "puppy": "dog", "hound": "dog", "terrier": "dog", "mutt": "dog", "wolf": "dog",
    "retriever": "dog", "shepherd-dog": "dog", "horse": "horse", "pony": "horse", "mare": "horse",
    "stallion": "horse", "donkey": "horse", "mule": "horse", "cat": "cat", "kitten": "cat",
    "bird": "bird", "crow": "bird", "raven": "bird", "parrot": "bird", "gull": "bird",
    "seagull": "bird", "pigeon": "bird", "owl": "bird", "hawk": "bird", "eagle": "bird",
}  # fmt: skip
NOT_NAMES = word_set(
    "the a an and or but with of in on at to from for by day night morning evening afternoon "
    "dawn dusk later continuous same int ext title titles super card end fade cut insert "
    "close angle wide pov montage intercut back over into this that sound sounds silence beat "
    "pause music tv news evening we us it he she they his her him them dead bad big huge "
    "first second third one two three four inches extremely handsome straight edge suddenly "
    "slowly never not no yes only finally again more everyone everything nothing something "
    "all o.s. v.o. ok usa fbi cia nypd lapd id dna gps atm suv pm am flashback dream present "
    "black white red blue green dark light lights blood ring rings phone bang boom crash "
    "smash slam click knock thud thump"
).union(("end", "camera", "credits", "omitted"))
BODY_PARTS = word_set(
    "hand finger fist thumb eye face foot boot shoe mouth lip arm leg ear wrist palm "
    "fingertip heel toe knuckle jaw forehead рука глаз лицо"
)
SMALL_PROPS = word_set(
    "card letter envelope note notebook diary postcard photo photograph picture map newspaper "
    "magazine book bible menu ticket passport contract document folder file paper telegram "
    "phone telephone cellphone smartphone receiver radio walkie-talkie remote keyboard laptop "
    "calculator camera tape cassette watch clock stopwatch compass ring necklace locket "
    "bracelet earring medal coin cash money bill wallet purse key keycard keyring lock "
    "padlock badge gun pistol revolver rifle shotgun beretta glock knife sword dagger axe "
    "blade bullet grenade detonator bomb dynamite fuse trigger holster scope binoculars "
    "telescope flashlight torch lantern candle match matchbook lighter cigarette cigar pipe "
    "ashtray glass bottle cup mug beer wine whisky whiskey coffee tea kettle pan pot plate "
    "fork spoon bowl jar can thermos flask sandwich cake apple bread burrito syringe pill "
    "vial medicine bandage scissors razor comb brush lipstick mirror glasses sunglasses hat "
    "glove scarf umbrella briefcase suitcase bag backpack box crate package parcel gift toy "
    "doll ball bat racket cue card-table dice chess guitar violin trumpet harmonica flute "
    "microphone headphones painting canvas paintbrush pencil pen chalk rope chain handcuffs "
    "hammer wrench screwdriver crowbar shovel spade bucket hose extinguisher speakerphone "
    "button switch lever dial gauge thermometer screen monitor tablet usb drive disc rose "
    "flower bouquet feather shell stone skull bone crystal orb amulet crown mask puppet kite "
    "sandwich egg fish bell whistle alarm tin tray ladle spyglass oar paddle net saw nail "
    "drawing photograph sketch chessboard scroll stamp seal logbook ledger receipt blueprint "
    "notepad письмо телефон ключ нож"
)
BIG_PROPS = word_set(
    "table chair desk bed sofa couch armchair stool bench bookcase bookshelf shelf cabinet "
    "wardrobe dresser lamp chandelier fireplace stove oven fridge refrigerator sink bathtub "
    "toilet piano television tv jukebox easel door window gate ladder stairs staircase "
    "counter bar podium altar pew statue fountain tree log campfire bonfire tent cart trolley "
    "wheelchair crib cradle coffin tombstone gravestone fence mailbox hydrant streetlight "
    "signpost sign billboard dumpster barrel hay anchor mast sail engine generator furnace "
    "boiler pump windmill swing slide curtain rug carpet painting whiteboard blackboard "
    "aquarium clockwork grill"
)
VEHICLES = word_set(
    "car truck van bus taxi cab limousine limo suv jeep sedan convertible pickup lorry "
    "motorcycle motorbike scooter bicycle bike train tram subway locomotive boat ship yacht "
    "ferry canoe raft rowboat dinghy submarine plane airplane jet helicopter chopper helo "
    "ambulance spaceship rocket tank tractor wagon carriage sled porsche lexus mazda toyota "
    "landcruiser gti defender vw volkswagen volkswagon mercedes bmw ford chevy cadillac honda "
    "mustang"
)
PLACE_NOUNS = word_set(
    "room bedroom kitchen bathroom hallway hall corridor lobby office apartment flat house "
    "home attic basement cellar garage garden yard backyard patio porch balcony terrace roof "
    "rooftop street alley road highway bridge square plaza park forest woods field meadow "
    "beach shore pier dock harbor harbour sea ocean lake river hill hillside mountain desert "
    "cave tunnel station platform airport terminal hangar warehouse factory shop store bar "
    "pub restaurant diner cafe church chapel cathedral cemetery graveyard school classroom "
    "library gym hospital ward morgue court courtroom prison cell jail bank hotel motel "
    "theater theatre stage studio gallery museum elevator staircase stairwell stairs entrance "
    "doorway driveway overlook lot shack cabin hut tent trailer barn stable farm mansion "
    "palace castle tower cockpit cabin deck bridge bunker foyer lounge den nursery pantry "
    "closet dining-room living-room parlor veranda courtyard"
)
WALK_VERBS = word_set(
    "walk walks walking stroll strolls strolling march marches pace paces pacing wander "
    "wanders hurry hurries rush rushes run runs running sprint sprints jog jogs stride "
    "strides cross crosses glide glides stumble stumbles creep creeps sneak sneaks follow "
    "follows climbs descends идет идёт бежит шагает 走 跑"
)
ENTER_VERBS = word_set(
    "enters enter emerges emerge arrives arrive appears appear comes bursts barges steps "
    "walks joins approaches approach входит появляется reenters reentering re-enters returns"
)
EXIT_VERBS = word_set("exits exit leaves leaving departs flees vanishes disappears выходит уходит")
FIGHT_VERBS = word_set(
    "punches punch kicks kick slams slam slammed smacks smack hits hit strikes tackles tackle "
    "wrestles wrestle grapples stabs shoots fires grabs throws shoves pushes slaps chokes "
    "strangles fights fight beats headbutts elbows knees dives dodges ducks swings lunges "
    "attacks topples crashes smashes shatters shatter splinter erupt erupts pumps explodes "
    "barrels topple sidesteps"
)
HARD_FIGHT_VERBS = word_set(
    "punches punch kicks kick slammed smacks smack strikes tackles tackle wrestles wrestle "
    "grapples stabs slaps chokes strangles fights fight headbutts lunges attacks topples "
    "dives dodges shatter shatters splinter erupt erupts explodes sidesteps roughing"
)
"""Of the fight verbs, those that are a fight whoever does them; the others need somebody hit."""
GAZE_VERBS = word_set(
    "looks look looking stares stare staring glances glance watches watch gazes peers peer "
    "regards eyes notices examines studies squints scans considers smiles smile smiling grins "
    "grin frowns sighs blinks winces cries weeps nods shrugs sneers beams reacts realizes "
    "thinks ponders contemplates contemplating hesitates pauses listens laughs laugh blushes "
    "trembles gasps disappointed dumbfounded incredulous agape intrigued bewildered confused "
    "dazed smug nervous смотрит улыбается глядит"
)
CONTACT_VERBS = word_set(
    "kisses hugs embraces gives hits punches kicks slams slammed smacks slaps grabs pushes "
    "shoves tackles stabs chokes carries drags pats helps confronts roughing joins beside "
    "with together dances fights"
)
HAND_VERBS = word_set(
    "picks pick opens open unfolds folds reads read holds hold holding lifts raises pulls "
    "pull puts sets places drops pours lights strikes types dials presses press turns cuts "
    "writes draws ties unties loads unlocks locks inserts removes sheaths checks counts grips "
    "wipes cleans sorts stuffs pops applies stirs slices tears"
)
EMOTIVE = word_set(
    "tears love hate sorry dead die dies kill killed goodbye never please promise afraid "
    "alone lost gone retire retirement why heart baby truth lie liar betrayed"
)


_PLURAL_ONLY = word_set(
    "glasses sunglasses scissors binoculars headphones handcuffs stairs sunglasses"
)


def singular(word: str) -> str:
    """A plural noun's listed singular: "knives" to "knife", "boxes" to "box". Else unchanged."""
    w = word.lower()
    if w in _PLURAL_ONLY:
        return w
    if w.endswith("men") and len(w) > 3:
        return w[:-3] + "man"
    if w.endswith("ives"):
        return w[:-3] + "fe"
    if w.endswith("ves") and len(w) > 4:
        return w[:-3] + "f"
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if w.endswith(("ches", "shes", "xes", "sses", "zes")):
        return w[:-2]
    if w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3:
        return w[:-1]
    return w
