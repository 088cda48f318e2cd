"""The shipped Dutch ladder as a programmer would write it by hand for speed: what `decide` is measured against.

Every step, day, limit, rule and word of policies/nl/standard.yaml and of the guardrails that concern it is hard-coded
here; a reason is a pair of id and numbers. Only the position, the calendar and the counting of months are the engine's.
"""
# ruff: noqa: C901, PLR0912, PLR1730 - written for speed: few calls, and comparisons instead of min and max

from __future__ import annotations

from dunwell.days import add_months
from dunwell.language.fields import FACT_INDEX

NEVER = 10**9
CHECK, REMINDER, CALL, DEFAULT, NOTICE, HAND_OVER, MEND, FIND, SMALL, REVIEW = range(10)
WAITING, OPEN, PAUSED, ASKING, EXPECTING = range(5)
OVER = 2
BUSINESS, CONSUMER = range(2)
DISPUTE = 2
LATE_REMINDER, LATE_HAND_OVER = 1 << REMINDER, 1 << HAND_OVER

ISSUED, DUE, ENTERED, PROMISED = 0, 1, 3, 4
CALL_SENT = 12
REMINDER_TERM, DEFAULT_TERM, NOTICE_TERM = 11, 17, 20
STARTS_FROM = (DUE, DUE, REMINDER_TERM, ENTERED, ENTERED, NOTICE_TERM)

KIND, NATURAL, BASIS = (
    FACT_INDEX[f"{name}"] for name in ("debtor.kind", "debtor.natural_person", "agreement.default_basis")
)
HAS_EMAIL, HAS_ADDRESS = FACT_INDEX["debtor.has_email"], FACT_INDEX["debtor.has_address"]
LATER, JOIN = FACT_INDEX["invoice.later_instalment"], FACT_INDEX["debtor.claims_to_join"]
AGENCY, COLLECTOR, REGISTERED = (
    FACT_INDEX[name] for name in ("agency.registered", "collector.kind", "collector.registered")
)

REACHES = (False, True, True, True, True, False, False, False, False, False)
HAS_CONDITION = (False, True, True, True, False, True, False, False, False, False)
PATIENCE = (5, 5, 3, 5, 5, 5, 5, 5, 10, 5)
CHANNELS = ((), ("email",), ("phone",), ("letter",), ("letter",), ("agency",), *[("task",)] * 4)
OWNER = ("", "", "", "", "", "", "administration", "credit-control", "manager", "manager")
NOBODY = "credit-control"


def ladder(position, day, calendar):
    """What is due on the day on which the position stands, the next look, and why: (actions, next look, reasons)."""
    if position.end:
        return (), None, (("ended", (position.end, position.ended)),)
    if position.stops:
        stops = [("stopped", (kind,)) for kind in position.stops]
        holds = [("held", (hold.hold, hold.since, hold.last)) for hold in position.holds]
        look = near_limitation(position)
        until = max((hold.last for hold in position.holds if hold.hold < 0), default=0)
        if until >= day:
            return (), min(look, until + 1), (*stops, *holds)
        asked = ("ask", position.step, 1, (), -1, NOBODY, position.anchors[3], (stops[0],))
        return (asked,), look, ()

    look, disputed, blocked = next_alarm(position, calendar), 0, False
    waits = expects = position.phase == EXPECTING
    for hold in position.holds:
        if hold.hold < 0:
            expects = False
        if hold.last < look and (hold.hold < 0 or not waits):
            look = hold.last + 1
        if hold.hold == DISPUTE and hold.amount:
            disputed += hold.amount
        else:
            blocked = True
    if disputed and disputed >= position.claim_open:
        blocked = True

    if blocked and not expects:
        actions, reasons, later = (
            (),
            tuple([("held", (hold.hold, hold.since, hold.last)) for hold in position.holds]),
            NEVER,
        )
    else:
        actions, reasons, change, later = IN_PHASE[position.phase](position, position.step, day, calendar)
        if change < look:
            look = change
    if look > position.anchors[DUE] + 637:  # two years less three months
        near = near_limitation(position)
        if near < look:
            look = near
    if position.messages:
        actions, reasons, later = confirmation(position, day, calendar, actions, reasons, later)
    if later < look:
        look = later
    return actions, look if look < NEVER else None, reasons


def limitation(position):
    """The last day on which the claim can be enforced: two years for a consumer, five for others."""
    kind, written = position.facts[KIND], position.interrupted
    return add_months(written[-1] if written else position.anchors[DUE], 24 if kind in (None, "consumer") else 60)


def near_limitation(position):
    """Three months before that day."""
    return add_months(limitation(position), -3)


