"""The shipped Dutch ladder as a programmer would write it by hand for speed: what `decide` is measured against.

Every step, day, limit and word of policies/nl/standard.yaml is hard-coded here; a reason is a pair of id and numbers.
Only the position, the calendar and the counting of months are the engine's.
"""
# ruff: noqa: C901, PLR0912, PLR1730 - written for speed: few calls, and comparisons instead of min and max

from __future__ import annotations

from dunwell.days import add_months
from dunwell.language.fields import FACT_INDEX

NEVER = 10**9
CHECK, REMINDER, CALL, DEFAULT, NOTICE, HAND_OVER, MEND, FIND, SMALL, REVIEW = range(10)
WAITING, OPEN, PAUSED, ASKING, EXPECTING = range(5)
BUSINESS = 0
DISPUTE = 2
ISSUED, DUE, ENTERED, REMINDER_TERM, NOTICE_TERM = 0, 1, 3, 10, 19
HAS_EMAIL, HAS_ADDRESS = FACT_INDEX["debtor.has_email"], FACT_INDEX["debtor.has_address"]

ANCHOR = (DUE, DUE, REMINDER_TERM, ENTERED, ENTERED, NOTICE_TERM)
REACHES = (False, True, True, True, True, False, False, False, False, False)
ASKS_WHEN = (False, True, True, True, False, True, False, False, False, False)
PATIENCE = (5, 5, 3, 5, 5, 5, 5, 5, 10, 5)
WAITS_FOR_PERSON = (False, False, True, False, False, False, True, True, True, True)
CHANNELS = ((), ("email",), ("phone",), ("letter",), ("letter",), ("agency",), *[("task",)] * 4)
OWNER = ("", "", "", "", "", "", "administration", "credit-control", "manager", "manager")


def ladder(position, day, calendar):
    """What is due on the day on which the position stands, the next look, and why: (actions, next look, reasons)."""
    if position.end:
        return (), None, (("ended", (position.end, position.ended)),)
    look, blocked = NEVER, bool(position.stops)
    for hold in position.holds:
        if hold.last:
            over = hold.last + 1 if hold.last >= day else day
            if over < look:
                look = over
        if not (hold.hold == DISPUTE and 0 < hold.amount < position.claim_open):
            blocked = True
    step, phase = position.step, position.phase
    if not blocked:
        change = next_change(position, step, phase, day, calendar)
        if change < look:
            look = change

    actions, reasons, later = (), (), NEVER
    if position.messages and not position.stops:
        later = contact_day(position.contacts, day, calendar.is_open)
        if later > day:
            reasons = (("contact_waits", (later,)),)
        else:
            later = day + 1
            actions = (("message", -1, 1, ("email",), 0, "", day, (("confirms", ()),)),)
    elif blocked:
        stops = [("stopped", (kind,)) for kind in position.stops]
        holds = [("held", (hold.hold, hold.since, hold.last)) for hold in position.holds]
        reasons = (*stops, *holds)
    elif phase == OPEN:
        later = day if position.since < day else position.since
        if REACHES[step]:
            later = contact_day(position.contacts, later, calendar.is_open)
        if later > day:
            reasons = (("contact_waits", (later,)),)
        else:
            actions = (due(position, step, calendar),)
            later = day + 1 if REACHES[step] else NEVER
    elif phase == ASKING:
        why = (("asks", tuple(position.ask.split(":", 1))),)
        actions = (("ask", step, 1, (), -1, "credit-control", position.since, why),)
    elif phase == WAITING and step <= HAND_OVER:
        reasons = (("waits_for_start", (step, position.anchors[ANCHOR[step]])),)
    else:
        reasons = (("waits", (step, position.since)),)
    if later < look:
        look = later
    return actions, look if look < NEVER else None, reasons


def start_of(step, anchors, calendar):
    """The day on which a step of the ladder may start by its own phrase; 0 while that day is not known."""
    anchor = anchors[ANCHOR[step]]
    if not anchor or step == NOTICE:
        return anchor
    if step <= REMINDER:
        return anchor + 1
    return calendar.add(anchor, 2 if step == HAND_OVER else 1)


def next_change(position, step, phase, day, calendar):
    """The first day from today on which the case changes by itself."""
    since, look = position.since, NEVER
    if phase == WAITING:
        look = start_of(step, position.anchors, calendar) if step <= HAND_OVER else since
        if look < day:
            look = day
        if look < since:
            look = since
        if look <= position.granted:
            look = position.granted + 1
        if REACHES[step]:
            look = contact_day(position.contacts, look, calendar.is_open)
    elif phase == PAUSED:
        look = day if since < day else since
    elif phase == OPEN and step == CALL and position.attempts >= 2:
        look = day

    if not position.escalated:
        patience = 0
        if phase == ASKING:
            patience = 5
        elif phase == EXPECTING or (phase == OPEN and WAITS_FOR_PERSON[step]):
            patience = PATIENCE[step]
        elif phase == OPEN and step == HAND_OVER and not position.approved:
            patience = 5
        if patience:
            over = calendar.add(since, patience)
            if over < day:
                over = day
            if over < look:
                look = over

    if position.frame is None and step <= HAND_OVER:
        anchors, counts, late = position.anchors, position.counts, position.late
        if step <= REMINDER and not late & 2 and not counts[REMINDER] and anchors[DUE]:
            missed = calendar.add(anchors[DUE], 2) + 1
            if missed < day:
                missed = day
            if missed < look:
                look = missed
        if not late & 32 and not counts[HAND_OVER] and anchors[ISSUED]:
            missed = add_months(anchors[ISSUED], 3) + position.held_days + position.side_days + 1
            if missed < day:
                missed = day
            if missed < look:
                look = missed
    return look


def contact_day(contacts, day, is_open):
    """The first day from `day` on which the debtor may be reached: working days, one a day, two in seven days."""
    while True:
        if not is_open(day) or (contacts and contacts[-1] >= day):
            day += 1
        elif len(contacts) >= 2 and contacts[-2] > day - 7:
            day = contacts[-2] + 7
        else:
            return day


def due(position, step, calendar):
    """The one action that is due at the current step."""
    since, count = position.since, position.counts[step]
    if step == HAND_OVER and not position.approved:
        return ("approve", step, 1, (), -1, "credit-control", since, (("approval", ()),))
    channels = CHANNELS[step]
    reasons = []
    if step <= HAND_OVER:
        reasons.append(("start", (step, position.anchors[ANCHOR[step]])))
        if not position.attempts and not count and since > (start := start_of(step, position.anchors, calendar)):
            if position.granted >= start:
                reasons.append(("term_first", (position.granted,)))
            elif REACHES[step]:
                reasons.append(("contact_moved", (since,)))
        if ASKS_WHEN[step]:
            reasons.append(("when_holds", (step,)))
        if step == HAND_OVER:
            reasons.append(("released", ()))
    if position.channel:
        reasons.append(("fallback", ("email", "letter")))
        channels = ("letter",)
    elif step == NOTICE and position.variant == BUSINESS:
        email, letter = position.facts[HAS_EMAIL] is True, position.facts[HAS_ADDRESS] is True
        channels = ("letter",) if letter and not email else ("email",) if email and not letter else ("email", "letter")
    if step == CALL:
        reasons.append(("attempt", (position.attempts + 1, 2)))
        count = position.attempts
    return ("step", step, count + 1, channels, -1, OWNER[step], since, tuple(reasons))
