"""What a policy says beside its steps, as sentences: holds, payment plans, limitation, ends, people and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunwell.days import EVERY_DAY, MONTHS, WEEKDAYS
from dunwell.render.told_vocabulary import DAYS, DECISIONS, HOLD_OUTCOMES, PLAN_INTEREST, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dunwell.language.parts import Condition
    from dunwell.language.plans import Plan, PlanEnd
    from dunwell.language.program import Hold
    from dunwell.render.told_clauses import Teller


def applies(teller: Teller) -> Iterator[str]:
    """Whom the policy is for."""
    clauses = (teller.condition(one, inner=one.kind == "any") for one in teller.program.applies_to)
    yield teller.voice.say("applies", clause=teller.voice.listed(clauses))


def assumed(teller: Teller) -> Iterator[str]:
    """What is taken for granted while nobody has said it, one sentence for each."""
    for one in teller.program.assumptions:
        said = teller.voice.say("as_invoiced") if one.value is None else teller.is_so(one.field, one.value)
        yield teller.voice.say("assumed", clause=said)


def kinds(teller: Teller) -> Iterator[str]:
    """The kinds of cases, and which cases are of each."""
    for variant in teller.program.variants:
        if variant.when is not None:
            clause = teller.condition(variant.when)
            yield teller.voice.say("kind", name=teller.variant(variant.name), clause=clause)
    if all(variant.when is None for variant in teller.program.variants):
        yield teller.voice.say("kind_all")


def named(teller: Teller) -> Iterator[str]:
    """The conditions that have a name, in the order of the policy."""
    program = teller.program
    used = [step.when for steps in program.steps for step in steps]
    used += [variant.when for variant in program.variants] + [plan.when for plan in program.plans]
    used += [plan.completed for plan in program.plans]
    found = {one.name: one for condition in used if condition for one in _with_parts(condition) if one.name}
    for name, condition in sorted(found.items(), key=lambda pair: (pair[1].place.line, pair[1].place.column)):
        yield teller.voice.say("named", name=(name or "").replace("_", " "), clause=teller.condition(condition))


def _with_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.parts:
        yield from _with_parts(part)


def rules(teller: Teller) -> Iterator[str]:
    """When and how often the debtor is reached, on what payment data, and who is asked."""
    program, voice = teller.program, teller.voice
    contacts = program.contacts
    yield voice.say("days_working" if contacts.days is not EVERY_DAY else "days_all")
    if contacts.weekdays:
        yield voice.say("weekdays", days=voice.listed(voice.word(DAYS, WEEKDAYS[each]) for each in contacts.weekdays))
    for one in contacts.quiet:
        first, last = (f"{number} {voice.word(VALUES, MONTHS[month - 1])}" for month, number in (one.first, one.last))
        yield voice.say("quiet_calls" if one.calls else "quiet", first=first, last=last)
    week = contacts.per_week
    yield voice.say("per_week", times=voice.times(week)) if week else voice.say("per_day")
    if program.bank_data:
        yield voice.say("bank", span=voice.duration(program.bank_data))
    wait = program.attention
    yield voice.say("attention", owner=program.attention_owner, span=voice.duration(wait.after), who=wait.escalate_to)


def hold(teller: Teller, one: Hold) -> Iterator[str]:
    """A reason for which no step starts: when it begins, how long it lasts, and what follows."""
    voice = teller.voice
    opens = one.opens_on
    yield voice.say("opens_on", event=teller.event(opens)) if opens else voice.say("opens_by_route")
    yield voice.say("held_part" if one.part else "held_all")
    if one.until_event:
        yield voice.say("until_event", event=teller.event(one.until_event))
    if one.until:
        yield voice.say("until_day", day=teller.day(one.until))
    if one.limit:
        yield voice.say("limit", span=voice.duration(one.limit))
    yield voice.say("still" if one.stand_still else "runs_on")
    if one.confirm >= 0:
        yield voice.say("confirm", what=teller.message(one.confirm))
    if one.times:
        yield voice.say("hold_times", times=voice.times(one.times), then=teller.route(one.otherwise))
    yield from teller.outcomes(one.outcomes, dict(HOLD_OUTCOMES))
    if one.expired >= 0:
        yield voice.say("expired", then=teller.route(one.expired))


def plan(teller: Teller, one: Plan) -> Iterator[str]:
    """A payment plan: who may have it, how it is offered and watched, and how it ends."""
    voice = teller.voice
    yield voice.say("plan_all")
    if one.when:
        yield voice.say("plan_when", clause=teller.condition(one.when), then=teller.route(one.otherwise))
    if one.offer >= 0 and one.valid:
        span = voice.duration(one.valid)
        yield voice.say("plan_offer", what=teller.message(one.offer), span=span, then=teller.route(one.unanswered))
    else:
        yield voice.say("plan_by_hand", who=teller.program.attention_owner)
    yield from _amounts(teller, one)
    yield voice.say("confirm", what=teller.message(one.confirm))
    if one.remind >= 0 and one.reminded:
        yield voice.say("plan_remind", day=teller.day(one.reminded), what=teller.message(one.remind))
    span, start = voice.span(one.repair.count, one.repair.unit), teller.term_start(one.repair)
    yield voice.say("plan_late", day=teller.day(one.missed), what=teller.message(one.late), span=span, start=start)
    if one.new_invoices:
        yield voice.say("plan_invoices")
    yield from _interest(teller, one)
    yield from _plan_ends(teller, one)


def _amounts(teller: Teller, one: Plan) -> Iterator[str]:
    voice, bounds, currency = teller.voice, one.instalments, teller.program.currency
    first = teller.counted(bounds.first.count, bounds.first.unit, "agreed")
    yield voice.say("plan_amounts", number=voice.number(bounds.times), span=voice.duration(bounds.every), first=first)
    if bounds.at_least:
        yield voice.say("plan_least", money=voice.money(bounds.at_least, currency))
    if bounds.round_to > 1:
        yield voice.say("plan_round", money=voice.money(bounds.round_to, currency))
    if bounds.longest:
        yield voice.say("plan_longest", span=voice.duration(bounds.longest))
    if bounds.lowered is not None:
        key = "plan_lowered" if bounds.lowered else "plan_never_lowered"
        yield voice.say(key, times=voice.times(bounds.lowered))


def _interest(teller: Teller, one: Plan) -> Iterator[str]:
    if len(set(one.interest)) == 1:
        yield teller.voice.say("plan_interest_all", clause=teller.voice.word(PLAN_INTEREST, one.interest[0]))
        return
    for variant, interest in zip(teller.program.variants, one.interest, strict=False):
        clause = teller.voice.word(PLAN_INTEREST, interest)
        yield teller.voice.say("plan_interest", variant=teller.variant(variant.name), clause=clause)


def _plan_ends(teller: Teller, one: Plan) -> Iterator[str]:
    voice = teller.voice
    yield voice.say("plan_completed", clause=teller.condition(one.completed), reason=teller.closed("paid"))
    yield voice.say("plan_breached", times=voice.times(one.misses), then=_after_plan(teller, one.breached))
    yield from _told_at_end(teller, one.breached)
    event = teller.event("plan_declared_infeasible")
    yield voice.say("plan_infeasible", event=event, then=_after_plan(teller, one.infeasible))
    yield from _told_at_end(teller, one.infeasible)


def _after_plan(teller: Teller, end: PlanEnd) -> str:
    return teller.route(end.route) if end.route >= 0 else teller.voice.say("resume")


def _told_at_end(teller: Teller, end: PlanEnd) -> Iterator[str]:
    if end.everything_due:
        yield teller.voice.say("plan_end_due")
    if end.tell >= 0:
        yield teller.voice.say("plan_end_tell", what=teller.message(end.tell))


def limitation(teller: Teller) -> Iterator[str]:
    """What is done before the claim can no longer be enforced."""
    watch, voice = teller.program.limitation, teller.voice
    if watch.message >= 0:
        action = voice.say("limitation_send", what=teller.message(watch.message), owner=watch.owner)
    else:
        action = voice.say("limitation_ask", owner=watch.owner)
    yield voice.say("limitation", span=voice.duration(watch.before), action=action)
    yield voice.say("limitation_over", who=watch.escalate_to)


def ends(teller: Teller) -> Iterator[str]:
    """How a case ends, and what the debtor is told then."""
    yield teller.voice.say("ends_built_in")
    for reason, message in teller.program.farewells:
        yield teller.voice.say("farewell", reason=teller.closed(reason), what=teller.message(message))


def authority(teller: Teller) -> Iterator[str]:
    """What people may decide alone."""
    voice = teller.voice
    if teller.program.authority.why:
        yield voice.say("authority_why")
    for limit in teller.program.authority.limits:
        decision = voice.word(DECISIONS, limit.decision)
        money = voice.money(limit.cents, teller.program.currency)
        yield voice.say("second_person" if limit.cents else "second_always", money=money, decision=decision)


def money(teller: Teller) -> Iterator[str]:
    """What counts as paid, and when interest and costs are asked for."""
    if teller.program.tolerance:
        yield teller.voice.say("tolerance", money=teller.voice.money(teller.program.tolerance, teller.program.currency))
    yield teller.voice.say("costs")
