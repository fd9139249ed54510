#!/usr/bin/env python3
"""Reckons profit and copy gap of recorded trades a second time, with nothing of the product: whole fractions, no packages.

  reckon.py invent                    a small recording of our own making, as the venue's record would tell it
  reckon.py follow TRADES             what an account that follows every wallet of a recording did: one line for each answer or sale
  reckon.py reckon TRADES COPIES      the figures, as JSON
  reckon.py audit FILLS LEDGER        an account's own files, /performance/fills.csv and ledger.csv: every match reckoned again
  reckon.py events QUESTIONS          events whose questions exclude each other, with prices and shares held: chances, value, what is paid however it ends

TRADES is one row of the venue's trade record on each line (.jsonl or .jsonl.gz); what cannot be read is left out and counted.
The rules are those of docs/capabilities/ledger.md and docs/adr/0015-copy-gap.md; docs/testing.md says how the figures are compared.
"""
import csv
import gzip
import hashlib
import json
import random
import re
import sys
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor

RATE = Fraction(5, 100)            # platform fee of this reckoning: shares x rate x p x (1 - p), five decimals
WON, LOST = Fraction(95, 100), Fraction(5, 100)   # a last price beyond these ends the market at 1 or 0
MICRO = 1_000_000


def down(value, places=6):
    return Fraction(floor(value * 10 ** places), 10 ** places)


def up(value, places=6):
    return -down(-value, places)


def nearest(value, places):
    """Halves away from zero."""
    return -nearest(-value, places) if value < 0 else Fraction(floor(value * 10 ** places + Fraction(1, 2)), 10 ** places)


def text(value):
    """A fraction that ends within twelve decimals, without trailing zeros."""
    scaled = Fraction(value) * 10 ** 12
    assert scaled.denominator == 1, value
    digits = f"{abs(scaled.numerator):013d}"
    plain = f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")
    return ("-" if scaled < 0 else "") + plain


def told(value):
    return None if value is None else text(value)


def fee_of(shares, price):
    return nearest(shares * RATE * price * (1 - price), 5)


# ---- reading

def number(value):
    try:
        return None if isinstance(value, (bool, type(None), list, dict)) else Fraction(Decimal(str(value)))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def read_rows(path):
    """The readable rows and how many lines were left out. A row without a transaction gets one from its line."""
    rows, bad = [], 0
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for at, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line, parse_float=Decimal)
            except ValueError:
                row = None
            read = read_row(row, at) if isinstance(row, dict) else None
            if read:
                rows.append(read)
            else:
                bad += 1
    return rows, bad


def read_row(row, line):
    wallet, transaction, condition = (str(row.get(key) or "").lower() for key in ("proxyWallet", "transactionHash", "conditionId"))
    transaction = transaction or f"0x{line:064x}"
    token, side = str(row.get("asset") or ""), str(row.get("side") or "").upper()
    size, price, time = number(row.get("size")), number(row.get("price")), number(row.get("timestamp"))
    if not (re.fullmatch("0x[0-9a-f]{40}", wallet) and re.fullmatch("0x[0-9a-f]{64}", transaction) and re.fullmatch("0x[0-9a-f]{64}", condition)):
        return None
    if not re.fullmatch("[0-9]{1,78}", token) or side not in ("BUY", "SELL") or size is None or price is None or time is None:
        return None
    size = down(size)
    if size <= 0 or not 0 <= price <= 1 or time <= 0:
        return None
    return (wallet, transaction, token, side, int(time)), size, nearest(price, 6)


def fills_of(rows):
    """Rows of one wallet, transaction, outcome, side and second are one fill at the average price."""
    legs = defaultdict(list)
    for key, size, price in rows:
        legs[key].append((size, price))
    fills = []
    for (wallet, transaction, token, side, time), parts in legs.items():
        shares = sum(size for size, _ in parts)
        price = nearest(sum(size * price for size, price in parts) / shares, 6)
        fills.append({"id": f"data-api:{transaction}:{token}:{side}:{time}", "wallet": wallet, "token": token, "side": side, "at": time, "shares": shares, "price": price})
    return sorted(fills, key=lambda fill: (fill["at"], fill["id"], fill["wallet"]))


