"""Cards for scenes about a thing that one has and the other wants."""

TEXT = """
# open
~ {A} wants {thing} without having to ask | {B} has been expecting the visit | {B} names it first
> {A} comes through {door} and looks at everything in {place} except {B}.
A: I was passing.
B: Nobody passes here. You come on purpose or you come lost.
A: Then I came lost.
B: You looked for {it} before you looked at me.

~ {A} wants to see {thing} | {B} pretends there is nothing to see | {A} reads it in {B}'s face
> {B} is alone with {thing}, turning it to the light, when {A} walks in.
B: We're closed.
A: There's no sign.
B: There's my face. People usually read it.
A: I read it. Put {it} down where I can see it.

~ {A} wants the truth about {thing} | {B} will not drink to it | the game is open
> {A} sets two glasses on {near} and fills only one. {B} stays in the doorway.
A: Sit.
B: Who is the other one for?
A: Whoever tells the truth first about {it}.
B: Then you'll be pouring for yourself.

~ {A} wants to know where {thing} is kept | {B} has been overheard | {A} has seen the hiding place
> {B} slides {thing} out of sight and turns round. {A} has been standing there all along.
B: How long have you been there?
A: Long enough to see you talk to yourself.
B: I wasn't talking to myself.
A: No. You were talking to {it}.

~ {A} has come to ask nicely | {B} hid {thing} in time | there is no second way to ask
> A knock. {B} pushes {thing} under a coat, and only then looks up. {A} has heard the scrape.
A: Moving furniture?
B: Resting. My feet scrape when I rest.
A: I'm supposed to ask nicely first. I've never had to get to second.
B: Ask, then. Nicely.

# press
~ {A} wants to find {thing} | {B} enjoys the search | the search tells {B} more than it tells {A}
> {A} walks the length of {place}, opening whatever can be opened. {B} lets it happen.
A: You could save us both the time.
B: I like watching you look. You start with the places you would use yourself.
A: Where would you hide it?
B: Right in front of somebody who won't look me in the eye.

~ {A} wants to buy {thing} | {B} does not sell | the price is not money
> {A} counts money onto {near}, note by note. {B} turns the first one over and looks for the price
  on the back.
A: That's twice what it's worth.
B: Then you don't know what it's worth.
A: So tell me.
B: Ask me what it cost.

~ {A} wants {B} to let go | neither hand moves | an old wound opens
> {A} reaches. {B}'s hand comes down flat on {thing} first.
A: One of us has to let go.
B: You've had more practice.
A: That was years ago.
B: It was years ago this morning. It is every morning.

~ {A} wants to frighten {B} | {B} has been frightened by better people | the threat falls flat
> {A} takes off {Ahis} watch and lays it on {near}, face up, between them.
A: I can wait until somebody comes who doesn't ask.
B: They came on Tuesday. They didn't wipe their feet either.
A: And you gave them nothing?
B: I gave them tea.

~ {A} wants a reason | {B} gives a story instead | the story is about {A}
> {B} wraps {thing} in a cloth, slowly, the way one tucks in something asleep.
A: It isn't even yours.
B: No. I only dust it, hide it and lie for it.
A: Why?
B: Because the day it was left here, somebody said you'd come back for it.

# counter
~ {B} wants {A} to take {thing}, and find out | {A} smells a trap | having it is worse than
  wanting it
> {B} slides {thing} across to {A}. {A} does not touch it.
B: There. Take it.
A: Just like that?
B: Just like that. Now work out who you'll say you got it from.
A: What have you done to it?

~ {B} wants an hour of honest talk | {A} wants out | the way out is shut
> {B} locks {door}, looks at the key, and drops it into {hazard}.
B: Now we are both late.
A: Are you out of your mind?
B: You wanted to talk. You never stayed long enough when there was a way out.

~ {B} wants {A} to back away | {A} calls the bluff | {B} means it
> {B} holds {thing} over {hazard}, one-handed, arm out straight.
B: One more step and nobody has it.
A: You wouldn't.
B: Two people have told me that. You're welcome to ask them.
A: All right. I'm standing still. Look at me standing still.

~ {B} wants to turn the accusation round | {A} is sure | {A} is not sure any more
> {B} laughs, once. It stops {A} in mid-step.
B: Who told you I was the one who took it?
A: Everybody.
B: And where was everybody, the night it went?
A: With you. They all said they were with you.

~ {B} wants to be asked properly | {A} has forgotten how | the word costs more than the thing
> {B} puts {thing} on {near}, exactly halfway between them, and steps back from it.
B: You've threatened, you've paid, you've searched. There's one thing you haven't tried.
A: I won't beg.
B: I didn't say beg.
A: Please.

# turn
~ {A} finds the mark on {thing} | {B} hoped it would not be found | it was {A}'s all along
> {A} turns {thing} over. On the underside, scratched with a nail: {A}'s name.
A: This is my name.
B: It was always going to you. You only had to come and ask.
A: Then who were you keeping it from?
B: From anybody who came at night and didn't knock.

~ {A} has {thing} at last | it is too light | the real one went long ago, for {A}'s sake
> {A} lifts {thing}. It comes up too easily. {A} weighs it in one hand, then in the other.
A: It's a copy.
B: A good one.
A: Where's the real one?
B: Sold, the winter you were ill. You never asked who paid.

~ {B} gives {thing} up | somebody is coming | {B} was never the enemy
> Footsteps outside, more than two. {B} pushes {thing} into {A}'s arms.
B: Take it. Go.
A: You've been fighting me for it all this time. Come with me.
B: I wanted to see if you'd fight. And they have to find somebody.

~ {A} learns why {B} holds on | there was a witness | the witness was {A}
> A photograph slips from behind {thing} and lands face up. {A} picks it up: three people, one of
  them torn off.
A: Who's missing?
B: Look at the sleeve.
A: That's my coat.
B: You were there. You've been asking me about a night you were there.

~ {A} hears who really wants {thing} | {A} has been used | both have the same master
> {B} takes a folded paper from {Bhis} pocket. {A} takes out the same paper, the same fold, the
  same stamp.
A: Where did you get that?
B: From the man who hired me to keep {it} from you.
A: He hired me to get it.
B: Then the one he wants rid of isn't the one who loses. It's both.

# end
~ {A} leaves without {thing} | nobody stops {A} | it was never about {thing}
> {A} sets {thing} back in its own clean patch in the dust.
A: I was never here.
B: You were always terrible at that.
A: Will you be all right?
B: Ask me tomorrow.
= {A} goes, and {B} turns {thing} round, so that it faces {door}.

~ they part with half each | {thing} does not divide | they need each other still
> {A} holds out an open hand. After a moment {B} lays {thing} in it, and does not let go of the
  other end.
A: Half the week with you, half with me.
B: Like a child.
A: Like a dog. Children ask questions.
B: Sundays, then. Come Sundays.
= {A} nods, and neither of them lets go.

~ {thing} is destroyed | only {A} could stop it | {A} does not
> {B} tips {thing} into {hazard}. {A} could catch it. {A}'s hands stay down.
A: That was all there was.
B: No. That was all we talked about.
A: What do we do now?
B: You could stay. We could talk about something else.
= {A} pulls a chair up to {near} and, for the first time, sits.

~ {A} wins and knows it | {B} has one more question | {A} cannot answer
> {A} buttons {thing} inside {Ahis} coat and gets as far as {door}.
B: One question. When you have it at home, on your shelf, at night. Then what?
A: Then it's over.
B: That's what I thought, too. Look where I'm standing.
= {A} stands with one hand on {door} and does not open it.

~ {A} pays at last | the price is small and hard | {B} takes it
> {A} empties {Ahis} pockets onto {near}: a few coins, a ticket, a child's button.
A: That's everything I came with.
B: The button.
A: Not the button.
B: Now you know how it feels.
= {A} slides the button across, and {B}, without a word, slides {thing} back.
"""
