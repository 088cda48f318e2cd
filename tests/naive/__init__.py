"""A second interpreter, as plain as it can be, to hold the first one against.

It is written from the design and the reference, over the raw mapping of a policy's YAML, so that compiling is tried
too. A case is plain variables that change in place. Every single day is played, from the first to the last; nothing
hops, nothing is planned ahead, and each rule is a function that says the sentence it stands for. `play` is the way in.

It imports nothing of `dunwell.core`, and of `dunwell.language` only the strict YAML reader: a second reader would try
PyYAML, not us. Figures, forms and guardrails are read from the law files as written. Which days a calendar closes is
asked of the law pack: Easter is no rule of the interpreter and has tests of its own.

Not covered, and so neither compared nor drawn:

- the words: reasons, titles, templates, what a message says;
- amounts of interest and costs. What a step claims is told to `play`; what follows from it is ours again. Whether
  interest is frozen in a plan changes amounts only;
- facts that an invoice says of its lines, payment means, sizes, languages and discounts (`fact_recorded` may say them);
- what only a live case has: `bank_data`, `authority`, pauses, caps, refused events, people who do not release a step;
- a policy that sends a case round in circles on one day (`GoesRoundError`): the engine then asks a person.
"""