def in_turn(fills):
    """Of one second, purchases count first."""
    return sorted(fills, key=lambda fill: (fill["at"], fill["side"] == "SELL", fill["id"]))


class Prices:
    """What outcomes are worth: the last trade; one that was traded once has no price; one whose last price is near 0 or 1 has ended."""

    def __init__(self, fills):
        self._trades = defaultdict(list)
        for fill in fills:
            self._trades[fill["token"]].append((fill["at"], fill["price"]))

    def payout(self, token):
        last = self._trades[token][-1][1]
        return Fraction(1) if last >= WON else Fraction(0) if last <= LOST else None

    def final(self, token):
        return self.payout(token) if self.payout(token) is not None else self.before(token, None)

    def before(self, token, moment):
        known = [price for at, price in self._trades[token] if moment is None or at < moment]
        return known[-1] if len(known) > 1 else None


# ---- the account's books: first in, first out

class Stock:
    """Lots of one outcome: [shares left, cost left, id], oldest first."""

    def __init__(self):
        self.lots = []

    def take(self, shares, money):
        """Closes lots; answers (lot, shares, cost, money) of each part and the money of what no lot held."""
        parts = []
        while shares > 0 and self.lots:
            lot = self.lots[0]
            part = min(lot[0], shares)
            cost = lot[1] if part == lot[0] else down(lot[1] * part / lot[0])
            brought = money if part == shares else down(money * part / shares)
            parts.append((lot[2], part, cost, brought))
            lot[0], lot[1], shares, money = lot[0] - part, lot[1] - cost, shares - part, money - brought
            if lot[0] == 0:
                self.lots.pop(0)
        return parts, money

    def shares(self):
        return sum(lot[0] for lot in self.lots)

    def cost(self):
        return sum(lot[1] for lot in self.lots)


FIGURES = ("realized", "openValue", "openCost", "unmarkedCost", "openPositions", "unmarked", "fees", "unassigned", "trades", "bought")


def ledger(fills, prices):
    """What an account made that traded these fills as taker."""
    sums, stocks = dict.fromkeys(FIGURES, Fraction(0)), defaultdict(Stock)
    for fill in in_turn(fills):
        stock, fee = stocks[fill["token"]], fee_of(fill["shares"], fill["price"])
        sums["fees"] += fee
        sums["trades"] += 1
        if fill["side"] == "BUY":
            cost = up(fill["shares"] * fill["price"]) + fee
            sums["bought"] += cost
            stock.lots.append([fill["shares"], cost, fill["id"]])
            continue
        parts, over = stock.take(fill["shares"], down(fill["shares"] * fill["price"]) - fee)
        sums["realized"] += sum(money - cost for _, _, cost, money in parts)
        sums["unassigned"] += over
    for token, stock in stocks.items():
        payout = prices.payout(token)
        if payout is not None:
            sums["realized"] += sum(down(shares * payout) - cost for shares, cost, _ in stock.lots)
        elif stock.lots:
            sums["openPositions"] += 1
            mark = prices.final(token)
            if mark is None:
                sums["unmarked"] += 1
                sums["unmarkedCost"] += stock.cost()
            else:
                sums["openValue"] += down(stock.shares() * mark)
                sums["openCost"] += stock.cost()
    return sums


# ---- an account that follows

def follow(fills):
    """A tenth of each purchase, at most fifty dollars, a cent worse; some not seen, refused, expired, half filled; some sales missed."""
    held_by_them, own, answers = defaultdict(Fraction), defaultdict(lambda: defaultdict(Stock)), []
    for fill in in_turn(fills):
        dice = int(hashlib.sha256(fill["id"].encode()).hexdigest()[:8], 16)
        key = (fill["wallet"], fill["token"])
        if fill["side"] == "BUY":
            held_by_them[key] += fill["shares"]
            answer = answer_to(fill, dice)
            answers.append(answer)
            for match in answer["matches"]:
                own[fill["wallet"]][fill["token"]].lots.append([Fraction(match["shares"]), Fraction(0), ""])
            continue
        before = held_by_them[key]
        held_by_them[key] = max(Fraction(0), before - fill["shares"])
        stock = own[fill["wallet"]][fill["token"]]
        part = min(Fraction(1), fill["shares"] / before) if before > 0 else Fraction(0)
        shares = down(stock.shares() * part, 2)
        if shares > 0 and dice % 5 > 0:
            price = max(Fraction(1, 100), fill["price"] - Fraction(1, 100))
            stock.take(shares, Fraction(0))
            answers.append({"sale": fill["wallet"], "token": fill["token"], "shares": text(shares), "price": text(price), "fee": text(fee_of(shares, price)), "at": fill["at"] + 7 + dice % 3})
    return answers


