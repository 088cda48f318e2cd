"""What a policy says of people's decisions and of the end of a case. A part of the table of the language."""

from __future__ import annotations

from dunwell.language.authority import DECIDED, REQUIRED
from dunwell.language.steps import MONEY
from dunwell.language.words import Choice, Key, Ref, Shape

DECISION_SHAPES = (
    Shape(
        "authority",
        "What people may decide alone, and whether they say why.",
        (
            Key("why", Choice((REQUIRED,)), "Who decides says why, with text=… as it is recorded."),
            Key(
                "second_person",
                Ref("second_person"),
                "The decisions that a second person confirms.",
                example="{waived: {above: EUR 100}}",
            ),
        ),
    ),
    Shape(
        "second_person",
        "The decisions that a second person confirms, each above its amount.",
        tuple(
            Key(name, Ref("limit"), words, example="{above: EUR 100}")
            for name, words in zip(
                DECIDED,
                (
                    "Interest or costs are waived: the sum of all that was waived in the case.",
                    "The rest is given up: written off, or closed by a person while something is open.",
                    "The claim is lowered: the sum of all that was credited in the case.",
                    "A step is released: the whole open claim.",
                    "A step is skipped against the policy: the whole open claim.",
                ),
                strict=True,
            )
        ),
    ),
    Shape(
        "limit",
        "Up to an amount one person decides alone.",
        (
            Key(
                "above",
                MONEY,
                "Above this a second person confirms; EUR 0 means always.",
                required=True,
                example="EUR 100",
            ),
        ),
    ),
    Shape(
        "ends",
        "What the debtor is told when the case has ended; once, and nothing for an end that is not listed.",
        (
            Key(
                "paid",
                Ref("message"),
                "Thanks, when all is paid; only for who was written to or called before.",
                example="{do: email, template: payment_thanks}",
            ),
            Key(
                "handed_over",
                Ref("message"),
                "That the claim is with an agency, and whom to pay from now on.",
                example="{do: letter, template: hand_over_notice}",
            ),
        ),
    ),
)
