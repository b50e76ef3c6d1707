"""Cards for scenes about a choice that one has to make and the other cannot make for them."""

TEXT = """
# open
~ {A} wants a minute alone to decide | {B} will not give it | {B} already knows what this is about
> {A} stands in the middle of {place}, coat on, halfway out and halfway in. {B} does not get up.
B: Coming or going?
A: I haven't decided.
B: Then you're letting the cold in.
A: There is something I have to do, and I'd rather you didn't watch.

~ {A} wants to {want} | {B} stands in the way | {A} says it aloud for the first time
> {A} lays {thing} on {near} and steps back, up against {B}.
A: If I don't {want} now, I never will.
B: Never is a fine plan. I've lived by it for years.
A: And how is that?
B: Quiet.

~ {A} wants {B}'s blessing | {B} wants to hear the reason | the reason is not ready
> {B} is waiting at {near} with two cups, one of them cold. {A} sits down to the cold one.
B: You're an hour late, so it's serious.
A: What would you do, in my place?
B: I wouldn't be in your place. I'd have said no at the door.
A: It wasn't that kind of door.

~ {A} wants it over with | {B} wants it put off | the hour is named
> {A} checks {light}, the floor, {door}, everything that could still go wrong. {B} watches from
  {near}.
B: You've done that three times.
A: Four.
B: People who've made up their minds check once.
A: By {hour} I'll have made it up.

~ {A} wants to act as if nothing had happened | {B} found {thing} | it lies between them
> {B} sits very straight when {A} comes in. In front of {Bhim}, squared
  to the edge of {near}: {thing}.
B: I wasn't looking. It fell out of your coat.
A: Things do.
B: Were you going to tell me before, or after?
A: I was going to be brave first. Then tell you.

# press
~ {A} wants {B} to argue with the facts | {B} argues with {A} | the fear gets a name
> {A} starts for {thing}. {B}'s silence is enough to stop {A}.
A: Say it.
B: You're not afraid it will go wrong. You know wrong. You're at home in wrong.
A: What am I afraid of, then?
B: That it'll work, and you'll have to be somebody else in the morning.

~ {A} wants to weigh it fairly | the scales are loaded | one side weighs a name
> {A} draws a line down a sheet of paper. Left side, right side. The left fills up. The right
  stays white.
B: What's on the right?
A: A person.
B: One word, against all that?
A: I know. It's winning.

~ {A} wants to do it now | {B} asks for one more hour | the hour has been asked for before
> {A} has {thing} in hand. {B} takes hold of the sleeve, not of the arm.
B: One more hour. What's an hour?
A: That's what we said last time.
B: And we had a good hour.
A: We had a wonderful hour. Somebody else paid for it.

~ {A} wants {B} to stop being kind | {B} knows no other way | kindness is the trap
> {B} brings a blanket and lays it round {A}'s shoulders. {A} lets it fall.
A: Don't make it comfortable.
B: It's a blanket.
A: It's how you do it. Soup, a blanket, and I wake up and another year is gone.
B: You could have said you hated the soup.

~ {A} wants to hear the worst | {B} has it ready | the worst is not what it was
> {B} clears a space on {near} with one arm. Everything on it goes to the floor.
B: Sit. There's what happens if you do it, and there's what happens if you don't.
A: Start with don't.
B: Nothing. Every day, until you're eighty.
A: And if I do?

# counter
~ {B} wants to take the choice away | {A} fights for it | now {A} wants it
> {B} snatches {thing} and holds it to {Bhis} chest with both arms.
B: There. Now you needn't decide.
A: Give it back.
B: A minute ago you were praying for somebody to take it off you.
A: A minute ago it was mine.

~ {B} wants to be asked to go along | {A} never thought of it | it was never one person's choice
> {B} takes a coat from the hook, {Bhis} own, and puts it on wrong.
A: Where are you going?
B: Wherever it is. You've told me how much it'll cost you. You never asked what it costs to stay.
A: I thought you'd be safe here.
B: I'd be tidy here.

~ {B} wants to show what waiting does | {A} thinks {B} has no stake | {B} had the same choice once
> {B} opens {Bhis} collar. On a string: a ticket, soft with age, never punched.
A: What is that?
B: Eleven forty, window seat. I got as far as the platform.
A: You never told me.
B: Nobody tells you about the train they didn't take. They tell you how nice the station was.

~ {B} wants {A} angry | {A} wants to be reasonable | anger decides faster
> {B} yawns, and means it to be seen.
B: You won't do it. I've seen you send back soup. You apologised to the spoon.
A: Get out of my way.
B: There you are. I was starting to worry.

~ {B} wants the last word | {A} has stopped listening to {B} | {A} hears {Ahim}self instead
> {A} closes {Ahis} eyes. {B} keeps talking, quietly, and then notices, and stops.
B: You're not listening.
A: I was. For years. It's all in there, every word.
B: So?
A: So for once I'd like to hear what the other one says.

# turn
~ {A} learns that the choice was made already | {B} made it | {A} is free, and furious
> {A} picks up {thing}. The seal is broken. {A} looks at {B} for a long time.
A: You opened it.
B: Months ago.
A: And answered?
B: I said no. In your handwriting. I was so good at it.

~ {A} finds out what {B} gave up | it was the same thing | they have been protecting each other
> {B} turns out {Bhis} pockets. Among the rubbish on {near}: a second one, just like {thing}.
A: Since when have you had one?
B: Since before you. They asked me first.
A: You never said.
B: You'd have told me to do it. And then who'd have told you not to?

~ the danger is here | there is no more time to think | {A} moves without thinking
> A crash from outside. {light} dies. In the dark {A} is moving before {B} can speak.
B: What are you doing?
A: I don't know!
B: You decided. Just now. Your feet did.
A: Then run after my feet!

~ {A} learns that somebody waits for the answer | it is the wrong somebody | the choice changes
> Three slow knocks at {door}. {B} goes white before the second.
A: Who knows that we're here?
B: Only the one who asked you to choose.
A: Then it wasn't a choice. It was a way to keep me in one place.
B: I swear I thought it was kindness.

~ {A} says yes | {B} hears it as goodbye | it is not goodbye
> {A} takes {B}'s face in both hands. The talking stops.
A: Yes.
B: Yes, you'll go?
A: Yes, you were right. And yes, I'm going. Both.
B: Nobody told me it could be both.

# end
~ {A} does it | {B} has to let {Ahim} | it is smaller and larger than they thought
> {A} takes {thing}, breathes in, and does the one thing nobody has done in {place} for years:
  opens {door} wide.
B: It's only air.
A: I know.
B: What do I tell people?
A: Tell them I left it open.
= {B} reaches for {door} to shut it, and leaves it as it is.

~ {A} stays | nobody asked for it | {B} has to live with being chosen
> {A} takes off the coat, finds the hook without looking, and hangs it up.
B: Don't you dare do that for me.
A: I'm doing it for the coat. It was getting tired.
B: You'll hate me by spring.
A: Then we've got until spring.
= {B} hangs {Bhis} own coat over it, so that it can't be taken down in a hurry.

~ {A} lets chance decide | {B} sees the cheat | chance was never asked
> {A} spins a coin on {near}. It runs, wobbles, and {A}'s palm comes down on it.
B: Well?
A: I'm not going to look.
B: Then why spin it?
A: Because while it was in the air, I knew.
= {A} is at {door} before {B} lifts the coin, looks, and laughs until it hurts.

~ {A} hands the choice on | {B} is not ready | now they know each other
> {A} puts {thing} into {B}'s hands and closes {B}'s fingers over it, one by one.
A: Your turn.
B: I don't want it.
A: Nobody does. Hold it for one night. Then tell me how easy it is.
= {A} lies down and sleeps in a breath, and {B} sits up with {thing}, wide awake.

~ it is too late | {A} waited one breath too long | they go on together
> Far off, something passes that does not come twice. {A} and {B} listen until it cannot be heard.
A: That was it, wasn't it?
B: That was it.
A: I thought it'd be louder.
B: There'll be another.
= {A} strikes a match, lights {light} again, and starts to take off {Ahis} shoes.
"""
