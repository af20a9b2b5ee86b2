#!/usr/bin/env python3
"""How many expressions of time the program understands, measured on a public suite: the specs of Microsoft's
Recognizers-Text (MIT licence; a checkout of github.com/microsoft/Recognizers-Text, nothing of it is kept here).

    tools/eval/times.py --program build/release/shoebox RECOGNIZERS_TEXT/Specs/DateTime [--failures]

Each sentence is read with the date of its case as today. An answer is right when one of the program's ranges is the expected one.
Where docs/search.md rules otherwise the rule is the truth, so these count as right as well:
- a date without a year is that day of every year, a weekday alone that day of every week;
- "ago" is as exact as its unit: two years ago is that year, and has the expected day in it;
- the last day and the last unit of a span belong to it (2016到2018 ends with 2018), and so does today to "the past week";
- a holiday may be longer than its main day.
Left out is what photos have no use for (durations, sets, what is to come "within" some time) and what the suite itself resolves
wrongly: lunar holidays taken as dates of the western calendar, regnal years.
"""
import argparse
import collections
import datetime
import json
import pathlib
import subprocess

FILES = ("DateParser", "DatePeriodParser", "HolidayParser", "DateTimePeriodParser", "TimePeriodParser", "TimeParser",
         "DateTimeParser")
NOT_OURS = ("within", "same week", "same month", "same year", "that weekend", "分钟", "小时", "农历", "正月", "大年", "中秋", "春节",
            "除夕", "元宵", "端午", "重阳", "康熙", "雍正", "民国", "神龙")
BARE = {"the week", "my week", "the day", "my day", "the month", "the year"}

Case = collections.namedtuple("Case", "group text now words expected")


def cases(folder):
    """Every sentence with one expression that resolves to the past or to a fixed time."""
    for language in ("English", "Chinese"):
        for name in FILES:
            path = pathlib.Path(folder) / language / f"{name}.json"
            for spec in json.loads(path.read_text(encoding="utf-8-sig")):
                if len(spec["Results"]) != 1:
                    continue
                result = spec["Results"][0]
                value = result.get("Value")
                past = value.get("PastResolution") if isinstance(value, dict) else None
                now = ((spec.get("Context") or {}).get("ReferenceDateTime") or "2016-11-07T12:00")[:16]
                words = (result.get("Text") or "").lower()
                if past and words not in BARE and not any(word in words for word in NOT_OURS):
                    yield Case(f"{language} {name}", " ".join(spec["Input"].split()), now, words, past)


def day(text):
    return datetime.date.fromisoformat(text[:10])


def distance(a, b):
    return abs((day(a) - day(b)).days)


def closed(chip):
    return [(a, b) for a, b in chip["ranges"] if a and b]


def right_day(case, chips):
    expected = case.expected["date"]
    after = (day(expected) + datetime.timedelta(1)).isoformat()
    loose = 366 if any(word in case.words for word in ("ago", "前", "from now", "later")) else 8
    for chip in chips:
        if not chip["ranges"] and chip.get("weekdays") == [day(expected).weekday()]:
            return True
        if (expected, after) in closed(chip):
            return True
        told = loose > 8 or "holiday" in chip["canonical"] or "christmas" in case.words or "圣诞" in case.words
        if told and any(a <= expected < b and distance(a, b) <= loose for a, b in closed(chip)):
            return True
    return False


def right_span(case, chips):
    start, end = case.expected.get("startDate"), case.expected.get("endDate")
    units = (365, 366, 28, 29, 30, 31)
    return any(distance(a, start) <= 1 and (distance(b, end) <= 1 or (b >= end and distance(b, end) in units))
               for chip in chips for a, b in closed(chip))


def in_hours(clock, hours):
    return any((a <= clock < b) if a < b else (clock >= a or clock < b) for a, b in hours)


def right_moment(case, chips):
    moment = case.expected.get("startDateTime") or case.expected["dateTime"]
    date, after = moment[:10], (day(moment) + datetime.timedelta(1)).isoformat()
    for chip in chips:
        clocked = chip.get("hours") or chip.get("weekdays")
        if clocked and ((date, after) in closed(chip) or chip.get("weekdays") == [day(date).weekday()]):
            return True
        if any(a[:10] == date for a, _ in chip.get("moments", [])):
            return True
    return False


def right_clock(case, chips):
    text = case.expected.get("startTime") or case.expected["time"]
    clock = int(text[:2]) + int(text[3:5]) / 60
    return any(in_hours(clock, chip.get("hours", [])) for chip in chips)


def right(case, chips):
    """True or False; None when the case asks nothing of us."""
    expected = case.expected
    if any(str(value).startswith(("0001", "not")) for value in expected.values()):
        return None
    if "date" in expected:
        return right_day(case, chips)
    if "startDate" in expected and "endDate" in expected:
        return right_span(case, chips)
    if "startDateTime" in expected or "dateTime" in expected:
        return right_moment(case, chips)
    if "startTime" in expected or "time" in expected:
        return right_clock(case, chips)
    return None


def ask(program, asked):
    lines = "".join(json.dumps({"q": case.text, "now": case.now}, ensure_ascii=False) + "\n" for case in asked)
    done = subprocess.run([program, "parse", "--queries", "-", "--json"], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != len(asked):
        raise SystemExit(f"times: {len(asked)} sentences, but {len(answers)} answers")
    return [[chip for chip in answer["chips"] if chip["kind"] == "time"] for answer in answers]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("specs")
    parser.add_argument("--program", default="build/release/shoebox")
    parser.add_argument("--failures", action="store_true", help="print what was not understood")
    options = parser.parse_args()
    asked = list(cases(options.specs))
    good, total = collections.Counter(), collections.Counter()
    for case, chips in zip(asked, ask(options.program, asked)):
        answer = right(case, chips)
        if answer is None:
            continue
        total[case.group] += 1
        good[case.group] += answer
        if options.failures and not answer:
            print(case.group, "|", case.text, "|", case.now[:10], "|", json.dumps(case.expected), "|",
                  [chip["canonical"][:60] for chip in chips])
    for group in total:
        print(f"{group:32} {good[group]:4} of {total[group]:4}  {100 * good[group] / total[group]:5.1f} %")
    print(f"{'all':32} {good.total():4} of {total.total():4}  {100 * good.total() / total.total():5.1f} %")


if __name__ == "__main__":
    main()
