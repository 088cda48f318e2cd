"""Payment plans: wanted, offered, agreed, watched instalment by instalment; completed, breached or infeasible."""

from __future__ import annotations

from datetime import date

from naive import holds, ladder
from naive.case import entry
from naive.conditions import judge
from naive.instalments import agreed, paid_instalments
from naive.words import amount, phrase

MOST_INSTALMENTS = 240


def text_of(case):
    """What the policy says of the plan that runs."""
    return case.policy["plans"][case.plan["name"]]


def a_plan(name, stage, day, **more):
    """A plan at one of its stages; `since` is the day of the stage, or of what it waits for."""
    plan = {
        "name": name, "stage": stage, "since": day, "until": 0, "schedule": [], "base": 0, "told": 0, "reminded": 0,
        "late": 0, "others": False, "term": 0, "misses": 0, "lowered": 0, "wants_change": False, "escalated": False,
    }  # fmt: skip
    return plan | more


# ------------------------------------------------------------------------------------------------------ by itself


def change(case):
    """What the plan does by itself today, if anything, in the order of a day."""
    plan, text, day = case.plan, text_of(case), case.day
    if plan["stage"] == "wanted":
        verdict = judge(case, text["when"]) if "when" in text else True
        if verdict is None:
            return escalate(case)  # an unknown fact asks a person, and the answer judges it again
        judged(case, text, verdict)
        return True
    if plan["stage"] == "offered":
        if plan["until"]:
            return day > plan["until"] and unanswered(case, text)
        return escalate(case)
    due = [(day_of(case, plan, text), act) for day_of, act in WATCHED]
    due = [(when, act) for when, act in due if when and when <= day]
    if due:
        min(due, key=lambda one: one[0])[1](case, plan, text)  # what could not happen before comes in its order
        return True
    waits = ((plan["late"] or plan["others"]) and not plan["term"]) or plan["wants_change"]
    return bool(waits) and escalate(case)


def judged(case, text, verdict):
    """`when` is judged on the day the plan is wanted: then it is offered, or the case goes on elsewhere."""
    if verdict:
        case.plan |= {"stage": "offered", "since": case.day, "escalated": False}
        holds.queue(case, f"{case.plan['name']}_offer" if "offer" in text else None)
    else:
        told(case, "refused")
        gone(case)
        holds.after_hold(case, text.get("otherwise"))


def unanswered(case, text):
    """Nobody answers: `unanswered` says where the case goes."""
    told(case, "unanswered")
    gone(case)
    holds.after_hold(case, text.get("offer", {}).get("unanswered"))
    return True


def escalate(case):
    """Somebody else is told once whoever was asked has taken too long."""
    if case.plan["escalated"] or case.day < case.after(case.plan["since"], case.attention["after"]):
        return False
    case.plan["escalated"] = True
    case.log.append(entry(case, "escalation", case.at, owner=case.attention["escalate_to"]))
    return True


def day_due(case, plan, text):
    """The due day of the next instalment."""
    return plan["schedule"][plan["told"]]["due"] if plan["told"] < len(plan["schedule"]) else 0


def instalment_due(case, plan, text):
    """The day of an instalment has come; a reminder that did not go out by then has no use any more."""
    if paid_instalments(case) <= plan["told"]:
        told(case, "instalment_due", plan["told"] + 1)
    plan["told"] += 1
    drop(case, "reminder")


def from_due(case, row, start):
    """So long before or after the day on which an instalment is due."""
    number, unit, _ = phrase(start)
    return case.law.after(row["due"], number, unit)


def day_to_remind(case, plan, text):
    """A reminder goes out before the next instalment that is not paid, once."""
    done = paid_instalments(case)
    wanted = "remind" in text and done < len(plan["schedule"]) and done >= max(plan["reminded"], plan["told"])
    return from_due(case, plan["schedule"][done], text["remind"]["start"]) if wanted else 0


