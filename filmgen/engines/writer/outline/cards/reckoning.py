"""Cards for scenes between two who have a past, and nowhere to put it."""

TEXT = """
# open
~ {A} wants to get through this without talking | {B} counts the silence | the silence breaks
> {A} and {B} stand as far apart as {place} allows, and study the same bare wall.
B: You've got old.
A: It was in all the papers.
B: I don't read about people who owe me a letter.
A: I wrote it. I just didn't post it.

~ {A} wants to leave the moment it is polite | {B} shuts the way | they are stuck with each other
> {A} is half out of {Ahis} coat, half back into it. {B} leans on {door}.
A: I didn't know you'd be here.
B: I did.
A: So you came because of it, or in spite of it?
B: I changed my shirt. Work it out.

~ {A} wants to see if {B} still knows {Ahim} | {B} gives nothing away | a habit does
> {B} pours. One sugar, no milk, handle to the left, pushed across {near} to {A} without a look.
A: You remember how I take it.
B: I remember how everybody takes it.
A: What does the postman take?
B: He takes his time. Like you.

~ {A} has come to return {thing} | {B} will not take it | it is not what was borrowed
> {A} puts {thing} on {near}. {B} looks at it the way one looks at a dog that has bitten before.
A: I'm only bringing this back.
B: I never lent it.
A: I know. I'm only bringing it back.
B: Put it where you found it. You know where that was. You were in a hurry.

~ {A} wants a job done, nothing more | {B} takes it for a visit | both are right
> {A} knocks twice on {near}, since there is no door. {B} does not get up.
A: I'm here on business.
B: Then you'll want the business chair. It's the one with three legs.
A: You haven't changed.
B: I've changed completely. You're looking at the wall.

# press
~ {A} wants to know why {B} never called | {B} has a list | {A} is on it
> {A} sits, at last, on the edge of what there is to sit on.
A: One call. In all that time.
B: I rang. I rang and put it down. You always picked up too fast.
A: I was sitting next to it.
B: I know. That's what I couldn't stand.

~ {A} wants to laugh it off | {B} will not laugh | the joke was the wound
> {A} does an old trick with a coin, over the knuckles, gone, back from behind the ear. {B} does
  not smile.
A: You used to love that one.
B: I used to be paid to.
A: By whom?
B: By you. You came home in a good mood.

~ {A} wants it said out loud | {B} says half | half is worse
> {B} turns {thing} in {Bhis} fingers, round and round, until {A} reaches over and stops it.
A: Say it.
B: I saw you. That night. From the stairs.
A: All of it?
B: Enough that I never asked for the rest.

~ {A} wants to be forgiven quickly | {B} forgives slowly | the account is opened
> {A} has rehearsed this. It shows in the hands: one, two, three fingers.
A: I'm sorry for the money. I'm sorry for the car. I'm sorry about the dog.
B: You forgot one.
A: I didn't forget it. I was getting up to it.
B: Get up to it.

~ {A} wants news of home | {B} is the news | nobody else is left
> {A} picks a frame off {near}, wipes it with a sleeve, and puts it back a little straighter.
A: How is everybody?
B: You're looking at everybody.
A: Since when?
B: Since a Thursday. There was a very short notice in the paper. I wrote it very short, so you'd
  ask.

# counter
~ {B} wants to be the guilty one | {A} has claimed that seat | they fight for the blame
> {B} gets up so fast that something goes over and rolls. Neither looks where.
B: You think it was your fault? I packed your bag! I stood there and folded your shirts.
A: I thought I'd folded them.
B: You've never folded a shirt in your life.

~ {B} wants {A} to hear the other side | {A} has told it one way for years | the story cracks
> {B} walks to {door} and stops in it, back turned, one hand round the handle of a bag that isn't
  there.
B: I stood here. You stood there. You said, go on, then. So I went on, then.
A: I said, don't go on, then. I've told it that way a hundred times.
B: I know. I've met people who've heard it.

~ {B} wants to hurt back | {A} lets it happen | it does not help
> {B} picks up {thing}, weighs it, and puts it down again, very gently, out of {Bhis} own reach.
B: I used to plan what I'd say to you. On the way to work. It was beautiful. You cried.
A: Say it now. I'll stand here.
B: I had it all by heart. You were taller in it.

~ {B} wants the truth for once | {A} tells it | it is about love, which is worse
> {B} stops everything with one raised hand.
B: No stories. Why did you come?
A: Because I dreamt you'd moved and hadn't told me.
B: That's all?
A: I drove all night to see if your name was still on the bell.

~ {B} wants {A} to go | {A} is ready to | {B} cannot let it happen that easily
> {A} takes the coat. {B} hands it over, and a glove with it, and the other glove, and keeps the
  scarf.
B: Well. Go, if you're going.
A: You've got my scarf. It's cold out there.
B: Then you'd better ask me why I've got it.

# turn
~ {A} learns that {B} kept everything | it was thrown away, {A} was told | {B} lied out of love
> {B} lifts the lid of a box. Letters, in {A}'s hand, all of them open, all of them in order.
A: You said you burnt them.
B: I said that.
A: Did you read them?
B: I read them on Sundays. One at a time, so they'd last.

~ {A} learns what {B} did that night | it was {B} all along | {A} owes everything
> {A} stands very still. Something has fallen into place, and it makes no sound at all.
A: It was you who opened the door.
B: You couldn't have got it open. You were so small.
A: You told everybody I did it.
B: You needed to have done it. I only needed you out.

~ the one they both miss speaks | {thing} brings it back | they hear the same thing differently
> {A}'s thumb finds something on the back of {thing}: a line in pencil, nearly gone. {A} reads,
  and holds it out.
B: Look after each other, or I'll haunt the pair of you. That's not my writing.
A: It isn't mine. Did you ever feel haunted?
B: Every time the phone didn't ring.

~ {B} is ill, or leaving, or both | {A} is the last to know | time is shorter than the quarrel
> {B} sits down too carefully. {A} sees the hand go to the side, and stay there.
A: How long?
B: It's a nice word, long.
A: Why didn't you send for me?
B: I wanted you to come because you were angry. You've got so much more life in you when you're
  angry.

~ they both lied to the same person | the lie was identical | they are alike
> Both mouths open at the same moment, on the same words, and shut.
A: You told him that, too?
B: I told him I was happy and too busy to visit.
A: I told him it was raining.
B: It was always raining, where you were. He kept a list.

# end
~ they stay a while | nothing is solved | somebody makes room
> {A} moves over. It is a small thing, the width of one person.
A: There's room, if you don't spread out.
B: I never spread out.
A: You've spread out over my entire life.
B: Well. Move over, then.
= {B} sits: two people on one person's worth of room, both looking at {door}.

~ {A} goes, and leaves {thing} | {B} runs after with it | they have a reason to meet again
> {A} is gone. {B} counts to five, sees {thing} still on {near}, and shouts at an empty doorway.
B: You've forgotten it again!
A: I know!
B: You'll have to come back for it!
A: I know!
= {B} puts {thing} on the highest shelf there is, where nobody could miss it.

~ they say it | in other words | each understands
> {A} does up {B}'s top button, the one that is always wrong.
A: You'll catch your death.
B: I'm wearing a vest.
A: You hate vests.
B: You used to say so, and I used to wear one anyway, so that you'd say it.
= {A} undoes the button and does it up again, slowly, right this time.

~ {B} asks the smallest thing | {A} can do that | it begins again
> {B} holds out a pen, and the back of {Bhis} own hand.
B: Write down the number.
A: You'll wash it off.
B: Then write it where I can't reach.
A: I'd rather write it somewhere you'll look.
= {A} writes it on the wall beside {door}, in figures as large as a child's.

~ they fail | they both see it | they part as friends of a kind
> {A} offers a hand. {B} looks at it, and shakes it like a stranger's.
A: It was good to see you.
B: No, it wasn't.
A: No.
B: Come again next year. We might be better at it.
= They go out by the same door, turn in different directions, and one of them looks back.
"""