def confirmation(position, day, calendar, actions, reasons, later):
    """The confirmation of a promise goes out before any other contact; without an address a person is asked."""
    others = tuple([action for action in actions if action[0] != "step" or not REACHES[action[1]]])
    when = confirmation_day(position.contacts, day, calendar.is_open)
    if position.anchors[PROMISED] < when:
        return actions, reasons, later
    if not position.facts[HAS_EMAIL]:
        why = ("asks", ("undeliverable", "email"))
        later = later if later < day + 1 else day + 1
        return (("ask", position.step, 1, (), 0, NOBODY, 0, (why,)), *others), (), later
    if when > day:
        return others, (("contact_waits", (when,)),), when if when < later else later
    message = ("message", -1, 1, ("email",), 0, "", day, (("confirms", ()),))
    return (message, *others), (), later if later < day + 1 else day + 1


def confirmation_day(contacts, day, is_open):
    """The first open day without another contact; the limit of a week does not hold for a confirmation."""
    while not is_open(day) or (contacts and contacts[-1] >= day):
        day += 1
    return day


def next_alarm(position, calendar):
    """The first day after the reminder or the handing over should have started."""
    anchors, counts, late, frame, look = position.anchors, position.counts, position.late, position.frame, NEVER
    if frame is None:
        step = position.step
        if step <= HAND_OVER and not late & LATE_HAND_OVER and not counts[HAND_OVER] and not position.pauses[1].since:
            look = made_up(position, add_months(anchors[DUE], 3), position.pauses[1].days, calendar) + 1
    else:
        step = frame.step
        if step == REMINDER and frame.phase != WAITING:
            return look
    if step <= REMINDER and not late & LATE_REMINDER and not counts[REMINDER] and not position.pauses[0].since:
        missed = made_up(position, calendar.add(anchors[DUE], 2), position.pauses[0].days, calendar) + 1
        if missed < look:
            look = missed
    return look


def made_up(position, last, days, calendar):
    """The last day with the days that did not count; such a day allows a contact."""
    return contact_day(position.contacts, last + days, calendar.is_open) if days else last


def start_of(step, anchors, calendar):
    """The day on which a step of the ladder may start by its own phrase; 0 while that day is not known."""
    anchor = anchors[STARTS_FROM[step]]
    if not anchor or step == NOTICE:
        return anchor
    if step <= REMINDER:
        return anchor + 1
    return calendar.add(anchor, 2 if step == HAND_OVER else 1)


def ready_day(position, step, start, own_term, calendar):
    """The day before which a step of the ladder is not carried out: its start, a term, two days between calls."""
    anchors, day = position.anchors, position.since
    if step > REMINDER and anchors[DUE] >= day:
        day = anchors[DUE] + 1
    if start > day:
        day = start
    if anchors[REMINDER_TERM] >= day and own_term != REMINDER_TERM:
        day = anchors[REMINDER_TERM] + 1
    if anchors[DEFAULT_TERM] >= day and own_term != DEFAULT_TERM:
        day = anchors[DEFAULT_TERM] + 1
    if anchors[NOTICE_TERM] >= day and own_term != NOTICE_TERM:
        day = anchors[NOTICE_TERM] + 1
    if step == CALL and position.counts[CALL]:
        apart = calendar.add(anchors[CALL_SENT], 2)
        if apart > day:
            day = apart
    return day


def contact_day(contacts, day, is_open):
    """The first day from `day` on which the debtor may be reached: working days, one a day, two in seven days."""
    while True:
        if not is_open(day) or (contacts and contacts[-1] >= day):
            day += 1
        elif len(contacts) >= 2 and contacts[-2] > day - 7:
            day = contacts[-2] + 7
        else:
            return day


def waiting(position, step, day, calendar):
    """A step that waits for its day."""
    if step > HAND_OVER:
        return (), (("waits", (step, position.since)),), position.since, NEVER
    anchors = position.anchors
    look = ready_day(position, step, start_of(step, anchors, calendar), 0, calendar)
    if REACHES[step]:
        look = contact_day(position.contacts, look, calendar.is_open)
    return (), (("waits_for_start", (step, anchors[STARTS_FROM[step]])),), look, NEVER


def paused(position, step, day, calendar):
    """The time to call back after the last call."""
    return (), (("waits", (step, position.since)),), position.since, NEVER


def asking(position, step, day, calendar):
    """A question that a person answers."""
    look = NEVER if position.escalated else calendar.add(position.since, 5)
    why = (("asks", tuple(position.ask.split(":", 1))),)
    return (("ask", step, 1, (), -1, NOBODY, position.since, why),), (), look, NEVER


def expecting(position, step, day, calendar):
    """A credit note that a person sees to."""
    look = NEVER if position.escalated else calendar.add(position.since, PATIENCE[step])
    return (
        (("ask", step, 1, (), -1, NOBODY, position.since, (("expects", ("credited", position.awaited)),)),),
        (),
        look,
        NEVER,
    )


def task(position, step, calendar):
    """A side step: a person's task."""
    since = position.since
    look = NEVER if position.escalated else calendar.add(since, PATIENCE[step])
    frame = position.frame
    why = (("comes_next", ()) if frame is None else ("sent_here", (frame.step,)),)
    return (("step", step, position.counts[step] + 1, CHANNELS[step], -1, OWNER[step], since, why),), (), look, NEVER