def remind(case, plan, text):
    """The reminder waits to go out."""
    plan["reminded"] = paid_instalments(case) + 1
    holds.queue(case, f"{plan['name']}_reminder")


def others_late(case):
    """New invoices must be paid on time meanwhile."""
    return "new_invoices" in text_of(case) and case.facts.get("debtor.new_invoices_on_time") is False


def day_missed(case, plan, text):
    """Some days after its due day an instalment counts as missed, each once."""
    behind = max(plan["late"], paid_instalments(case))
    return from_due(case, plan["schedule"][behind], text["late"]["start"]) if behind < len(plan["schedule"]) else 0


def day_others_late(case, plan, text):
    """A new invoice that is paid late counts as a missed instalment."""
    return case.day if others_late(case) and not plan["others"] else 0


def late(case, plan, text):
    """The debtor is told what is missed and gets a term to repair it."""
    number = max(plan["late"], paid_instalments(case)) + 1
    missed_one = 0 < day_missed(case, plan, text) <= case.day
    told(case, "instalment_late", number if missed_one else 0)
    plan["late"] = number if missed_one else plan["late"]
    plan |= {"others": others_late(case), "term": 0, "since": case.day, "escalated": False}
    holds.queue(case, f"{plan['name']}_late")


def day_after_repair(case, plan, text):
    """The day after the repair term: its last day is the debtor's."""
    return plan["term"] + 1 if plan["term"] > 0 else 0


def missed(case, plan, text):
    """The repair term has run out: as often as `misses` says, or for the last instalment, the plan is breached."""
    often = text["ends"]["breached"].get("when", {}).get("misses", 1)
    if plan["misses"] + 1 < often and plan["late"] < len(plan["schedule"]):
        plan["misses"], plan["term"] = plan["misses"] + 1, -1
    else:
        told(case, "breached")
        over(case, "breached")


def day_completed(case, plan, text):
    """A plan is completed when all its instalments are paid, or as its `when` says."""
    return case.day if judge(case, text["ends"].get("completed", {}).get("when", {"plan.open": 0})) else 0


def completed(case, plan, text):
    """All that was agreed is paid, and yet the case is open: more is owed beside the plan. The ladder goes on."""
    told(case, "completed")
    gone(case)


WATCHED = (
    (day_due, instalment_due), (day_to_remind, remind), (day_missed, late), (day_others_late, late),
    (day_after_repair, missed), (day_completed, completed),
)  # fmt: skip
"""What an agreed plan waits for, in the order of a day."""


def told(case, change_, number=0):
    """Tell what became of the plan."""
    case.log.append(entry(case, "plan", case.plan["name"], change=change_, number=number))


# --------------------------------------------------------------------------------------------------------- its ends


def over(case, end):
    """A plan that is not kept is told, and the case goes where the policy says. It claims nothing by itself."""
    name, text = case.plan["name"], text_of(case)["ends"][end]
    gone(case)
    holds.queue(case, f"{name}_{end}" if "tell" in text else None)
    if end == "breached":
        case.plans_breached.append(case.day)
        ladder.anew(case, "plan_breached")
    holds.after_hold(case, {key: text[key] for key in ("go_to", "resume") if key in text})


def gone(case):
    """The plan is over, and so are its messages that wait; whoever was asked has time again."""
    drop(case, "offer", "confirmation", "reminder", "late")
    case.plan = None
    ladder.woken(case)


def drop(case, *which):
    """Messages of the plan that have no use any more."""
    names = [f"{case.plan['name']}_{one}" for one in which]
    case.messages = [one for one in case.messages if one not in names]


def watch(case):
    """After money or a fact: what was late and is repaired is no longer late, and what is paid is not reminded of."""
    if not agreed(case):
        return
    plan, done = case.plan, paid_instalments(case)
    still = plan["others"] and others_late(case)
    if (plan["late"] or plan["others"]) and done >= plan["late"] and not still:
        plan |= {"late": 0, "others": False, "term": 0}
        drop(case, "late")
    if done >= plan["reminded"]:
        drop(case, "reminder")


