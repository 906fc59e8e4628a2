"""Who may see and do what: policies compiled from documents, decisions, and their reasons.

Two doors lead in. `compiling` makes a policy set of the files, or says what stands against it;
`policy_set` is what every request asks. Read in this order:

The words          `levels`, `audiences`, `standing`, `viewer`, `tree`, `rules`, `shape`
Files to rules     `reading` calls a file for each kind: `staff`, `naming`, `sections`, `types`,
                   `actions`, `switches`, `locations`, `change_reader`; `bounds` sees to it that no
                   location goes too far; `omissions` and `idle` only warn
Rules to a mask    `layering` lays changes over the network's rules, `in_force` is what holds at one
                   portal, `projection` what of a viewer decides there; `masking` and `cells` make
                   the `mask`, `denials` the codes, `bindings` the values that differ by person
Reasons            `decision` and `explaining` say which line decided; `questions`, `explanations`
                   and the files that end in layers tell every test on the way, those that end in
                   flips what would change the answer; `phrases` has the plain words
Rehearsals         `rehearsing` for today, `looking_back` for the past
Two sets compared  `comparing`, then `comparer`, `matters` and `differences`; `crowds` counts people
Edits              `wishes`, `edits`, `choices`
Proofs and tests   the packages `proving` and `testing`

Nothing but this room reads a policy, and nobody else repeats what it says.
"""
