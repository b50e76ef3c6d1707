"""Cards for scenes against the clock: something must be done, and hands are not steady."""

TEXT = """
# open
~ {A} wants to start at once | {B} wants to know the plan | there is no plan
> {A} sweeps {near} clear and drops to {Ahis} knees in front of it. {B} stays well back.
B: Tell me you've done this before.
A: I've read about it.
B: All of it?
A: I skipped the part about what happens if you stop to talk.

~ {A} wants quiet | {B} cannot be quiet | the time is said aloud
> {A} kneels, sleeves rolled, a screwdriver between {Ahis} teeth. {B} paces behind, four steps,
  turn, four steps.
B: How long have we got?
A: Less every time you ask.
B: A number. I'm better with numbers.
A: {Clock}. Do you feel better?

~ {A} wants help | {B} only came to say goodbye | {B}'s hands are needed
> {A} looks up from {thing}, face shining with sweat. {B} is there, coat on.
A: Good. You've got small hands. Hold this.
B: I only came to say I'm leaving.
A: This is the reason you're not. Don't squeeze.

~ {A} wants everybody out | {B} will not go | there are two of them now
> {A} throws {door} open with a shoulder and finds {B} sitting there, calm, hands folded.
A: Why are you still here?
B: Somebody has to hold the light.
A: There were orders.
B: They were shouted. I don't take things in when they're shouted.

~ {A} wants to know what went wrong | {B} did it | there is no time to be angry
> A thin, high whistle from somewhere in {place}. {A} turns slowly, hunting for it. {B} is
  standing on it.
A: Lift your foot.
B: If I lift my foot, it gets louder.
A: What did you touch?
B: The thing with the label that says not to.

# press
~ {A} wants one clean minute | the first try fails | it gets worse
> {A} pulls. Something snaps, small and final. Both stare at the broken end in {A}'s fingers.
B: Was that the good noise?
A: There is no good noise.
B: So what was that one?
A: That was the one before the last one.

~ {A} wants a tool | there is none | {B} gives up something dear
> {A} holds out an open palm without looking round.
A: Wire. Thin. Anything.
B: There's nothing here.
A: Then something you love. It's always something somebody loves.
B: It was my mother's.

~ {A} wants {B} to keep talking | {B} has run out of words | the truth is all that is left
> {A}'s fingers shake. {A} presses them flat against {near} until they stop.
A: Talk to me. It keeps my hands still.
B: About what?
A: Anything. Lie.
B: I've never been frightened of anything in my life.

~ {A} wants to go on | {B} sees that {A} is hurt | neither stops
> A dark line runs down {A}'s sleeve and drips from the cuff. {B} sees it first.
B: You're bleeding. Since when?
A: Since the door. Hold the light higher.
B: You said you tripped.

~ {A} wants the other way out | {B} has tried it | they are on the last way
> {B} comes back from the far end of {place}, running, then walking, then standing still.
A: Well?
B: It's shut. It's been shut from the other side.
A: Somebody knew.
B: Somebody put a chair against it. I could hear the chair.

# counter
~ {B} wants to take over | {A} cannot let go | {B} knows how
> {B} kneels down beside {A} and, without a word, takes the tool out of {A}'s hand.
A: What do you think you're doing?
B: You've gone round it three times. You're looking for the one that's marked.
A: And?
B: They never mark it. I never marked mine.

~ {B} wants a promise first | {A} has no time for promises | {B} has all the time there is
> {B} closes a hand round the one thing {A} needs.
B: First you tell me who sent you.
A: Now? You want to do this now?
B: You'll never be more honest than in the next two minutes.
A: They sent me for you. Nobody else. Just you.

~ {B} wants {A} to save {Ahim}self | {A} refuses | {B} forces it
> {B} shoves {A} towards {door} with both hands.
B: You've done enough. It only takes one to fail.
A: And two to have a chance.
B: That isn't how it works.
A: You don't know how it works. Neither do I. Budge up.

~ {B} wants to stop everything | the work is the danger | {A} has been making it worse
> {B} catches {A}'s wrist in the air. Listens. Lets go of a breath.
B: Stop. Every time you touch it, it runs faster.
A: We've no time for this.
B: Hands off. Now listen to it.
A: It's slowing down.

~ {B} wants {A} to look up | {A} only sees the work | the danger has moved
> {B} has not been watching {A}'s hands for some time. {B} is watching the ceiling.
B: Don't turn round quickly.
A: I'm not turning round at all.
B: Then listen. Does that sound to you like it's still in there?
A: No. It sounds like it's above us.

# turn
~ {A} learns who built it | {B} built it | {B} came back for {A}
> {A} wipes a plate clean with a thumb. Under the dirt, punched letter by letter: {B}'s mark.
A: This is yours.
B: I was paid to make it. Nobody told me where it would stand.
A: Or who'd be in the room.
B: Why do you think I ran this way, when everybody else ran that way?

~ the work is done | it was the wrong work | the real one is somewhere else
> Silence. {A} sinks back against {near} and laughs without a sound. Then {B} tilts {Bhis} head.
B: Do you hear that?
A: I don't hear anything.
B: Then why is it still ticking?
A: Because this was the one they wanted us to find.

~ the light goes | hands must know the way | {B} sees with {Bhis} fingers
> {light} goes out. In the black, only breathing, and a scrape.
A: I can't see what I'm doing.
B: Good. Your eyes were lying to you. Give me your hand. There. Feel that?
A: It's warm.
B: That's the one.

~ {A} gives up | {B} does not | {A} is the one who was saved
> {A} sits down on the floor and puts the tools away, each in its loop.
A: That's it. I can't.
B: You don't have to. I only needed you busy.
A: Busy for what?
B: Until the others were over the hill. They're over the hill.

~ a voice tells them to stop | it is a voice they trust | it is lying
> A crackle, and a voice, far and small: stand away, help is coming. {A}'s hands leave {thing}.
A: Thank God.
B: How did they know to say both of you?
A: What?
B: Nobody knows that I'm here. Get your hands back on it.

# end
~ it holds | nobody dares to move | they have to trust it
> One second. Two. {A} opens one eye. {B} opens the other hand.
A: Are we dead?
B: My knee hurts.
A: Pain's a good sign.
B: It's hurt since I was nine. I never liked it more.
= They sit on the floor of {place}, shoulder to shoulder, and let {thing} do nothing at all.

~ {A} sends {B} out | the last part takes one | {B} pretends to go
> {A} nods towards {door} without looking up. {B} walks to it, opens it, shuts it again, and has
  not gone through.
A: Are you out?
B: I'm out.
A: You're a terrible liar.
B: I'm out of good ideas. It's nearly the same.
= {A} smiles at {thing}, holds out the spare hand behind {Ahim}, and {B} takes it.

~ it goes wrong, and they live | everything is lost but them | that is enough to start with
> The blow throws them flat. Dust comes down like flour, on {near}, on their hair, on everything.
A: Say something.
B: You skipped the part about what happens if you stop to talk.
A: Are you hurt?
B: Ask me a number. I'm better with numbers.
= {A} points from one to the other, eyebrows up, and {B} holds up two white fingers.

~ they are on time | the wrong people come to thank them | {A} gives {B} the credit
> Voices outside, boots, a light under {door}. {A} wipes {Ahis} hands and pushes the tools over to
  {B}.
A: You did it. All of it. I held the light.
B: That isn't what happened.
A: It's what they'll need to hear, about you. Quick. Look tired.
B: I've been tired since noon.
= {door} flies open on {B}, blinking, and {A}, already standing aside.

~ it is over, and {A} cannot stop | the hands go on | {B} holds them
> It is done. {A} keeps working: one more turn, one more, on a thing that is already tight.
B: It's finished.
A: I know.
B: You can put that down.
A: In a minute.
= {B} lays a hand over {A}'s, and the screwdriver rolls off {near} and keeps rolling.
"""
