"""What document types and payment means are for dunning."""

import pytest

from dunwell.readers.codelists import DOCUMENT_TYPES, PAYMENT_MEANS, document_kind, means_of
from dunwell.readers.own_fields import OWN_FIELDS


@pytest.mark.parametrize(
    ("code", "credit_root", "kind"),
    [
        ("380", False, "invoice"),
        ("380", True, "credit_note"),
        ("381", False, "credit_note"),
        ("396", False, "credit_note"),
        ("325", False, "other"),
        ("325", True, "other"),
        (None, False, "invoice"),
        (None, True, "credit_note"),
        ("nonsense", False, "invoice"),
    ],
)
def test_document_kinds(code, credit_root, kind):
    """Either the root or the code makes a credit note; a code for no claim makes no claim."""
    assert document_kind(code, credit_root=credit_root) == kind


def test_everything_that_is_no_claim_says_so():
    """A type that is no claim always has a remark; a credit note needs none."""
    assert all(row.look_at for row in DOCUMENT_TYPES.values() if row.kind == "other")
    assert all("credit" in row.name for row in DOCUMENT_TYPES.values() if row.kind == "credit_note")


def test_payment_means_become_the_words_of_our_own_file():
    """Codes become words, words stay, unknown codes say nothing; each word comes once."""
    assert means_of(("30", "58", "59", "direct_debit", "1", "ZZZ")) == ("credit_transfer", "direct_debit")
    words = next(row.words for row in OWN_FIELDS if row.name == "payment_means")
    assert set(PAYMENT_MEANS.values()) <= set(words)