def answer_to(fill, dice):
    chosen = down(fill["shares"] / 10, 8)
    answer = {"fill": fill["id"], "wallet": fill["wallet"], "result": "ordered", "reason": None, "chosen": text(chosen), "ordered": None, "matches": []}
    refused = {0: ("not_seen", None), 1: ("skipped", "price_too_high"), 2: ("skipped", "market_closing"), 3: ("failed", "planner_failed")}.get(dice % 12)
    if refused or chosen * fill["price"] < 1:
        answer["result"], answer["reason"] = refused or ("too_small", None)
        return answer
    ordered = down(min(chosen, 50 / fill["price"]), 2)
    price = min(Fraction(99, 100), fill["price"] + Fraction(1, 100))
    answer["ordered"] = text(ordered)
    sizes = {3: [], 4: [down(ordered / 2, 2)], 5: [down(ordered * 103 / 100, 2)], 6: [down(ordered / 3, 2), ordered - down(ordered / 3, 2)]}.get(dice % 7, [ordered])
    answer["reason"] = "expired" if dice % 7 in (3, 4) else None
    for turn, shares in enumerate(sizes):
        answer["matches"].append({"shares": text(shares), "price": text(price), "fee": text(fee_of(shares, price)), "at": fill["at"] + 1 + dice % 4 + turn})
    return answer


# ---- the copy gap (ADR 0015)

def their_lots(fills):
    """Their purchases with what of each was sold, and how many sales no purchase covers."""
    lots, open_lots, old = [], defaultdict(list), []
    for fill in in_turn(fills):
        if fill["side"] == "BUY":
            lot = {"buy": fill, "left": fill["shares"], "sales": []}
            lots.append(lot)
            open_lots[fill["token"]].append(lot)
            continue
        left = fill["shares"]
        for lot in open_lots[fill["token"]]:
            part = min(left, lot["left"])
            if part > 0:
                lot["sales"].append((part, fill["price"], fill["at"]))
                lot["left"], left = lot["left"] - part, left - part
        if left > 0:
            old.append(fill["at"])
    return lots, old


def own_lots(answers, prices, ends_at):
    """Our purchases by the trade of theirs that they answer, with what closed them."""
    stocks, by_cause, events = defaultdict(Stock), defaultdict(list), []
    for order, answer in enumerate(answers):
        if "sale" in answer:
            events.append((answer["at"], 1, order, answer))
        else:
            token = answer["fill"].split(":")[2]
            events += [(match["at"], 0, order, {"cause": answer["fill"], "token": token, **match}) for match in answer["matches"]]
    for at, kind, _, event in sorted(events, key=lambda event: event[:3]):
        shares, price, fee = Fraction(event["shares"]), Fraction(event["price"]), Fraction(event["fee"])
        if kind == 0:
            lot = {"token": event["token"], "shares": shares, "price": price, "fee": fee, "cost": up(shares * price) + fee, "at": at, "closes": []}
            by_cause[event["cause"]].append(lot)
            stocks[event["token"]].lots.append([shares, lot["cost"], lot])
        else:
            parts, _ = stocks[event["token"]].take(shares, down(shares * price) - fee)
            for lot, part, _, money in parts:
                lot["closes"].append({"shares": part, "price": price, "fee": nearest(fee * part / shares, 8), "money": money, "at": at})
    for token, stock in stocks.items():
        payout = prices.payout(token)
        for shares, _, lot in stock.lots if payout is not None else []:
            lot["closes"].append({"shares": shares, "price": None, "fee": Fraction(0), "money": down(shares * payout), "at": ends_at})
    return by_cause


