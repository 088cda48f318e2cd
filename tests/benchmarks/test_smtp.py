"""How long a thousand mails take to a server on this machine, made and handed over: beside bare smtplib, in one run."""

import smtplib
from statistics import median
from time import perf_counter

from dunwell import File
from dunwell_channels.smtp.carrier import MailCarrier
from dunwell_channels.smtp.settings import settings_of
from mailing import Answers, delivery, mail_server, setup

MAILS, ROUNDS = 1000, 3
MOST_RATIO = 4.0
"""Times as long as ready bytes take by smtplib, over one connection and to the same server. That takes 1.2 s on a quiet
machine, so this is 5 s; the promise of 20 s holds for a whole run, with decisions, words and the journal."""
LETTER = File("brief.pdf", "application/pdf", bytes(range(256)) * 72)
"""As big as a letter of one page."""


def seconds(work):
    """How long it takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def test_a_thousand_mails(capsys):
    """Mails with a letter each are made and delivered within their ratio to the least that is possible."""
    server = Answers()
    with mail_server(server) as port:
        settings = settings_of(setup(port=port, timeout=30))
        deliveries = [delivery(f"case {number}", files=(LETTER,)) for number in range(MAILS)]
        ready = [MailCarrier(settings).prepare(each)[0].content for each in deliveries]

        def ours():
            carrier = MailCarrier(settings)
            kinds = {carrier.deliver(each, carrier.prepare(each)).kind for each in deliveries}
            carrier.close()
            assert kinds == {"delivered"}

        def bare():
            with smtplib.SMTP("localhost", port) as smtp:
                for content in ready:
                    smtp.sendmail("debiteuren@zilverreiger.example.nl", ["post@fazant.example.com"], content)

        times = [(seconds(bare), seconds(ours)) for _ in range(ROUNDS)]
        made = seconds(lambda: [MailCarrier(settings).prepare(each) for each in deliveries])
    assert len(server.received) == 2 * ROUNDS * MAILS
    least, whole = (median(column) for column in zip(*times, strict=True))
    size = sum(map(len, ready)) / MAILS / 1024
    with capsys.disabled():
        print(f"\n{MAILS} mails of {size:.0f} KiB: {whole:.2f} s (made in {made:.2f} s);")
        print(f"bare smtplib with ready bytes {least:.2f} s; ratio {whole / least:.2f}, at most {MOST_RATIO:.1f}")
    assert whole / least < MOST_RATIO