def due(position, step, day, calendar):
    """A step of the ladder whose day has come."""
    if step > HAND_OVER:
        return task(position, step, calendar)
    start = start_of(step, position.anchors, calendar)
    own_term = 3 * step + 8
    since = ready_day(position, step, start, own_term, calendar)
    when = day
    if REACHES[step] and since <= day:
        when = contact_day(position.contacts, day, calendar.is_open)
    approval = step == HAND_OVER and not position.approved
    broken = breaches(position, step, when) if step else ()

    look = NEVER
    if not position.escalated:
        if step == CALL:
            look = calendar.add(since, 3)
        elif approval:
            look = calendar.add(since, 5)
        else:
            for _, (_, lawful) in broken:
                if lawful == NEVER:
                    look = calendar.add(since, 5)
                    break
    if since > day:
        return (), (("not_yet", (since,)),), look, since
    if broken:
        lawful = max([lawful for _, (_, lawful) in broken])
        return (("blocked", step, 1, (), -1, NOBODY, position.since, tuple(broken)),), (), look, lawful
    if approval:
        return (("approve", step, 1, (), -1, NOBODY, position.since, (("approval", ()),)),), (), look, NEVER
    if when > day:
        return (), (("contact_waits", (when,)),), look, when
    channels, why = carried(position, step, start, own_term, calendar)
    action = ("step", step, position.counts[step] + 1, channels, -1, "", since, why)
    return (action,), (), look, day + 1 if REACHES[step] else NEVER


IN_PHASE = (waiting, due, paused, asking, expecting)


def carried(position, step, start, own_term, calendar):
    """The channels of a step that is carried out today, and why it is."""
    anchors, since, count = position.anchors, position.since, position.counts[step]
    channels = CHANNELS[step]
    reasons = [("start", (step, anchors[STARTS_FROM[step]]))]
    if since > start and not count:
        granted = 0
        for term in (REMINDER_TERM, DEFAULT_TERM, NOTICE_TERM):
            if term != own_term and anchors[term] > granted:
                granted = anchors[term]
        floor = position.anchors[DUE] + 1
        if start < floor and since in (floor, contact_day(position.contacts, floor, calendar.is_open)):
            reasons.append(("not_due", (floor - 1,)))
        elif granted >= start:
            reasons.append(("term_first", (granted,)))
        elif REACHES[step] and contact_day(position.contacts, start, calendar.is_open) == since:
            reasons.append(("contact_moved", (since,)))
        else:
            reasons.append(("came_later", (since,)))
    if HAS_CONDITION[step]:
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
        reasons.append(("attempt", (count + 1, 2)))
    return channels, tuple(reasons)


def breaches(position, step, day):
    """The law that a step would breach on a day: reasons with the rule and the first day on which it would not.

    Contacts fall on working days only, which are never Sundays or public holidays, so that rule needs no look.
    """
    facts, anchors, found = position.facts, position.anchors, []
    protected = facts[KIND] is None or facts[KIND] == "consumer"
    natural = facts[NATURAL] is True or (facts[NATURAL] is None and protected)
    if step == HAND_OVER:
        if protected:
            letter = anchors[NOTICE_TERM] if position.variant == CONSUMER else 0
            lawful = letter + 1 if letter else NEVER
            if lawful > day:
                found.append(("guardrail", ("NL-101", lawful)))
            lawful = in_default_from(position)
            if lawful > day:
                found.append(("guardrail", ("NL-104", lawful)))
            if facts[LATER] is True and not position.approved:
                found.append(("guardrail", ("NL-108", NEVER)))
        if natural and facts[AGENCY] is not True:
            found.append(("guardrail", ("NL-110", NEVER)))
    elif step == NOTICE and protected and position.variant == CONSUMER:
        lawful = in_default_from(position)
        if lawful > day:
            found.append(("guardrail", ("NL-102", lawful)))
        if facts[JOIN] is True:
            found.append(("guardrail", ("NL-111", NEVER)))
    if position.limitation == OVER:
        found.append(("guardrail", ("NL-114" if protected else "NL-112", NEVER)))
    if (
        step != HAND_OVER
        and facts[COLLECTOR] in ("third_party", "assignee")
        and natural
        and facts[REGISTERED] is not True
    ):
        found.append(("guardrail", ("NL-113", NEVER)))
    return found


def in_default_from(position):
    """The first day of default: after the due date if that was agreed, else after the term of a notice of default."""
    anchors, first = position.anchors, NEVER
    if anchors[DEFAULT_TERM]:
        first = anchors[DEFAULT_TERM] + 1
    if position.variant == BUSINESS and anchors[NOTICE_TERM] and anchors[NOTICE_TERM] < first:
        first = anchors[NOTICE_TERM] + 1
    if position.facts[BASIS] in ("agreed_term", "notice") and anchors[DUE] < first:
        first = anchors[DUE] + 1
    return first