def own_result(lots, since, until, start, end):
    """Shares that count, their worth at the beginning and the end, fees and profit; None as profit where a price is missing."""
    shares = entry = leaving = fees = profit = Fraction(0)
    for lot in lots:
        if lot["at"] >= until:
            continue
        counted = lot["shares"] - sum(close["shares"] for close in lot["closes"] if close["at"] < since)
        if counted == 0:
            continue
        closed = [close for close in lot["closes"] if since <= close["at"] < until]
        left = counted - sum(close["shares"] for close in closed)
        carried = lot["at"] < since
        shares += counted
        if (carried and start is None) or (left > 0 and end is None):
            return shares, None
        worth = counted * (start if carried else lot["price"])
        rest = left * end if left > 0 else Fraction(0)
        entry += worth
        leaving += rest + sum(close["shares"] * close["price"] if close["price"] is not None else close["money"] for close in closed)
        fees += sum(close["fee"] for close in closed) + (0 if carried else lot["fee"])
        profit += sum(close["money"] for close in closed) + rest - (worth if carried else lot["cost"])
    return shares, (entry, leaving, fees, profit)


MAIN = {"not_seen": "not_seen", "skipped": "skipped", "failed": "not_filled", "too_small": "rounding", "ordered": "sized"}


def gap_of(lot, answer, lots, since, until, start, end):
    """Their profit, ours, and the steps between them; None where a price is missing; nothing where nothing counts."""
    buy = lot["buy"]
    carried = buy["at"] < since
    counted = buy["shares"] - sum(shares for shares, _, at in lot["sales"] if at < since)
    own_shares, own = own_result(lots, since, until, start, end)
    if counted == 0 and own_shares == 0:
        return ()
    left = buy["shares"] - sum(shares for shares, _, at in lot["sales"] if at < until)
    main = (MAIN[answer["result"]], answer["reason"] if MAIN[answer["result"]] in ("skipped", "not_filled") else None)
    if (carried and start is None) or (left > 0 and end is None) or own is None:
        return main
    entry = start if carried else buy["price"]
    theirs = sum(shares * price for shares, price, at in lot["sales"] if since <= at < until) + (left * end if left > 0 else 0) - counted * entry
    own_entry, leaving, fees, mine = own
    if not lots and answer["result"] != "ordered":
        return theirs, mine, [(*main, -theirs)]
    matched = sum(lot["shares"] for lot in lots)
    ordered = Fraction(answer["ordered"]) if answer["ordered"] else matched
    chosen = Fraction(answer["chosen"])
    at = (lambda shares: round(shares * theirs / buy["shares"], 12)) if counted else lambda _: Fraction(0)
    price = own_shares * entry - own_entry
    return theirs, mine, [
        ("sized", None, at(chosen) - theirs),
        ("capped" if chosen - ordered > Fraction(1, 100) else "rounding", None, at(ordered) - at(chosen)),
        ("price", None, at(matched) - at(ordered)) if matched > ordered else ("not_filled", answer["reason"], at(matched) - at(ordered)),
        ("price", None, price),
        ("fees", None, -fees),
        ("exit_timing", None, leaving - own_entry - price - at(matched)),
        ("rounding", None, mine - (leaving - own_entry - fees)),
    ]


def copy_gap(fills, answers, prices, since, until, ends_at):
    lots, old = their_lots([fill for fill in fills if fill["at"] < until])
    answer_of = {answer["fill"]: answer for answer in answers if "fill" in answer}
    own = own_lots(answers, prices, ends_at)
    theirs = mine = Fraction(0)
    steps, unpriced = defaultdict(lambda: [Fraction(0), set(), 0]), 0
    for lot in lots:
        fill = lot["buy"]["id"]
        found = gap_of(lot, answer_of[fill], [one for one in own[fill] if one["at"] < until], since, until, prices.before(lot["buy"]["token"], since), prices.final(lot["buy"]["token"]))
        if len(found) == 2:
            steps[found][2] += 1
            unpriced += 1
        elif found:
            theirs, mine = theirs + found[0], mine + found[1]
            for bar, reason, amount in found[2]:
                if amount != 0:
                    step = steps[(bar, reason)]
                    step[0] += amount
                    step[1].add(fill)
    listed = [{"bar": bar, "reason": reason, "amount": text(amount), "trades": len(trades), "unpriced": missing}
              for (bar, reason), (amount, trades, missing) in sorted(steps.items(), key=lambda step: (step[0][0], step[0][1] or ""))]
    residual = theirs + sum(step[0] for step in steps.values()) - mine
    return {"theirs": text(theirs), "mine": text(mine), "residual": text(residual), "unpriced": unpriced, "oldSales": sum(since <= at < until for at in old), "steps": listed}