def question(case):
    """What a person is asked about the plan, if anything."""
    plan = case.plan
    text = text_of(case)
    if plan["stage"] == "wanted":
        return "unknown" if "when" in text and judge(case, text["when"]) is None else ""
    if plan["stage"] == "offered" and not plan["until"] and "offer" not in text:
        return "offer"
    return "change" if plan["wants_change"] else ""


# ------------------------------------------------------------------------------------------------------- agreements


def want(case, name):
    """The debtor is to get a plan. With one agreed, a change is asked for; not on the day of the agreement itself."""
    name = name or next(iter(case.policy.get("plans", {})), "")
    if case.end or not name or case.question == "no_variant":
        return
    if case.plan is None:
        case.plan = a_plan(name, "wanted", case.day)
    elif agreed(case) and case.plan["since"] != case.day and not case.plan["wants_change"]:
        case.plan |= {"wants_change": True, "since": case.day, "escalated": False}


def schedule_of(case, text, data):
    """The schedule is what was agreed, else what the policy proposes: see `propose`."""
    if "instalments" in data:
        rows = [one.split() for one in data["instalments"].split(",")]
        return [{"due": date.fromisoformat(due).toordinal(), "amount": amount(f"EUR {cents}")} for due, cents in rows]
    return propose(case, text["instalments"], max(case.claim_open, 0), data)


def propose(case, bounds, total, wish):
    """Equal amounts, the last takes the rest, days counted from the first."""
    if total <= 0:
        return []
    every, unit, _ = phrase(wish.get("every") or bounds["every"])
    number, first_unit, _ = phrase(bounds["first"])
    first = wish.get("first") or case.law.after(case.day, number, first_unit)
    amounts = amounts_of(bounds, total, wish, fitting(case, bounds, first, every, unit))
    return [{"due": case.law.after(first, every * n, unit), "amount": cents} for n, cents in enumerate(amounts)]


def fitting(case, bounds, first, every, unit):
    """How many instalments there may be: the last is due within `no_longer_than` of the agreement."""
    if "no_longer_than" not in bounds:
        return bounds["times"]
    end = case.after(case.day, bounds["no_longer_than"])
    return max(len([n for n in range(bounds["times"]) if case.law.after(first, every * n, unit) <= end]), 1)


def amounts_of(bounds, total, wish, most):
    """So many equal instalments, none below `at_least` but for the last, each rounded down to `round_to`."""
    if wish.get("amount"):
        each = max(wish["amount"], -(-total // MOST_INSTALMENTS))
        return [each] * (total // each) + ([total % each] if total % each else [])
    least, rounding = amount(bounds.get("at_least")), amount(bounds.get("round_to")) or 1
    times = wish.get("times") or (min(most, max(total // least, 1)) if least else most)
    even = total // times
    each = max(even - even % rounding, min(even, least)) or even
    return [each] * (times - 1) + [total - each * (times - 1)] if each else [total]


def agree(case, rows, more):
    """A schedule stands as agreed and is confirmed in writing; it covers all that is open."""
    name = case.plan["name"]
    drop(case, "offer", "confirmation", "late")
    base = max(sum(row["amount"] for row in rows), case.claim_open)
    case.plan_agreed = case.day
    case.plan = a_plan(name, "agreed", case.day, schedule=rows, base=base, **more)
    case.messages.append(f"{name}_confirmation")


def outside(case, bounds, rows):
    """Whether a schedule leaves the bounds within which a person may agree."""
    if not rows:
        return True
    number, unit, _ = phrase(bounds["first"])
    smallest = min([row["amount"] for row in rows[:-1]], default=rows[-1]["amount"])
    end = case.after(case.day, bounds["no_longer_than"]) if "no_longer_than" in bounds else rows[-1]["due"]
    return (
        len(rows) > bounds["times"]
        or smallest < amount(bounds.get("at_least"))
        or rows[0]["due"] > case.law.after(case.day, number, unit)
        or rows[-1]["due"] > end
    )