# ---- an account's own files

def cell(row, name):
    return Fraction(Decimal(row[name])) if row[name] else Fraction(0)


def audit(fills_file, ledger_file):
    """What the account's files say beside what follows from its matches alone. Everything in "apart" is a mistake."""
    with open(fills_file, encoding="utf-8", newline="") as text_file:
        fills = list(csv.DictReader(text_file))
    with open(ledger_file, encoding="utf-8", newline="") as text_file:
        postings = list(csv.DictReader(text_file))
    apart = []

    def compare(what, said, reckoned):
        if said != reckoned:
            apart.append(f"{what}: the file says {text(said)}, the matches {text(reckoned)}")

    entries = defaultdict(Fraction)
    for row in postings:
        entries[row["entry"]] += cell(row, "debit_usdc")
    for entry, left in entries.items():
        compare(f"{entry} balances", left, Fraction(0))
    realized = closings(fills, ends_of(postings))
    for row in fills:
        worth, fee = cell(row, "shares") * cell(row, "price"), cell(row, "fee_usdc")
        compare(f"cash of match {row['fill']}", cell(row, "cash_usdc"), -(up(worth) + fee) if row["side"] == "buy" else down(worth) - fee)
        compare(f"profit of match {row['fill']}", cell(row, "realised_usdc"), realized[row["fill"]])
    booked = defaultdict(Fraction)
    for row in postings:
        booked[(row["kind"], row["ledger_account"])] += cell(row, "debit_usdc")
    compare("cash in the ledger", booked[("bought", "cash")] + booked[("sold", "cash")] + booked[("fee_learned", "cash")], sum(cell(row, "cash_usdc") for row in fills))
    compare("profit of sales in the ledger", -booked[("closed", "realized")] - booked[("fee_learned", "realized")], sum(realized.values()))
    compare("fees in the ledger", booked[("bought", "fees")] + booked[("sold", "fees")] + booked[("fee_learned", "fees")], sum(cell(row, "fee_usdc") for row in fills))
    held = defaultdict(Fraction)
    for row in fills:
        held[row["token_id"]] += cell(row, "shares") if row["side"] == "buy" else -cell(row, "shares")
    said = defaultdict(Fraction)
    for row in postings:
        if row["ledger_account"] == "position" and row["kind"] in ("bought", "closed"):
            said[row["token_id"]] += cell(row, "shares")
    for token in sorted(held.keys() | said.keys()):
        compare(f"shares of {token}", said[token], held[token])
    return {"fills": len(fills), "sales": sum(row["side"] == "sell" for row in fills), "entries": len(entries), "apart": apart}


def ends_of(postings):
    """Shares that left by the end of their market, which is no match: (when, book, outcome, shares)."""
    return [(row["at"], row["book"], row["token_id"], -cell(row, "shares")) for row in postings if row["kind"] == "ended" and row["ledger_account"] == "position"]


def closings(fills, ends=()):
    """What each match made, first in first out within book and outcome, in the order in which things became final.

    A sale makes what it brought less what its shares had cost. A fee that was learned after its match was final changes nothing that was
    reckoned before: of a sale it is taken from what the sale made; of a purchase the shares still held cost their part of it more, and
    the rest is taken from what the purchase itself made, which is nothing otherwise.
    """
    lots, waiting, realized = defaultdict(list), defaultdict(list), {row["fill"]: Fraction(0) for row in fills}
    events = [(row["settled_at"], 0, row["matched_at"], row["fill"], row) for row in fills]
    events += [(row["fee_learned_at"], 2, row["matched_at"], row["fill"], row) for row in fills if row.get("fee_learned_at")]
    events += [(at, 1, at, str(turn), (book, token, shares)) for turn, (at, book, token, shares) in enumerate(ends)]
    for _, kind, _, _, event in sorted(events, key=lambda event: event[:4]):
        if kind == 1:
            stock = Stock()
            stock.lots = lots[event[:2]]
            stock.take(event[2], Fraction(0))
            continue
        key = (event["book"], event["token_id"])
        shares, worth, fee = cell(event, "shares"), cell(event, "shares") * cell(event, "price"), cell(event, "fee_usdc")
        if kind == 2:
            held = [lot for lot in lots[key] if lot[2] == (event["matched_at"], event["fill"])] if event["side"] == "buy" else []
            for lot in held:
                part = down(fee * lot[0] / shares)
                lot[1], fee = lot[1] + part, fee - part
            realized[event["fill"]] -= fee
            continue
        known = Fraction(0) if event.get("fee_learned_at") else fee
        if event["side"] == "buy":
            lots[key].append([shares, up(worth) + known, (event["matched_at"], event["fill"])])
            lots[key].sort(key=lambda lot: lot[2])
        else:
            waiting[key].append([shares, down(worth) - known, event["fill"]])
        while waiting[key] and lots[key]:
            sale, stock = waiting[key][0], Stock()
            stock.lots = lots[key]
            before = stock.shares()
            parts, left = stock.take(sale[0], sale[1])
            realized[sale[2]] += sum(money - cost for _, _, cost, money in parts)
            sale[0], sale[1] = sale[0] - (before - stock.shares()), left
            if sale[0] > 0:
                break
            waiting[key].pop(0)
    return realized


# ---- events of which exactly one question ends with yes

OLDEST_MARK = 2 * 3600


def event(case):
    """Chances that add up to one, what is held by them, and the least that is paid. Each question has marks of its yes and no, each a price, its age and whether it is a payout, or nothing."""

    def price(mark):
        return None if mark is None or mark["age"] > OLDEST_MARK or mark["payout"] else number(mark["price"])

    prices = []
    for question in case["questions"]:
        sides = [side for side in (price(question["yes"]), None if price(question["no"]) is None else 1 - price(question["no"])) if side is not None]
        prices.append(sum(sides) / len(sides) if sides else None)
    held = [(number(question["heldYes"]), number(question["heldNo"])) for question in case["questions"]]
    endings = [yes + sum(no for at, (_, no) in enumerate(held) if at != winner) for winner, (yes, _) in enumerate(held)]
    if not case["isWhole"]:
        endings.append(sum(no for _, no in held))
    chances = None
    if len(prices) > 1 and None not in prices and Fraction(9, 10) <= sum(prices) <= Fraction(11, 10):
        exact = [one / sum(prices) for one in prices]
        chances = [down(one) for one in exact]
        short = int((1 - sum(chances)) * MICRO)
        for at in sorted(range(len(exact)), key=lambda at: chances[at] - exact[at])[:short]:
            chances[at] += Fraction(1, MICRO)
    worth = None if chances is None else sum(chance * yes + (1 - chance) * no for chance, (yes, no) in zip(chances, held))
    return {"chances": chances and [text(chance) for chance in chances], "worth": told(worth), "certain": text(min(endings))}


# ---- verbs

def reckon(trades, copies):
    rows, bad = read_rows(trades)
    fills = fills_of(rows)
    prices = Prices(fills)
    with open(copies, encoding="utf-8") as lines:
        answers = [json.loads(line) for line in lines]
    first, last = fills[0]["at"], fills[-1]["at"]
    until, ends_at = last + 3600, last + 1800
    periods = {"whole": first, "secondHalf": first + (last - first) // 2}
    wallets = {}
    for wallet in sorted({fill["wallet"] for fill in fills}):
        own = [fill for fill in fills if fill["wallet"] == wallet]
        mine = [answer for answer in answers if wallet in (answer.get("wallet"), answer.get("sale"))]
        sums = ledger(own, prices)
        wallets[wallet] = {
            "ledger": {name: text(value) for name, value in sums.items()},
            "gap": {name: copy_gap(own, mine, prices, since, until, ends_at) for name, since in periods.items()},
        }
    tokens = sorted({fill["token"] for fill in fills})
    marks = {token: {"payout": told(prices.payout(token)), "end": told(prices.final(token)), **{name: told(prices.before(token, since)) for name, since in periods.items()}} for token in tokens}
    total = {name: text(sum(Fraction(wallet["ledger"][name]) for wallet in wallets.values())) for name in FIGURES}
    return {"rows": len(rows), "leftOut": bad, "fills": len(fills), "from": first, "secondHalfFrom": periods["secondHalf"], "endsAt": ends_at, "to": until, "marks": marks, "total": total, "wallets": wallets}


def invent():
    """Five wallets on four markets: odd prices, fills of several rows, equal rows, sales of what was not bought, ends at both sides, lines that are none."""
    dice = random.Random(20260105)
    wallets = ["0x" + hashlib.sha256(f"wallet {n}".encode()).hexdigest()[:40] for n in range(5)]
    markets = [("0x" + hashlib.sha256(f"market {n}".encode()).hexdigest(), [str(int(hashlib.sha256(f"token {n} {side}".encode()).hexdigest(), 16) % 10 ** 76) for side in (0, 1)]) for n in range(4)]
    names = ["Kestrel vs Marten", "Rain on Sunday?", "Will the ferry run in May?", "Otter above 40?"]
    level, lines, now = [0.5, 0.35, 0.6, 0.45], [], 1_790_000_000
    for turn in range(170):
        now += dice.randint(0, 240)
        at = dice.randrange(4)
        drift = 0.012 if at == 0 else -0.004 if at == 1 else 0
        level[at] = min(0.985, max(0.02, level[at] + drift + dice.uniform(-0.03, 0.03)))
        condition, tokens = markets[at]
        outcome = dice.randrange(2)
        price = level[at] if outcome == 0 else 1 - level[at]
        wallet, side = dice.choice(wallets), "BUY" if dice.random() < 0.68 else "SELL"
        transaction = "0x" + hashlib.sha256(f"transaction {turn}".encode()).hexdigest()
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            row = {"proxyWallet": wallet, "side": side, "asset": tokens[outcome], "conditionId": condition, "size": round(dice.lognormvariate(4.5, 1.3) + 0.000001, dice.choice((0, 2, 6))) or 1,
                   "price": round(price + dice.uniform(-0.004, 0.004), dice.choice((2, 3, 9))), "timestamp": now, "title": names[at], "outcome": ("Yes", "No")[outcome], "outcomeIndex": outcome, "transactionHash": transaction}
            lines += [json.dumps(row)] * (2 if dice.random() < 0.05 else 1)
    once = {"proxyWallet": wallets[2], "side": "BUY", "asset": "77", "conditionId": markets[3][0], "size": 40, "price": 0.5, "timestamp": now, "title": "Traded once", "outcome": "Yes", "transactionHash": None}
    lines[40:40] = ["{broken", "", "[]", json.dumps({**once, "side": "HOLD"}), json.dumps({**once, "price": 1.5}), json.dumps({**once, "size": 0})]
    return lines + [json.dumps(once)]


def main(arguments):
    if arguments[:1] == ["invent"] and len(arguments) == 1:
        print("\n".join(invent()))
    elif arguments[:1] == ["follow"] and len(arguments) == 2:
        for answer in follow(fills_of(read_rows(arguments[1])[0])):
            print(json.dumps(answer))
    elif arguments[:1] == ["reckon"] and len(arguments) == 3:
        print(json.dumps(reckon(arguments[1], arguments[2]), indent=1))
    elif arguments[:1] == ["audit"] and len(arguments) == 3:
        found = audit(arguments[1], arguments[2])
        print(json.dumps(found, indent=1))
        return 1 if found["apart"] else 0
    elif arguments[:1] == ["events"] and len(arguments) == 2:
        with open(arguments[1], encoding="utf-8") as cases:
            print(json.dumps([event(case) for case in json.load(cases, parse_float=Decimal)]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
